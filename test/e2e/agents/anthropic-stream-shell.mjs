/** An agent by hand on `@anthropic-ai/sdk` that may run commands, streamed. */
import Anthropic from '@anthropic-ai/sdk';
import { command, question } from './shell.mjs';
import { finish, maxSteps } from './tools.mjs';

const client = new Anthropic();
const messages = [{ role: 'user', content: question }];
const tools = [{ name: 'run_command', description: command.description, input_schema: command.parameters }];

let answer;
let steps = 0;
while (answer === undefined && steps < maxSteps) {
  steps++;
  const { content } = await client.messages.stream({ model: 'claude-sonnet-5', max_tokens: 1024, messages, tools }).finalMessage();
  messages.push({ role: 'assistant', content });
  const calls = content.filter(({ type }) => type === 'tool_use');
  if (calls.length === 0) answer = content.find(({ type }) => type === 'text')?.text;
  else
    messages.push({
      role: 'user',
      content: calls.map(({ id, input }) => ({ type: 'tool_result', tool_use_id: id, content: command.run(input) })),
    });
}
finish({ steps, answer });
