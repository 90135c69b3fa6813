/**
 * One model call on its way through the stages of the pipeline, and what comes back. A stage is an onion layer: it may change the
 * exchange, wait, answer by itself, send again, and take the body of the reply over. A stage that has nothing to do returns what `next`
 * returned, so that an ungoverned call stays synchronous up to the transport.
 */
import type { Dialect, Route, WireRequest } from '../dialects/dialect.ts';
import type { RequestHead } from '../model/http.ts';
import type { MaybePromise } from '../model/maybe-promise.ts';
import type { ModelRequest } from '../model/model-request.ts';
import type { Run, Scope } from '../runs/run.ts';
import type { Reply, Send } from '../transports/transport.ts';
import type { ModelCall } from './model-call.ts';
import type { FrameTransform, FullDenial } from './response-filter.ts';

export interface Exchange {
  readonly dialect: Dialect;
  readonly route: Route;
  /** The application's request head. */
  readonly head: RequestHead;
  /** What is sent, as far as it can be edited. */
  readonly wire: WireRequest;
  /** `wire` in the neutral form. */
  readonly request: ModelRequest;
  /** `wire` is not what the application sent. */
  readonly isEdited: boolean;
  /** The adapter's scope in which the application made the call. */
  readonly scope: Scope | undefined;
  /** The application's own signal. */
  readonly signal: AbortSignal | undefined;
  readonly send: Send;
  /** Set by the trace stage for those below it. */
  readonly call?: ModelCall;
  /** Set where the request is one beside the application's own. */
  readonly additional?: AbortSignal;
  /** Set where the model is prompted again, after all its tool calls were denied. */
  readonly reprompt?: Reprompt;
}

/** What a reprompt goes on from. */
export interface Reprompt {
  readonly run: Run;
  readonly parent: Run['parent'];
  /** Reprompts since the application's request, this one included. */
  readonly count: number;
  /** For a stream: the id of the response whose beginning the application has. */
  readonly clientResponseId: string | undefined;
  /** For a stream: makes its frames the rest of the one whose beginning the application has. */
  readonly outputTransform: FrameTransform | undefined;
}

export interface ExchangeReply extends Reply {
  /** The call that it answers; absent where it is not traced. */
  readonly call?: ModelCall | undefined;
  /** Once the answer is whole and all its tool calls were denied; from then on the body stands still. */
  readonly fullDenial?: () => FullDenial | undefined;
}

export type Next = (exchange: Exchange) => MaybePromise<ExchangeReply>;
export type Stage = (exchange: Exchange, next: Next) => MaybePromise<ExchangeReply>;

/** Composes stages, the first one outermost, over what sends. */
export function composeStages(stages: readonly Stage[], send: Next): Next {
  return stages.reduceRight<Next>((next, stage) => (exchange) => stage(exchange, next), send);
}
