/** An application with an OpenTelemetry SDK of its own, and an agent by hand on `openai` in it. */

import OpenAI from 'openai';
import { finish, maxSteps, question, runTool, system, tools } from './tools.mjs';
import { inSpan, shutdown } from './tracing.mjs';

const client = new OpenAI();

async function research() {
  const messages = [
    { role: 'system', content: system },
    { role: 'user', content: question },
  ];
  for (let steps = 1; steps <= maxSteps; steps++) {
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
    if (!message.tool_calls?.length) return { steps, answer: message.content };
    for (const call of message.tool_calls) {
      const content = await inSpan(`lookup ${call.function.name}`, () => runTool(call.function.name, JSON.parse(call.function.arguments)));
      messages.push({ role: 'tool', tool_call_id: call.id, content });
    }
  }
  return { steps: maxSteps };
}

const result = await inSpan('POST /research', research);
await shutdown();
finish(result);
