// A bug in the application, after a call: Node prints it and ends with code 1.
import OpenAI from 'openai';
import { chat } from './loops.cjs';

await chat(OpenAI, true);
process.on('exit', (code) => console.log(`exit ${code}`));
setTimeout(() => {
  throw new Error('a bug of the application');
}, 10);
