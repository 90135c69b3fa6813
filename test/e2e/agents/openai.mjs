/** A loop by hand on the `openai` package. */
import OpenAI from 'openai';
import { finish, maxSteps, question, runTool, system, tools } from './tools.mjs';

const client = new OpenAI();
const messages = [
  { role: 'system', content: system },
  { role: 'user', content: question },
];

let answer;
let steps = 0;
while (answer === undefined && steps < maxSteps) {
  steps++;
  const completion = await client.chat.completions.create({
    model: 'gpt-5',
    messages,
    tools: Object.entries(tools).map(([name, { description, parameters }]) => ({
      type: 'function',
      function: { name, description, parameters },
    })),
  });
  const { message } = completion.choices[0];
  messages.push(message);
  if (!message.tool_calls?.length) answer = message.content;
  for (const call of message.tool_calls ?? []) {
    const content = await runTool(call.function.name, JSON.parse(call.function.arguments));
    messages.push({ role: 'tool', tool_call_id: call.id, content });
  }
}
finish({ steps, answer });
