/** What the agents of these tests work with: two tools, neither of which brings anything, and the question they are asked. */
import { setTimeout as sleep } from 'node:timers/promises';

export const system = 'You are a careful researcher. Use the tools until you can answer, then answer in one sentence.';
export const question = 'When was the lighthouse at Skarvik first lit?';

export const tools = {
  web_search: {
    description: 'Searches the web.',
    parameters: { type: 'object', properties: { query: { type: 'string' } }, required: ['query'], additionalProperties: false },
    async run({ query }) {
      await sleep(20);
      return `10 results for "${query}"; none of them mentions Skarvik.`;
    },
  },
  read_archive: {
    description: 'Reads a document of the archive.',
    parameters: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'], additionalProperties: false },
    async run({ id }) {
      await sleep(20);
      return `The document "${id}" is empty.`;
    },
  },
};

/** Whatever goes wrong is for the model to read. */
export async function runTool(name, args) {
  try {
    return await tools[name].run(args);
  } catch (error) {
    return `The tool failed: ${error.message}`;
  }
}

export const maxSteps = Number(process.env.AGENT_MAX_STEPS ?? 12);

/** The end of every agent: one line, and an exit code. */
export function finish({ steps, answer }) {
  console.log(JSON.stringify({ steps, ended: answer === undefined ? 'gave_up' : 'answered', answer }));
  process.exitCode = answer === undefined ? 1 : 0;
}
