/** The agents that every fault is tried on. */

/** An agent and its arguments. */
export interface Agent {
  readonly name: string;
  readonly file: string;
  readonly args: readonly string[];
}

const agent = (file: string, ...args: string[]): Agent => ({ name: [file, ...args].join(' '), file, args });

/** Plain programs in `agents/`. */
export const agents: readonly Agent[] = [
  agent('openai-chat.mjs'),
  agent('openai-chat.mjs', 'stream'),
  agent('openai-chat.cjs'),
  agent('openai-chat.cjs', 'stream'),
  agent('openai-responses.mjs'),
  agent('openai-responses.mjs', 'stream'),
  agent('anthropic.mjs'),
  agent('anthropic.cjs', 'stream'),
  agent('ai-sdk.mjs', 'generate'),
  agent('ai-sdk.cjs', 'stream'),
  agent('worker.mjs'),
  agent('listeners.cjs'),
  agent('uncaught.mjs'),
  agent('rejected.cjs', 'status'),
  agent('rejected.cjs', 'network'),
  agent('exits.mjs'),
  agent('signalled.mjs'),
  agent('introspect.cjs'),
  agent('fetches.mjs'),
];
