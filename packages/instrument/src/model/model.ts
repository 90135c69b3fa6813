/**
 * The neutral form of a model call. Every dialect parses into it; guard, telemetry and runs read nothing else. Messages follow
 * the message schema of the GenAI semantic conventions v0.1.0, so that they can be recorded as they are.
 */

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };
export type JsonObject = { [key: string]: JsonValue };

/** A part of a message. `arguments` and `response` are kept as they stand on the wire (a string, or any JSON). */
export type Part =
  | { readonly type: 'text'; readonly content: string }
  | { readonly type: 'reasoning'; readonly content: string }
  | { readonly type: 'tool_call'; readonly id?: string; readonly name: string; readonly arguments?: unknown }
  | { readonly type: 'tool_call_response'; readonly id?: string; readonly response: unknown; readonly isError?: boolean }
  | { readonly type: 'server_tool_call'; readonly id?: string; readonly name: string }
  | { readonly type: 'server_tool_call_response'; readonly id?: string }
  /** Binary content: never copied, only described. */
  | {
      readonly type: 'blob' | 'uri' | 'file';
      readonly modality: 'image' | 'audio' | 'video' | 'document';
      readonly mimeType?: string;
      readonly byteSize?: number;
    }
  /** `id`: of a stored item that is named instead of repeated (genericType `item_reference`). */
  | { readonly type: 'generic'; readonly genericType?: string; readonly id?: string };

export interface Message {
  readonly role: 'system' | 'user' | 'assistant' | 'tool';
  readonly parts: readonly Part[];
}

export interface ToolDefinition {
  readonly name: string;
  /** function: run by the application. extension: run by the provider (web search, code interpreter): never inferred as an execution. */
  readonly type: 'function' | 'extension';
  readonly description?: string;
  readonly parameters?: JsonValue;
}

export interface ModelRequest {
  readonly model?: string;
  readonly stream: boolean;
  /** In order; a system prompt that the provider takes apart from the history is in `systemInstructions` instead. */
  readonly messages: readonly Message[];
  readonly systemInstructions?: readonly Part[];
  readonly tools: readonly ToolDefinition[];
  readonly parameters: {
    readonly maxOutputTokens?: number;
    readonly temperature?: number;
    readonly topP?: number;
    readonly topK?: number;
    readonly frequencyPenalty?: number;
    readonly presencePenalty?: number;
    readonly stopSequences?: readonly string[];
    readonly seed?: number;
    /** Only where it is not 1. */
    readonly choiceCount?: number;
    readonly reasoningLevel?: string;
    readonly outputType?: 'text' | 'json' | 'image' | 'speech';
  };
  readonly previousResponseId?: string;
  /** `gen_ai.conversation.id`, where the request itself names one. */
  readonly conversationId?: string;
  /** Attributes of the provider's refinement: `openai.request.service_tier` ... */
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
}

/** A tool call in a response, to be run by the application. */
export interface ToolCall {
  /** Unique within the response, also where the provider gave no id: which call an edit is about. */
  readonly key: string;
  readonly id?: string;
  readonly name: string;
  /** As on the wire: the JSON text the model wrote (maybe broken), or an object. */
  readonly arguments: unknown;
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

/** A change to a request before it leaves. The result is always a transcript the provider accepts. */
export type RequestEdit =
  /** Guidance the model reads last, before it answers. */
  | { readonly kind: 'add_guidance'; readonly text: string }
  /** The tool cannot be called; a forced choice of it becomes a free one. Removing the last tool turns calling off. */
  | { readonly kind: 'remove_tool'; readonly name: string }
  /** No tool can be called; definitions stay where the provider needs them for the history. */
  | { readonly kind: 'disable_tools' }
  /** The answer to this tool call reads `text` instead. */
  | { readonly kind: 'replace_result'; readonly callId: string; readonly text: string }
  /**
   * A call that `remove_call` took out of an earlier response: where the provider keeps the history itself (previous response,
   * conversation, item references) it still has the call and waits for a result, and gets `text`. Nothing to do elsewhere.
   * In a stored conversation it is settled by the first request after the removal and must not be settled again.
   */
  | { readonly kind: 'settle_call'; readonly callId: string; readonly text: string; readonly responseId?: string }
  /**
   * The application knows an answer by this id; in its place the provider gave another one, and goes on from there. Nothing to do where
   * the provider keeps no history.
   */
  | { readonly kind: 'continue_response'; readonly responseId: string; readonly by: string }
  /** `model` replaces, the others are upper bounds: a lower value stays, an absent one is set. */
  | { readonly kind: 'set_parameters'; readonly model?: string; readonly maxOutputTokens?: number; readonly temperature?: number };

/** A change to a tool call before the application sees it. */
export type ResponseEdit =
  /** Other name or arguments (JSON text) under the same id. */
  | { readonly kind: 'replace_call'; readonly key: string; readonly name?: string; readonly arguments?: string }
  /** The call is gone; `text` is there in its place. Where no call is left, the response ends as an ordinary answer. */
  | { readonly kind: 'remove_call'; readonly key: string; readonly text: string };

/** What stands in the place of removed calls, by key. */
export const removedTexts = (edits: readonly ResponseEdit[]): ReadonlyMap<string, string> =>
  new Map(edits.flatMap((edit) => (edit.kind === 'remove_call' ? [[edit.key, edit.text]] : [])));

/** The calls that are left. */
export const withoutRemoved = (calls: readonly ToolCall[], edits: readonly ResponseEdit[]): ToolCall[] =>
  calls.filter((call) => !edits.some((edit) => edit.kind === 'remove_call' && edit.key === call.key));
