// One question after the other, until a file says stop: shows what becomes of the tool call that the model wants.
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import OpenAI from 'openai';

const client = new OpenAI({ apiKey: 'key', baseURL: `${process.env.MODEL_URL}/v1` });
const tools = [{ type: 'function', function: { name: 'lookup', parameters: { type: 'object', properties: {} } } }];
while (!existsSync(process.argv[2])) {
  const request = { model: 'steps=1', messages: [{ role: 'user', content: 'What is the answer?' }], tools };
  const { message } = (await client.chat.completions.create(request)).choices[0];
  console.log(
    message.tool_calls ? `called ${message.tool_calls[0].function.name}` : `not called: ${message.content.replaceAll('\n', ' ')}`,
  );
  await sleep(50);
}
console.log('done');
