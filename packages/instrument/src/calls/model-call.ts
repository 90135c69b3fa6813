/** One model call: an attempt on the wire with its run, its span, and what it comes to. Knows nothing of the transport. */
import type { SpanRef } from '@airt/engine';
import type { Span } from '@opentelemetry/api';
import type { ResponseHead } from '../model/http.ts';
import type { ToolCall } from '../model/model-response.ts';
import type { Run } from '../runs/run.ts';
import type { CallEnd } from './call-state.ts';
import type { ResponseReading } from './response-reading.ts';

export interface ModelCall {
  readonly run: Run;
  /** What the call hangs from. */
  readonly parent: Run['parent'];
  readonly provider: string;
  readonly span: Span;
  readonly spanRef: SpanRef;
  /** Guidance in its request that is given once: given again by the next call if this one fails. Set by the guard. */
  oneTimeGuidance: readonly string[];
  /** The request has left. */
  markSent(): void;
  /** The head of the response is there; gives what reads its body. */
  respond(head: ResponseHead): ResponseReading;
  /** The application receives these tool calls now. */
  deliver(calls: readonly ToolCall[]): void;
  /**
   * The answer is whole, all its tool calls were denied, and another call follows in its place. This one is over, its run is not, until
   * the returned function is called.
   */
  completeForReprompt(): () => void;
  /** No other answer follows: the application receives this one after all. */
  acceptFinal(): void;
  /**
   * The answer is whole, with or without the end of its body: many clients read no further. The call is over; where the dialect knows
   * answers in rounds, it is with the end of the body, with the next call of the process, or after a while.
   */
  markWhole(): void;
  /** It was not whole: it goes on. */
  resume(): void;
  /** The call is over; only the first end counts. */
  end(end: CallEnd): void;
  readonly isEnded: boolean;
  /** The id of the response, as far as it was received. */
  readonly responseId: string | undefined;
}
