import type { Frame } from '../framing/framing.ts';
import type { JsonObject } from '../model/json.ts';
import type { ModelRequest, RequestEdit } from '../model/model-request.ts';
import type { ModelResponse, ResponseEdit, ToolCall } from '../model/model-response.ts';

/**
 * One way of speaking to a model over HTTP: a folder under dialects/ with README.md, index.ts (this object), request.ts,
 * response.ts, stream.ts, ask-again.ts and tests beside them. A dialect both reads and edits; it holds no state but that of a stream
 * reader, does no I/O, and is written for hostile input: anything may be missing or of another type. A throw is caught by the
 * transport, counted, and the call passes through untouched.
 */
export interface Dialect {
  /** As reported in coverage: `openai.chat_completions`. */
  readonly name: string;
  /** `gen_ai.provider.name` where the host does not tell another. */
  readonly provider: string;
  /** `gen_ai.operation.name`. */
  readonly operation: 'chat';
  /** Provider attributes of every call: `openai.api.type` ... */
  readonly attributes: Readonly<Record<string, string>>;
  /** Whether a request is one of this dialect, by method and path; query and host may be anything (proxies, gateways). */
  matches(method: string, url: URL): boolean;
  /** `undefined`: JSON, but not a request of this dialect. */
  readRequest(body: JsonObject): ModelRequest | undefined;
  /** Applies the edits in order to a copy. The result is valid for the provider if `body` was. */
  editRequest(body: JsonObject, edits: readonly RequestEdit[]): JsonObject;
  /** A success or an error body. */
  readResponse(body: JsonObject): ModelResponse;
  /** Applies the edits to a copy; ids, usage and everything not concerned stay as they are. */
  editResponse(body: JsonObject, edits: readonly ResponseEdit[]): JsonObject;
  openStream(): StreamReader;
  /** The id of the message in place of a call that was taken out, where a later request may name the message by it instead of repeating it. */
  placeholderId?(callId: string): string;
  /**
   * The request that goes on after an answer whose tool calls were all refused: `body`, the answer, and the refusal as the result of each
   * call. A tool that the application forced is free. `undefined` where this cannot be said: several choices, a call without an id, an
   * answer that was cut off.
   * @param answer As the provider sent it: the body of the response, or `StreamReader.whole`.
   * @param refusals What the model is told, by the key of the call.
   */
  reprompt(body: JsonObject, answer: JsonObject, refusals: ReadonlyMap<string, string>): JsonObject | undefined;
  /** The provider's own error body for a call that is refused here: the SDK makes its own error type of it. */
  errorResponse(message: string): { readonly status: number; readonly body: JsonObject };
}

/**
 * Reads one streamed response. The transport calls `read` for every event in order. While `open`, it holds back this event and all
 * that follow; when nothing is open any more it judges the `complete` calls of the held events and lets them go: untouched, or,
 * where something is edited, each through `rewrite`; from then on every later event goes through `rewrite` too.
 */
export interface StreamReader {
  read(event: Frame): StreamStep;
  /** Tells the edits to be made to calls that were completed but not yet released. May be called several times in a stream. */
  edit(edits: readonly ResponseEdit[]): void;
  /** The events to send in place of this one: itself (same object) where nothing changes, or others, or none. */
  rewrite(event: Frame): readonly Frame[];
  /** All that was received so far, as the provider sent it (before edits). At the end of the stream, also when it was cut. */
  response(): ModelResponse;
  /** The answer as the provider would have sent it in one piece, for `askAgain`; undefined where a part of it is not known well enough. */
  assembledResponse(): JsonObject | undefined;
  /**
   * The application has got what came before the first tool call, and another answer is to follow in the place of the rest: gives what
   * each event of that answer has to be for the application, in order, so that both together read as one stream.
   */
  spliceContinuation(): (event: Frame) => readonly Frame[];
}

export interface StreamStep {
  /** A tool call has begun and is not complete. */
  readonly open: boolean;
  /** Calls that this event completed. */
  readonly complete: readonly ToolCall[];
  /** The event carries output (text, reasoning, tool call): counts for time to first chunk. */
  readonly chunk: boolean;
  /** The answer is whole with this event: many clients read no further, and leave the end of the body unread or cancel it. */
  readonly last?: boolean;
}
