// A small program that ends in one of several ways in the middle of a model call: `node ending.mjs BASE_URL WAY`.
import { OpenAI } from 'openai';

const [, , baseURL, way] = process.argv;
const client = new OpenAI({ apiKey: 'key', baseURL, maxRetries: 0 });
const call = (play, stream) =>
  client.chat.completions.create({ model: 'm', messages: [{ role: 'user', content: 'Hi' }], stream }, { headers: { 'x-play': play } });

process.on('exit', (code) => console.log(`exit ${code}`));
const ways = {
  /** Nothing unusual. */
  answers: async () => console.log((await call('0', false)).choices[0].message.content),
  /** Nobody catches the error: the program crashes. */
  crashes: () => call('2', false),
  /** A promise that nobody waits for fails. */
  rejects: () => void call('2', false),
  /** The stream is never looked at; the program has nothing more to do. */
  forgets: () => void call('1', true),
  /** The response is there and never read. */
  ignores: () => call('1', true).asResponse(),
  /** Leaves in the middle of a stream that is still open. */
  exits: async () => {
    for await (const chunk of await call('3', true)) {
      console.log(chunk.choices[0]?.delta.content);
      process.exit(3);
    }
  },
  /** Breaks out of a stream that is still open, and has nothing more to do. */
  breaks: async () => {
    for await (const chunk of await call('3', true)) {
      console.log(chunk.choices[0]?.delta.content);
      break;
    }
  },
  /** Fails in the middle of a stream that is still open. */
  throws: async () => {
    for await (const chunk of await call('3', true)) throw new Error(`no use for ${chunk.id}`);
  },
  /** Is told to end in the middle of a stream. */
  signals: async () => {
    for await (const _ of await call('3', true)) process.kill(process.pid, 'SIGTERM');
  },
};
await ways[way]();
console.log('done');
