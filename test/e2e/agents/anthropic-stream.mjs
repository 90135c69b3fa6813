/** A loop by hand on `@anthropic-ai/sdk`, with its stream helper. */
import Anthropic from '@anthropic-ai/sdk';
import { finish, maxSteps, question, runTool, system, tools } from './tools.mjs';

const client = new Anthropic();
const messages = [{ role: 'user', content: question }];

let answer;
let steps = 0;
while (answer === undefined && steps < maxSteps) {
  steps++;
  const stream = client.messages.stream({
    model: 'claude-sonnet-5',
    max_tokens: 1024,
    system,
    messages,
    tools: Object.entries(tools).map(([name, { description, parameters }]) => ({ name, description, input_schema: parameters })),
  });
  let written = '';
  stream.on('text', (text) => {
    written += text;
  });
  const message = await stream.finalMessage();
  messages.push({ role: 'assistant', content: message.content });
  if (message.stop_reason !== 'tool_use') {
    answer = written;
    break;
  }
  const results = [];
  for (const block of message.content) {
    if (block.type !== 'tool_use') continue;
    results.push({ type: 'tool_result', tool_use_id: block.id, content: await runTool(block.name, block.input) });
  }
  messages.push({ role: 'user', content: results });
}
finish({ steps, answer });
