// A process that starts others: with its own options, with none, and with a worker that has an environment of its own.
const { fork, spawnSync } = require('node:child_process');
const { Worker } = require('node:worker_threads');
const { join } = require('node:path');

const file = join(__dirname, 'openai-chat.cjs');
fork(file, ['stream']).once('exit', (code) => {
  console.log(`forked: ${code}`);
  const { status, stdout, stderr } = spawnSync(process.execPath, [file], { encoding: 'utf8' });
  console.log(`spawned: ${status} ${stdout}${stderr}`);
  new Worker(file, { env: { MODEL_URL: process.env.MODEL_URL }, execArgv: [] }).once('exit', (ended) => {
    console.log(`worker: ${ended}`);
    new Worker('console.log(typeof fetch)', { eval: true }).once('exit', () => console.log('done'));
  });
});
