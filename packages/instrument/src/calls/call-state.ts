/** The states of one model call, and what its end means. */
import { ERROR_TYPE } from '@airt/protocol/semconv';
import type { ModelResponse } from '../model/model-response.ts';
import type { ResponseReading } from './response-reading.ts';

/** How a call came to its end. */
export type CallEnd =
  /** The answer was received whole. */
  | { readonly kind: 'complete' }
  /** The application stopped reading: break, cancel, or it let go of the response. */
  | { readonly kind: 'cancelled' | 'abandoned' }
  /** Denied by the guard. */
  | { readonly kind: 'denied' }
  /** Network, abort signal, or a response that is none. */
  | { readonly kind: 'failed'; readonly errorType: string };

/**
 * judging: it was made and nothing has left yet. sent: it has left. responding: the head of the response is there. ended: it is over;
 * what ended it first counts.
 */
export type CallState =
  | { readonly phase: 'judging' }
  | { readonly phase: 'sent' }
  | { readonly phase: 'responding'; readonly status: number; readonly reading: ResponseReading }
  | { readonly phase: 'ended'; readonly outcome: CallOutcome };

export type CallInput =
  | { readonly kind: 'sent' }
  | { readonly kind: 'head'; readonly status: number; readonly reading: ResponseReading }
  | { readonly kind: 'end'; readonly end: CallEnd };

/** The state after an input; the same object where the input comes too late to count. */
export function nextState(state: CallState, input: CallInput): CallState {
  if (state.phase === 'ended') return state;
  switch (input.kind) {
    case 'sent':
      return state.phase === 'judging' ? { phase: 'sent' } : state;
    case 'head':
      return state.phase === 'responding' ? state : { phase: 'responding', status: input.status, reading: input.reading };
    case 'end':
      return { phase: 'ended', outcome: outcomeOf(state, input.end) };
  }
}

/** What became of a call. */
export interface CallOutcome {
  readonly end: CallEnd;
  /** HTTP status; 0 where no head came. */
  readonly status: number;
  readonly response: ModelResponse | undefined;
  /** The application has the whole answer, and it is no error. */
  readonly ok: boolean;
  /** `error.type`. */
  readonly errorType: string | undefined;
  /** `gen_ai.response.finish_reasons`. */
  readonly finishReasons: readonly string[];
}

function outcomeOf(state: Exclude<CallState, { phase: 'ended' }>, end: CallEnd): CallOutcome {
  const status = state.phase === 'responding' ? state.status : 0;
  const response = state.phase === 'responding' ? state.reading.response() : undefined;
  const gaveUp = state.phase === 'responding' && state.reading.gaveUp;
  const ok = isWhole(end, response) && status > 0 && status < 400 && !response?.error;
  return {
    end,
    status,
    response,
    ok,
    errorType: errorTypeOf(end, status, response),
    finishReasons: finishReasonsOf(end, status, response, gaveUp),
  };
}

/** Whether the application has the whole answer: it may stop reading once the finish reason is there. */
const isWhole = ({ kind }: CallEnd, response: ModelResponse | undefined): boolean =>
  kind === 'complete' || (kind === 'cancelled' && (response?.finishReasons.length ?? 0) > 0);

function errorTypeOf(end: CallEnd, status: number, response: ModelResponse | undefined): string | undefined {
  if (end.kind === 'failed') return end.errorType;
  if (end.kind === 'denied') return ERROR_TYPE.denied;
  if (response?.error) return response.error.type;
  return status >= 400 ? String(status) : undefined;
}

/**
 * A reason that was expected and never came is recorded as `error` (GenAI conventions, `gen_ai.response.finish_reasons`). None is
 * expected of an error status, of a response that the provider still works on, and of one that was not read to its end.
 */
function finishReasonsOf(end: CallEnd, status: number, response: ModelResponse | undefined, gaveUp: boolean): readonly string[] {
  if (response && response.finishReasons.length > 0) return response.finishReasons;
  const none = status >= 400 || response?.unfinished === true || gaveUp;
  return end.kind === 'complete' && none ? [] : ['error'];
}

/** The end of a call whose request or body failed: the system's code where there is one (ECONNREFUSED), else the error's name (AbortError). */
export function failureOf(error: unknown): CallEnd {
  const { name, code, cause } = (error ?? {}) as { name?: unknown; code?: unknown; cause?: { code?: unknown } };
  const type = [cause?.code, code, name].find((each) => typeof each === 'string');
  return { kind: 'failed', errorType: typeof type === 'string' ? type : 'request_error' };
}
