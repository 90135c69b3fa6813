/** An agent on the AI SDK: it runs the loop, the tools and the step limit. */
import { createOpenAI } from '@ai-sdk/openai';
import { generateText, jsonSchema, stepCountIs, tool } from 'ai';
import { finish, maxSteps, question, system, tools } from './tools.mjs';

const openai = createOpenAI();
const { text, steps, finishReason } = await generateText({
  model: openai('gpt-5'),
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
finish({ steps: steps.length, answer: finishReason === 'stop' ? text : undefined });
