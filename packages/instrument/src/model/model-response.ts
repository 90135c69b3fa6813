/** A model response in the neutral form, and the edits that can be made to its tool calls. */
import type { Message } from './message.ts';

/** A tool call in a response, to be run by the application. */
export interface ToolCall {
  /** Unique within the response, also where the provider gave no id: which call an edit is about. */
  readonly key: string;
  readonly id?: string;
  readonly name: string;
  /** As on the wire: the JSON text the model wrote (maybe broken), or an object. */
  readonly arguments: unknown;
  /** Other calls that a client may make of the same pieces of a stream: clients differ in what belongs together. */
  readonly alternatives?: readonly { readonly name: string; readonly arguments: unknown }[];
}

/** Tokens. Input includes cached tokens; the others are parts of input or output (GenAI conventions, token rules). */
export interface Usage {
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  readonly cacheReadTokens?: number;
  readonly cacheWriteTokens?: number;
  readonly reasoningTokens?: number;
}

export interface ModelResponse {
  readonly id?: string;
  readonly model?: string;
  /** As the provider wrote them, one per choice. */
  readonly finishReasons: readonly string[];
  /** The provider works on it still, and the application will ask for it later (a background response). */
  readonly unfinished?: true;
  readonly usage?: Usage;
  /** One per choice. */
  readonly messages: readonly Message[];
  readonly toolCalls: readonly ToolCall[];
  /** An error reported by the provider: an error status's body, or an error event in a stream. */
  readonly error?: { readonly type: string; readonly message: string };
  /** Attributes of the provider's refinement: `openai.response.service_tier` ... */
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
}

/** All text of a response, in order. */
export const textOf = ({ messages }: Pick<ModelResponse, 'messages'>): string =>
  messages.flatMap(({ parts }) => parts.flatMap((part) => (part.type === 'text' ? [part.content] : []))).join('\n');

/** A change to an answer before the application sees it. */
export type ResponseEdit =
  /** Other name or arguments (JSON text) under the same id. */
  | { readonly kind: 'replace_call'; readonly key: string; readonly name?: string; readonly arguments?: string }
  /**
   * The call is gone; `text` is there in its place. Where no call is left, the response ends as an ordinary answer. `isRefusal`: the answer was
   * to be JSON, which the text is not: it stands where the provider has a place for the words of a refusal.
   */
  | { readonly kind: 'remove_call'; readonly key: string; readonly text: string; readonly isRefusal?: true }
  /** All text of the answer reads `text` instead. Only where the application has received nothing of the answer. */
  | { readonly kind: 'replace_text'; readonly text: string };

/** An edit of one tool call. */
export type CallEdit = Extract<ResponseEdit, { readonly key: string }>;

/** The edits of tool calls, by the key of the call. */
export const callEdits = (edits: readonly ResponseEdit[]): ReadonlyMap<string, CallEdit> =>
  new Map(edits.flatMap((edit) => ('key' in edit ? [[edit.key, edit]] : [])));

/** What all text of the answer is to be replaced by; `undefined`: nothing. */
export const replacementText = (edits: readonly ResponseEdit[]): string | undefined =>
  edits.findLast((edit) => edit.kind === 'replace_text')?.text;

/** What stands in the place of removed calls, by key. */
export const removedTexts = (edits: readonly ResponseEdit[]): ReadonlyMap<string, string> =>
  new Map(edits.flatMap((edit) => (edit.kind === 'remove_call' ? [[edit.key, edit.text]] : [])));

/** The calls that are left. */
export const withoutRemoved = (calls: readonly ToolCall[], edits: readonly ResponseEdit[]): ToolCall[] =>
  calls.filter((call) => !edits.some((edit) => edit.kind === 'remove_call' && edit.key === call.key));
