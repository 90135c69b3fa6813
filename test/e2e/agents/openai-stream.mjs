/** A loop by hand on the `openai` package that reads each answer as it comes and puts the tool calls together itself. */
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
  const stream = await client.chat.completions.create({
    model: 'gpt-5',
    messages,
    stream: true,
    stream_options: { include_usage: true },
    tools: Object.entries(tools).map(([name, { description, parameters }]) => ({
      type: 'function',
      function: { name, description, parameters },
    })),
  });
  let content = '';
  const calls = [];
  for await (const { choices } of stream) {
    const delta = choices[0]?.delta;
    content += delta?.content ?? '';
    for (const { index, id, function: part } of delta?.tool_calls ?? []) {
      calls[index] ??= { id, type: 'function', function: { name: part.name, arguments: '' } };
      calls[index].function.arguments += part.arguments ?? '';
    }
  }
  messages.push(calls.length > 0 ? { role: 'assistant', content, tool_calls: calls } : { role: 'assistant', content });
  if (calls.length === 0) answer = content;
  for (const call of calls) {
    const result = await runTool(call.function.name, JSON.parse(call.function.arguments));
    messages.push({ role: 'tool', tool_call_id: call.id, content: result });
  }
}
finish({ steps, answer });
