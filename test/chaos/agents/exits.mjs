// The application ends itself in the middle of a stream.
import OpenAI from 'openai';
import { chat } from './loops.cjs';

await chat(OpenAI, false);
process.on('exit', (code) => console.log(`exit ${code}`));
const client = new OpenAI({ apiKey: 'key', baseURL: `${process.env.MODEL_URL}/v1` });
const stream = await client.chat.completions.create({ model: 'chunks=20', messages: [{ role: 'user', content: 'Hello' }], stream: true });
let seen = 0;
for await (const _ of stream) {
  seen += 1;
  if (seen < 5) continue;
  console.log('done');
  process.exit(3);
}
