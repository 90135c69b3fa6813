// The application has a say in how it is ended.
import OpenAI from 'openai';
import { chat } from './loops.cjs';

process.once('SIGTERM', () => {
  console.log(`SIGTERM; ${process.listenerCount('SIGTERM')} listeners are left`);
  process.kill(process.pid, 'SIGTERM');
});
await chat(OpenAI, true);
// Something to live for, until the signal comes.
setInterval(() => {}, 1_000);
process.kill(process.pid, 'SIGTERM');
