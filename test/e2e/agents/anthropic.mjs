/** A loop by hand on `@anthropic-ai/sdk`. */
import Anthropic from '@anthropic-ai/sdk';
import { finish, maxSteps, question, runTool, system, tools } from './tools.mjs';

const client = new Anthropic();
const messages = [{ role: 'user', content: question }];

let answer;
let steps = 0;
while (answer === undefined && steps < maxSteps) {
  steps++;
  const message = await client.messages.create({
    model: 'claude-sonnet-5',
    max_tokens: 1024,
    system,
    messages,
    tools: Object.entries(tools).map(([name, { description, parameters }]) => ({ name, description, input_schema: parameters })),
  });
  messages.push({ role: 'assistant', content: message.content });
  if (message.stop_reason !== 'tool_use') {
    answer = message.content.find(({ type }) => type === 'text')?.text;
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
