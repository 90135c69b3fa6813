const { OpenAI } = require('openai');
const { chat } = require('./loops.cjs');

chat(OpenAI, process.argv[2] === 'stream').then(() => console.log('done'));
