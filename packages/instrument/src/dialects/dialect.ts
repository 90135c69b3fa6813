/**
 * Dialects as a kind: a wire format in which an application speaks to a model. A member is a folder with README.md, index.ts (the
 * `Dialect`), request.ts, response.ts, stream.ts, reprompt.ts, index.test.ts and testing/fixture.ts, and a line in index.ts here.
 * conformance.test.ts holds every member to this contract.
 *
 * A dialect reads and edits; it holds no state but that of a stream reader and does no I/O. It is written for hostile input: anything
 * may be missing or of another type. A throw is caught by the caller and counted, and the call passes through untouched.
 */
import type { Frame } from '../framing/framing.ts';
import type { FramingName } from '../framing/index.ts';
import type { RequestHead, ResponseHead } from '../model/http.ts';
import type { JsonObject } from '../model/json.ts';
import type { ModelRequest, RequestEdit } from '../model/model-request.ts';
import type { ModelResponse, ResponseEdit, ToolCall } from '../model/model-response.ts';

/** What the head of a request says about the call. */
export interface Route {
  /** `gen_ai.operation.name`. */
  readonly operation: string;
  /** The model, where the URL names it and the body does not. */
  readonly model?: string;
  /** Whether a stream is requested, where the URL or a header says so and the body does not. */
  readonly stream?: boolean;
}

/** What of a request an edit may change. */
export interface WireRequest {
  readonly url: URL;
  readonly body: JsonObject;
}

export interface Dialect {
  /** As reported in coverage: `openai.chat_completions`. */
  readonly name: string;
  /** `gen_ai.provider.name` where the host does not tell another one. */
  readonly provider: string;
  /** Provider attributes of every call: `openai.api.type` ... */
  readonly attributes: Readonly<Record<string, string>>;
  /** Edits of a request that it carries out; others leave the request as it is. */
  readonly supports: ReadonlySet<RequestEdit['kind']>;
  /** Whether a request is one of this dialect, by its head alone: cheap, called for every request of the process. */
  route(head: RequestHead): Route | undefined;
  /** `undefined`: JSON, but not a model call of this dialect. */
  readRequest(request: WireRequest, route: Route): ModelRequest | undefined;
  /** Applies the edits in order to a copy. The result is valid for the provider if `request` was. */
  editRequest(request: WireRequest, edits: readonly RequestEdit[]): WireRequest;
  /** How the body of a response divides into frames; `undefined`: its first byte decides between `json` and `stream`. */
  framing(head: ResponseHead, streaming: boolean): FramingName | undefined;
  /** The framing of its streams. */
  readonly streamFraming: FramingName;
  /** A success or an error body. */
  readResponse(body: JsonObject): ModelResponse;
  /** Applies the edits to a copy; ids, usage and everything not concerned stay as they are. */
  editResponse(body: JsonObject, edits: readonly ResponseEdit[]): JsonObject;
  /** A gateway may send several rounds in one body: behind a last frame there may be another answer. */
  readonly answersInRounds?: true;
  openStream(): StreamReader;
  /** Reads a body of JSON. Absent where it is one object, for `readResponse` and `editResponse`. */
  openJson?(): StreamReader;
  /** The id of the message in place of a call that was removed, where a later request may name the message by it instead of repeating it. */
  placeholderId?(callId: string): string;
  /**
   * The request that goes on after an answer whose tool calls were all denied: the request, the answer, and the denial as the result of
   * each call. A tool that the application forced is free. `undefined` where this cannot be said: several choices, a call without an id,
   * an answer that was cut off.
   * @param answer As the provider sent it: the body of the response, or `StreamReader.assembledResponse`.
   * @param denials The text for the model, by the key of the call.
   */
  reprompt(request: WireRequest, answer: JsonObject, denials: ReadonlyMap<string, string>): WireRequest | undefined;
  /** The provider's own error body for a call that is denied: the SDK makes its own error type of it. */
  errorResponse(message: string): { readonly status: number; readonly body: JsonObject };
}

/**
 * Reads one response, frame by frame. The caller calls `read` for every frame in order. A frame that has pieces of a call is held back, and
 * all that follow it but what stands aside, until the call is complete and judged; then they are released: untouched, or, where something is
 * edited, each through `rewrite`; from then on every later frame goes through `rewrite` too.
 */
export interface StreamReader {
  read(frame: Frame): StreamStep;
  /** The edits to be made to calls that were completed but not yet released. May be called several times in a stream. */
  edit(edits: readonly ResponseEdit[]): void;
  /** The frames to send in place of this one: itself (same object) where nothing changes, or others, or none. */
  rewrite(frame: Frame): readonly Frame[];
  /** All that was received so far, as the provider sent it (before edits). At the end of the stream, also when it was cut. */
  response(): ModelResponse;
  /** The answer as the provider would have sent it in one piece, for `reprompt`; undefined where a part of it is not known well enough. */
  assembledResponse(): JsonObject | undefined;
  /**
   * The application has received what came before the first tool call, and another answer is to follow in place of the rest: gives what
   * each frame of that answer has to be for the application, in order, so that both together read as one stream. Absent where the
   * application has received nothing, so that the other answer stands alone.
   */
  spliceContinuation?(): (frame: Frame) => readonly Frame[];
}

/** A call that a frame has a piece of. */
export interface CallPiece {
  readonly key: string;
  readonly name: string;
}

export interface StreamStep {
  /** A tool call has begun and is not complete. */
  readonly open: boolean;
  /**
   * The calls that this frame has pieces of: it waits for these, and for no others. Absent where the dialect does not tell: then it waits
   * while anything is open.
   */
  readonly pieces?: readonly CallPiece[];
  /** It means nothing to the calls that are held (a sign of life, text beside them), and may pass before them. */
  readonly isAside?: true;
  /** The provider reports an error: nothing more of the open calls is to be expected. */
  readonly isError?: true;
  /** Calls that this frame completed. */
  readonly complete: readonly ToolCall[];
  /** The frame carries output (text, reasoning, tool call): counts for time to first chunk. */
  readonly chunk: boolean;
  /** The answer is whole with this frame: many clients read no further, and leave the end of the body unread or cancel it. */
  readonly last?: boolean;
  /** The answer goes on after its last frame: a gateway sends several rounds in one body. */
  readonly goesOn?: true;
}
