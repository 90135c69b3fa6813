// An application that puts a fetch of its own in the place of the global one, and takes it back.
const { OpenAI } = require('openai');
const { chat } = require('./loops.cjs');

const real = globalThis.fetch;
globalThis.fetch = async (...args) => {
  console.log('my own fetch', args.length);
  return real(...args);
};
chat(OpenAI, false)
  .then(() => {
    globalThis.fetch = real;
    return chat(OpenAI, true);
  })
  .then(() => {
    delete globalThis.fetch;
    console.log(typeof globalThis.fetch);
  });
