/** The agents that faults are tried on, and what is different about each. */

/** What may make a difference between two agents. Values of every two traits are tried together (`matrix.ts`). */
export interface Traits {
  readonly client: 'openai-chat' | 'openai-responses' | 'anthropic' | 'ai-sdk' | 'fetch';
  readonly module: 'esm' | 'cjs';
  /** How answers are read, mostly. */
  readonly mode: 'json' | 'stream';
  /** How its process ends: by itself, with listeners that find more work, by `process.exit`, by an error or a signal, after a worker. */
  readonly ending: 'by itself' | 'listeners' | 'exit' | 'error' | 'signal' | 'worker';
}

/** An agent and its arguments. */
export interface Agent {
  readonly name: string;
  readonly file: string;
  readonly args: readonly string[];
  readonly traits: Traits;
}

function agent(command: string, client: Traits['client'], mode: Traits['mode'], ending: Traits['ending'] = 'by itself'): Agent {
  const [file = '', ...args] = command.split(' ');
  return { name: command, file, args, traits: { client, module: file.endsWith('.cjs') ? 'cjs' : 'esm', mode, ending } };
}

/** Plain programs in `agents/`. */
export const agents: readonly Agent[] = [
  agent('openai-chat.mjs', 'openai-chat', 'json'),
  agent('openai-chat.mjs stream', 'openai-chat', 'stream'),
  agent('openai-chat.cjs', 'openai-chat', 'json'),
  agent('openai-chat.cjs stream', 'openai-chat', 'stream'),
  agent('openai-responses.mjs', 'openai-responses', 'json'),
  agent('openai-responses.mjs stream', 'openai-responses', 'stream'),
  agent('anthropic.mjs', 'anthropic', 'json'),
  agent('anthropic.cjs stream', 'anthropic', 'stream'),
  agent('ai-sdk.mjs generate', 'ai-sdk', 'json'),
  agent('ai-sdk.cjs stream', 'ai-sdk', 'stream'),
  agent('worker.mjs', 'openai-chat', 'stream', 'worker'),
  agent('listeners.cjs', 'openai-chat', 'json', 'listeners'),
  agent('uncaught.mjs', 'openai-chat', 'stream', 'error'),
  agent('rejected.cjs status', 'openai-chat', 'json', 'error'),
  agent('rejected.cjs network', 'openai-chat', 'json', 'error'),
  agent('exits.mjs', 'openai-chat', 'stream', 'exit'),
  agent('signalled.mjs', 'openai-chat', 'stream', 'signal'),
  agent('introspect.cjs', 'openai-chat', 'stream'),
  agent('fetches.mjs', 'fetch', 'json'),
];
