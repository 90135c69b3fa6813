const Anthropic = require('@anthropic-ai/sdk');
const { messages } = require('./loops.cjs');

messages(Anthropic, process.argv[2] === 'stream').then(() => console.log('done'));
