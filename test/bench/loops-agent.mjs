// One agent after the other falls into a loop and stays in it until the tool is taken away.
import OpenAI from 'openai';

const client = new OpenAI({ apiKey: 'key', baseURL: `${process.env.MODEL_URL}/v1` });
const tools = [{ type: 'function', function: { name: 'lookup', parameters: { type: 'object', properties: {} } } }];
const [loops, pauseMs] = process.argv.slice(2).map(Number);

for (let nth = 0; nth < loops; nth++) {
  const messages = [{ role: 'user', content: `Question ${nth}: what is the answer?` }];
  for (;;) {
    const { message } = (await client.chat.completions.create({ model: 'loop=400', messages, tools })).choices[0];
    messages.push(message);
    if (!message.tool_calls) break;
    for (const { id } of message.tool_calls) messages.push({ role: 'tool', tool_call_id: id, content: 'Nothing was found.' });
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
