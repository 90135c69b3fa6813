/** One wire format of model providers, from the provider's side: it reads a request and writes an answer. */

/** A JSON object. */
export type Json = Readonly<Record<string, unknown>>;

/** A tool call of the model. */
export interface Call {
  readonly id: string;
  readonly name: string;
  /** JSON text. */
  readonly arguments: string;
}

/** One turn of the model: text, then tool calls. Either may be empty. */
export interface Turn {
  readonly text: string;
  readonly calls: readonly Call[];
}

/** What the request line says. A wire that has model or streaming in the body leaves them out. */
export interface Route {
  readonly model?: string;
  readonly stream?: boolean;
}

/** A request as any provider understands it. */
export interface RequestView {
  readonly model: string;
  readonly stream: boolean;
  /** Names of the tools that the model may call now: none where the tool choice forbids all. */
  readonly toolNames: readonly string[];
  /** Texts of the user, the system and the developer, in order; also those beside tool results. */
  readonly instructions: readonly string[];
  /** Tool calls of the transcript by id, in order. */
  readonly calls: readonly string[];
  /** Tool results of the transcript: the id of the call that each answers, and its text. */
  readonly results: readonly { readonly id: string; readonly text: string }[];
}

/** A request as one wire reads it, with what a provider rejects. */
export interface ReadRequest {
  readonly view: RequestView;
  /** Why it cannot be answered, strict or not. */
  readonly problem: string | undefined;
  /** Why a strict provider rejects its calls and results. */
  readonly transcriptProblem: string | undefined;
  /** Why a strict provider rejects a field: a choice of a tool that is not among the tools, a missing limit. */
  readonly fieldProblem: string | undefined;
}

/** Token counts of one call. */
export interface Tokens {
  readonly input: number;
  readonly output: number;
}

/** One answer, whatever its wire. */
export interface Answer {
  /** Unique text for the ids of the wire. */
  readonly id: string;
  readonly model: string;
  readonly turn: Turn;
  readonly tokens: Tokens;
}

/** A server-sent event. */
export interface SseEvent {
  readonly event?: string;
  /** JSON, or text that is sent as it is. */
  readonly data: Json | string;
}

/** What a wire needs to know of the server. */
export interface ReadContext {
  readonly route: Route;
  /** Whether this server has issued a call of that id, which a request may then refer to. */
  isIssued(callId: string): boolean;
}

/** A wire format. A member is one file of this folder and one line of the registry (`index.ts`). */
export interface Wire {
  /** `gen_ai.provider.name` of the GenAI semantic conventions. */
  readonly providerName: string;
  /** Reads the path of a URL; `undefined` where it belongs to another wire. */
  route(path: string): Route | undefined;
  /** Reads the body of a POST. */
  read(body: Json, context: ReadContext): ReadRequest;
  /** The answer as one JSON body. */
  json(answer: Answer): Json;
  /** The same answer as server-sent events. */
  events(answer: Answer, body: Json): readonly SseEvent[];
  /** An error body. */
  error(status: number, message: string): Json;
  /** Variables by which the SDKs of this wire find a provider at `url`. */
  environment(url: string): Readonly<Record<string, string>>;
}

export const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
/** The objects of a list; none where it is no list. */
export const objects = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.filter(isObject) : []);
/** The string, or an empty one. */
export const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The texts of a content: a string, or a list of parts. */
export const textsOf = (content: unknown): readonly string[] =>
  typeof content === 'string' ? [content] : objects(content).flatMap((part) => (typeof part.text === 'string' ? [part.text] : []));

/** Text in the pieces of a stream: word by word. */
export const words = (value: string): readonly string[] => value.match(/\S+\s*/g) ?? [];
/** Arguments in the pieces of a stream: two halves. */
export const halves = (value: string): readonly string[] => {
  const middle = Math.ceil(value.length / 2);
  return [value.slice(0, middle), value.slice(middle)].filter((part) => part !== '');
};

/** A forced choice of a tool that the request does not offer. */
export function choiceProblem(choice: string | undefined, toolNames: readonly string[]): string | undefined {
  return choice === undefined || toolNames.includes(choice) ? undefined : `tool_choice: the tool ${choice} is not among the tools.`;
}
