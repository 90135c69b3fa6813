// One loop in the main thread, one in a worker thread; the worker's lines are printed in one piece at its end.
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import OpenAI from 'openai';
import { chat } from './loops.cjs';

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url), { argv: process.argv.slice(2), stdout: true, stderr: true });
  let output = '';
  worker.stdout.on('data', (data) => {
    output += data;
  });
  worker.stderr.pipe(process.stderr);
  const ended = new Promise((resolve) => worker.once('exit', resolve));
  const said = new Promise((resolve) => worker.once('message', resolve));
  await chat(OpenAI, false);
  console.log(`the worker said ${await said} and ended with ${await ended}:\n${output}done`);
} else {
  await chat(OpenAI, true);
  parentPort.postMessage('hello');
}
