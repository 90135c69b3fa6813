/** An agent on the AI SDK, streaming, on chat completions. */
import { createOpenAI } from '@ai-sdk/openai';
import { jsonSchema, stepCountIs, streamText, tool } from 'ai';
import { finish, maxSteps, question, system, tools } from './tools.mjs';

const openai = createOpenAI();
const result = streamText({
  model: openai.chat('gpt-5'),
  system,
  prompt: question,
  stopWhen: stepCountIs(maxSteps),
  tools: Object.fromEntries(
    Object.entries(tools).map(([name, { description, parameters, run }]) => [
      name,
      tool({ description, inputSchema: jsonSchema(parameters), execute: run }),
    ]),
  ),
});
let written = '';
for await (const part of result.textStream) written += part;
const text = await result.text;
if (!written.endsWith(text)) throw new Error('the stream and the text differ');
const steps = await result.steps;
finish({ steps: steps.length, answer: (await result.finishReason) === 'stop' ? text : undefined });
