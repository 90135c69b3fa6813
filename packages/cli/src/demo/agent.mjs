/**
 * A small research agent, as anybody would write one by hand on the `openai` package: a loop, two tools, a step limit. It knows
 * nothing of AIRT. Each step is one line of JSON on standard output.
 *
 * Environment: OPENAI_BASE_URL and OPENAI_API_KEY (read by the SDK), AGENT_MODEL, AGENT_QUESTION, AGENT_MAX_STEPS (default 25).
 */
import OpenAI from 'openai';

const model = process.env.AGENT_MODEL ?? 'scripted-1';
const maxSteps = Number(process.env.AGENT_MAX_STEPS ?? 25);
const question = process.env.AGENT_QUESTION ?? 'When was the lighthouse at Skarvik first lit, and who designed it?';

const archive = {
  'skarvik-harbour-1931':
    'Skarvik harbour board, minutes of 1931. The lighthouse on the outer mole was lit for the first time on 3 October 1931. ' +
    'It was built after the drawings of Ingrid Solberg, at a cost of 48,000 kroner.',
};

const tools = {
  web_search: {
    description: 'Searches the web.',
    parameters: { type: 'object', properties: { query: { type: 'string' } }, required: ['query'] },
    run: ({ query }) =>
      `10 results for "${query}", none of them mentions Skarvik: lighthouse lamps, lighthouse keeper jobs, holiday homes ...`,
  },
  read_document: {
    description: `Reads a document of the archive. Documents: ${Object.keys(archive).join(', ')}.`,
    parameters: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] },
    run: ({ id }) => archive[id] ?? `There is no document "${id}".`,
  },
};

const client = new OpenAI();
const messages = [
  { role: 'system', content: 'You are a careful researcher. Use the tools until you can answer, then answer in one sentence.' },
  { role: 'user', content: question },
];

/** Runs one tool call; whatever goes wrong is for the model to read. */
function runTool(call) {
  const tool = tools[call.function.name];
  if (!tool) return `There is no tool "${call.function.name}".`;
  try {
    return tool.run(JSON.parse(call.function.arguments));
  } catch (error) {
    return `The tool failed: ${error.message}`;
  }
}

const print = (line) => console.log(JSON.stringify(line));

async function main() {
  for (let step = 1; step <= maxSteps; step++) {
    const completion = await client.chat.completions
      .stream({
        model,
        messages,
        tools: Object.entries(tools).map(([name, { description, parameters }]) => ({
          type: 'function',
          function: { name, description, parameters },
        })),
        stream_options: { include_usage: true },
      })
      .finalChatCompletion();
    const message = completion.choices[0]?.message;
    if (!message) throw new Error('the model gave no answer');
    const calls = message.tool_calls ?? [];
    messages.push(
      calls.length > 0
        ? { role: 'assistant', content: message.content, tool_calls: calls }
        : { role: 'assistant', content: message.content },
    );
    if (calls.length === 0) {
      print({ type: 'answer', step, text: message.content });
      return;
    }
    const results = calls.map((call) => ({ tool: call.function.name, arguments: call.function.arguments, result: runTool(call) }));
    calls.forEach((call, index) => {
      messages.push({ role: 'tool', tool_call_id: call.id, content: results[index].result });
    });
    print({ type: 'step', step, text: message.content, calls: results });
  }
  print({ type: 'gave_up', step: maxSteps });
  process.exitCode = 1;
}

main().catch((error) => {
  print({ type: 'failed', message: error.message });
  process.exitCode = 1;
});
