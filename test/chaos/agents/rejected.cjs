// Nobody catches what a model call rejects with.
const { OpenAI } = require('openai');
const { chat } = require('./loops.cjs');

async function main() {
  await chat(OpenAI, false);
  const [kind] = process.argv.slice(2);
  if (kind === 'status') {
    const client = new OpenAI({ apiKey: 'key', baseURL: `${process.env.MODEL_URL}/v1`, maxRetries: 1 });
    await client.chat.completions.create({ model: 'fail=9', messages: [{ role: 'user', content: 'Hello' }] });
  }
  // Nothing listens on port 3.
  await fetch('http://127.0.0.1:3/v1/chat/completions', { method: 'POST', body: JSON.stringify({ model: 'm', messages: [] }) });
}

main();
