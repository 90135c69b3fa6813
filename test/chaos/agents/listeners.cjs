// Work is found in beforeExit twice, and everything is told in exit: the order and the number of these events is the application's.
const { OpenAI } = require('openai');
const { chat } = require('./loops.cjs');

let left = 2;
process.on('beforeExit', (code) => {
  console.log(`beforeExit ${code}, ${left} left`);
  if (left === 0) return;
  left -= 1;
  if (left === 1) setTimeout(() => console.log('a timer of beforeExit'), 20);
  else chat(OpenAI, true);
});
process.once('beforeExit', () => console.log('once only'));
process.on('exit', (code) => {
  console.log(`exit ${code} ${process.exitCode}`);
  process.exitCode = 7;
});
chat(OpenAI, false).then(() => console.log('done'));
