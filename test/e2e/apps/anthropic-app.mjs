/**
 * An application with an OpenTelemetry SDK of its own, and an agent by hand on `@anthropic-ai/sdk` in it. That SDK traces its calls
 * itself as soon as there is a tracer provider.
 */

import Anthropic from '@anthropic-ai/sdk';
import { finish, maxSteps, question, runTool, system, tools } from './tools.mjs';
import { inSpan, shutdown } from './tracing.mjs';

const client = new Anthropic();

async function research() {
  const messages = [{ role: 'user', content: question }];
  for (let steps = 1; steps <= maxSteps; steps++) {
    const message = await client.messages.create({
      model: 'claude-sonnet-5',
      max_tokens: 1024,
      system,
      messages,
      tools: Object.entries(tools).map(([name, { description, parameters }]) => ({ name, description, input_schema: parameters })),
    });
    messages.push({ role: 'assistant', content: message.content });
    const calls = message.content.filter(({ type }) => type === 'tool_use');
    if (calls.length === 0) return { steps, answer: message.content.find(({ type }) => type === 'text')?.text };
    const results = [];
    for (const { id, name, input } of calls) {
      const content = await inSpan(`lookup ${name}`, () => runTool(name, input));
      results.push({ type: 'tool_result', tool_use_id: id, content });
    }
    messages.push({ role: 'user', content: results });
  }
  return { steps: maxSteps };
}

const result = await inSpan('POST /research', research);
await shutdown();
finish(result);
