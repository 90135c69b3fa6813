/** One HTTP dialect of model providers, from the provider's side: read a request, write an answer. */

export type Json = Readonly<Record<string, unknown>>;

/** A tool call as the model makes it. */
export interface Call {
  readonly id: string;
  readonly name: string;
  /** JSON text. */
  readonly arguments: string;
}

/** What the model says in one turn. */
export interface Turn {
  readonly text: string;
  readonly calls: readonly Call[];
}

/** What a provider understands of a request, whatever its dialect. */
export interface RequestView {
  readonly model: string;
  readonly stream: boolean;
  /** Names of the tools that the model may use now: none where `tool_choice` forbids them. */
  readonly offered: readonly string[];
  /** Texts of the user, the system and the developer, in order; also those beside tool results. */
  readonly instructions: readonly string[];
  /** Tool calls of the transcript by id, in order. */
  readonly calls: readonly string[];
  /** Tool results of the transcript: the id of the call that each answers, and its text. */
  readonly results: readonly { readonly id: string; readonly text: string }[];
}

export interface Tokens {
  readonly input: number;
  readonly output: number;
}

/** The fixed parts of one answer. */
export interface Answer {
  /** Unique text for the ids of the dialect. */
  readonly id: string;
  readonly model: string;
  readonly turn: Turn;
  readonly tokens: Tokens;
}

/** A server-sent event. */
export interface SseEvent {
  readonly event?: string;
  /** JSON, or text that goes out as it is. */
  readonly data: Json | string;
}

export interface ProviderDialect {
  readonly name: 'openai-chat' | 'openai-responses' | 'anthropic-messages';
  readonly path: string;
  /** `knows`: whether this provider has given out an item of that id, which a request may then refer to. */
  read(body: Json, knows: (id: string) => boolean): RequestView | { readonly problem: string };
  json(answer: Answer): Json;
  events(answer: Answer, body: Json): readonly SseEvent[];
  error(status: number, message: string): Json;
}

export const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
export const objects = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.filter(isObject) : []);
export const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The texts of a content: a string, or a list of parts. */
export const textsOf = (content: unknown): readonly string[] =>
  typeof content === 'string' ? [content] : objects(content).flatMap((part) => (typeof part.text === 'string' ? [part.text] : []));

/** In pieces as a provider streams it: text by words, arguments in halves. */
export const words = (value: string): readonly string[] => value.match(/\S+\s*/g) ?? [];
export const halves = (value: string): readonly string[] => {
  const middle = Math.ceil(value.length / 2);
  return [value.slice(0, middle), value.slice(middle)].filter((part) => part !== '');
};

/** Providers refuse a transcript in which a result has no call, or a call no result. */
export function transcriptProblem({ calls, results }: Pick<RequestView, 'calls' | 'results'>): string | undefined {
  const asked = new Set(calls);
  const answered = new Set(results.map(({ id }) => id));
  const orphan = [...answered].find((id) => !asked.has(id));
  if (orphan !== undefined) return `There is a result of the tool call ${orphan}, but no such call.`;
  const open = calls.find((id) => !answered.has(id));
  return open === undefined ? undefined : `The tool call ${open} has no result.`;
}
