/** An agent on the AI SDK that may run commands. */
import { createOpenAI } from '@ai-sdk/openai';
import { jsonSchema, stepCountIs, streamText, tool } from 'ai';
import { command, question } from './shell.mjs';
import { finish, maxSteps } from './tools.mjs';

const openai = createOpenAI();
const result = streamText({
  model: openai('gpt-5'),
  prompt: question,
  stopWhen: stepCountIs(maxSteps),
  tools: {
    run_command: tool({
      description: command.description,
      inputSchema: jsonSchema(command.parameters),
      execute: async (args) => command.run(args),
    }),
  },
});
const text = await result.text;
finish({ steps: (await result.steps).length, answer: (await result.finishReason) === 'stop' ? text : undefined });
