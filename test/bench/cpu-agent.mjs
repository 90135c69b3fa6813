// Agent loops on the openai package; tells how much CPU time a model call took, all threads together, exports included.
import OpenAI from 'openai';

const client = new OpenAI({ apiKey: 'key', baseURL: `${process.env.MODEL_URL}/v1` });
const parameters = { type: 'object', properties: { topic: { type: 'string' } } };
const tools = [{ type: 'function', function: { name: 'lookup', description: 'Looks a topic up.', parameters } }];
const CALLS_PER_RUN = 5;

// 40 earlier turns of 5 KB each: how a transcript of 200 KB comes about.
const history = (kilobytes) =>
  Array.from({ length: kilobytes / 5 }, (_, nth) => ({
    role: nth % 2 === 0 ? 'user' : 'assistant',
    content: `turn ${nth}: ${'What was said before. '.repeat(230)}`,
  }));

async function agent(nth, { stream, kilobytes }) {
  const messages = [...history(kilobytes), { role: 'user', content: `Question ${nth}: what is the answer?` }];
  for (;;) {
    const request = { model: `steps=${CALLS_PER_RUN - 1} chunks=${stream ? 100 : 4}`, messages, tools };
    const message = stream ? await streamed(request) : (await client.chat.completions.create(request)).choices[0].message;
    messages.push(message);
    if (!message.tool_calls) return;
    for (const { id } of message.tool_calls) messages.push({ role: 'tool', tool_call_id: id, content: `Little is known. ${nth}` });
  }
}

async function streamed(request) {
  const message = { role: 'assistant', content: '' };
  const chunks = await client.chat.completions.create({ ...request, stream: true });
  for await (const { choices } of chunks) {
    const { content, tool_calls } = choices[0]?.delta ?? {};
    if (content) message.content += content;
    for (const { index, id, function: part } of tool_calls ?? []) {
      message.tool_calls ??= [];
      message.tool_calls[index] ??= { id, type: 'function', function: { name: part.name, arguments: '' } };
      message.tool_calls[index].function.arguments += part.arguments;
    }
  }
  return message;
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 300));
const [loads, counter] = [JSON.parse(process.argv[2]), { runs: 0 }];
for (const load of loads) {
  const many = async (calls) => {
    for (let left = calls / CALLS_PER_RUN; left > 0; left--) await agent(counter.runs++, load);
    // What is exported in the background belongs to the calls.
    await settle();
  };
  await many(load.warmUp);
  const [from, at] = [process.cpuUsage(), performance.now()];
  await many(load.calls);
  const { user, system } = process.cpuUsage(from);
  const wall = performance.now() - at - 300;
  console.log(JSON.stringify({ load: load.name, cpuMs: (user + system) / 1000 / load.calls, wallMs: wall / load.calls }));
}
