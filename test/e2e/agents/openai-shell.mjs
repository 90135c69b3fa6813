/** An agent by hand on `openai` that may run commands. */
import OpenAI from 'openai';
import { command, question } from './shell.mjs';
import { finish, maxSteps } from './tools.mjs';

const client = new OpenAI();
const messages = [{ role: 'user', content: question }];
const tools = [{ type: 'function', function: { name: 'run_command', description: command.description, parameters: command.parameters } }];

let answer;
let steps = 0;
while (answer === undefined && steps < maxSteps) {
  steps++;
  const { choices } = await client.chat.completions.create({ model: 'gpt-5', messages, tools });
  const { message } = choices[0];
  messages.push(message);
  if (!message.tool_calls?.length) answer = message.content;
  for (const call of message.tool_calls ?? []) {
    messages.push({ role: 'tool', tool_call_id: call.id, content: command.run(JSON.parse(call.function.arguments)) });
  }
}
finish({ steps, answer });
