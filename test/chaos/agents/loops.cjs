/**
 * Agent loops as users write them, without a framework: ask the model, run the tool it wants, tell it the result, until it
 * answers. The SDK comes from outside, from `import` or from `require`. Everything the user would see is printed.
 */
const url = process.env.MODEL_URL;
const model = process.env.MODEL ?? 'steps=3';
const question = 'What is the answer?';
const description = 'Looks a topic up.';
const schema = { type: 'object', properties: { topic: { type: 'string' } }, required: ['topic'] };

const lookup = ({ topic }) => `Of ${topic} little is known.`;

/** The OpenAI SDK, chat completions. */
exports.chat = async (OpenAI, streaming) => {
  const client = new OpenAI({ apiKey: 'key', baseURL: `${url}/v1` });
  const tools = [{ type: 'function', function: { name: 'lookup', description, parameters: schema } }];
  const messages = [{ role: 'user', content: question }];
  for (let step = 1; ; step++) {
    const message = streaming ? await streamed() : (await client.chat.completions.create({ model, messages, tools })).choices[0].message;
    messages.push(message);
    console.log(`step ${step}: ${message.content}`);
    if (!message.tool_calls) return;
    for (const call of message.tool_calls) {
      const content = lookup(JSON.parse(call.function.arguments));
      console.log(`  ${call.id} ${call.function.name} ${call.function.arguments} -> ${content}`);
      messages.push({ role: 'tool', tool_call_id: call.id, content });
    }
  }

  async function streamed() {
    const message = { role: 'assistant', content: '' };
    const stream = await client.chat.completions.create({ model, messages, tools, stream: true, stream_options: { include_usage: true } });
    for await (const { choices, usage } of stream) {
      if (usage) console.log(`  ${usage.total_tokens} tokens`);
      const { content, tool_calls } = choices[0]?.delta ?? {};
      if (content) {
        message.content += content;
        process.stdout.write(`|${content}`);
      }
      for (const { index, id, function: part } of tool_calls ?? []) {
        message.tool_calls ??= [];
        message.tool_calls[index] ??= { id, type: 'function', function: { name: part.name, arguments: '' } };
        message.tool_calls[index].function.arguments += part.arguments;
      }
    }
    return message;
  }
};

/** The OpenAI SDK, responses. */
exports.responses = async (OpenAI, streaming) => {
  const client = new OpenAI({ apiKey: 'key', baseURL: `${url}/v1` });
  const tools = [{ type: 'function', name: 'lookup', description, parameters: schema, strict: false }];
  const input = [{ role: 'user', content: question }];
  for (let step = 1; ; step++) {
    const response = streaming ? await streamed() : await client.responses.create({ model, input, tools });
    console.log(`step ${step}: ${response.output_text} (${response.usage.total_tokens} tokens)`);
    input.push(...response.output);
    const calls = response.output.filter((item) => item.type === 'function_call');
    if (calls.length === 0) return;
    for (const { call_id, arguments: args } of calls) {
      const output = lookup(JSON.parse(args));
      console.log(`  ${call_id} ${args} -> ${output}`);
      input.push({ type: 'function_call_output', call_id, output });
    }
  }

  async function streamed() {
    const stream = client.responses.stream({ model, input, tools });
    for await (const event of stream) process.stdout.write(`${event.type} `);
    return stream.finalResponse();
  }
};

/** The Anthropic SDK. */
exports.messages = async (Anthropic, streaming) => {
  const client = new Anthropic({ apiKey: 'key', baseURL: url });
  const tools = [{ name: 'lookup', description, input_schema: schema }];
  const messages = [{ role: 'user', content: question }];
  for (let step = 1; ; step++) {
    const request = { model, messages, tools, max_tokens: 500 };
    const message = streaming ? await streamed(request) : await client.messages.create(request);
    console.log(`step ${step}: ${message.content[0].text} (${message.usage.output_tokens} tokens, ${message.stop_reason})`);
    messages.push({ role: 'assistant', content: message.content });
    const results = [];
    for (const block of message.content) {
      if (block.type !== 'tool_use') continue;
      const content = lookup(block.input);
      console.log(`  ${block.id} ${JSON.stringify(block.input)} -> ${content}`);
      results.push({ type: 'tool_result', tool_use_id: block.id, content });
    }
    if (results.length === 0) return;
    messages.push({ role: 'user', content: results });
  }

  async function streamed(request) {
    const stream = client.messages.stream(request);
    stream.on('text', (text) => process.stdout.write(`|${text}`));
    return stream.finalMessage();
  }
};

/** The AI SDK runs the loop itself. */
exports.ai = async ({ generateText, streamText, tool, isStepCount, jsonSchema }, { createOpenAI }, streaming) => {
  const provider = createOpenAI({ apiKey: 'key', baseURL: `${url}/v1` });
  const tools = {
    lookup: tool({
      description,
      inputSchema: jsonSchema(schema),
      execute: async (input, { toolCallId }) => {
        console.log(`  ${toolCallId} ${JSON.stringify(input)}`);
        return lookup(input);
      },
    }),
  };
  const options = { model: provider.chat(model), tools, prompt: question, stopWhen: isStepCount(9) };
  const result = streaming ? streamText(options) : await generateText(options);
  if (streaming) for await (const text of result.textStream) process.stdout.write(`|${text}`);
  for (const step of await result.steps) console.log(`step: ${step.text} ${step.finishReason} ${JSON.stringify(step.usage)}`);
  console.log(`answer: ${await result.text}`);
};
