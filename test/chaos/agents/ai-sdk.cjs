// The AI SDK is an ES module only: Node's require() of it is what a CommonJS application has.
const { createOpenAI } = require('@ai-sdk/openai');
const sdk = require('ai');
const { ai } = require('./loops.cjs');

ai(sdk, { createOpenAI }, process.argv[2] === 'stream').then(() => console.log('done'));
