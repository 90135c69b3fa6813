/**
 * The life of one gRPC stream as states: from the socket on its way, over open and closing, to its one end. Pure: `stream.ts` carries
 * the effects out on `node:http2`.
 */
import { GRPC_STATUS } from './status.ts';

/** How a stream ended. `code` is a gRPC status code, `message` for people. */
export interface StreamEnd {
  readonly code: number;
  readonly message: string;
  /** true: no failure; the attempt would only have kept a process alive that has nothing else to do. */
  readonly givenUp?: boolean;
}

export type StreamState =
  /** The peer has not answered in HTTP/2 yet. */
  | { readonly kind: 'opening' }
  /** `isPinging`: the answer to a keepalive ping is awaited. */
  | { readonly kind: 'open'; readonly isPinging: boolean }
  /** Closed by this side: what is queued leaves. */
  | { readonly kind: 'closing' }
  | { readonly kind: 'ended' };

export type StreamTimer = 'connect' | 'ping_interval' | 'ping_answer' | 'close';

export type StreamInput =
  | { readonly kind: 'started' }
  /** The peer's HTTP/2 settings: the first thing that a server sends (RFC 9113, 3.4). */
  | { readonly kind: 'settings_received' }
  | { readonly kind: 'ping_requested' }
  | { readonly kind: 'pong_received' }
  | { readonly kind: 'close_requested' }
  | { readonly kind: 'timer_fired'; readonly timer: StreamTimer }
  /** The peer, the network or this side has ended it. */
  | { readonly kind: 'failed'; readonly end: StreamEnd };

export type StreamEffect =
  | { readonly kind: 'start_timer'; readonly timer: StreamTimer; readonly delayMs: number }
  | { readonly kind: 'stop_timer'; readonly timer: StreamTimer }
  | { readonly kind: 'send_ping' }
  /** Ends the sending half. */
  | { readonly kind: 'end_sending' }
  | { readonly kind: 'report_open' }
  | { readonly kind: 'report_pong' }
  /** Frees everything, timers too, and reports the end. */
  | { readonly kind: 'tear_down'; readonly end: StreamEnd };

/** Milliseconds; described in `GrpcStreamLimits`. */
export interface StreamTiming {
  readonly connectTimeoutMs: number;
  readonly pingIntervalMs: number;
  readonly pingTimeoutMs: number;
  readonly closeTimeoutMs: number;
}

export interface StreamContext {
  readonly timing: StreamTiming;
  /** The address, for people. */
  readonly where: string;
}

export interface StreamStep {
  readonly state: StreamState;
  readonly effects: readonly StreamEffect[];
}

export const OPENING: StreamState = { kind: 'opening' };

/** The next state, and what is to be done on the way to it. Inputs that a state does not know change nothing. */
export function stepStream(state: StreamState, input: StreamInput, context: StreamContext): StreamStep {
  if (state.kind === 'ended') return stay(state);
  if (input.kind === 'failed') return end(input.end);
  switch (state.kind) {
    case 'opening':
      return stepOpening(state, input, context);
    case 'open':
      return stepOpen(state, input, context);
    case 'closing':
      return input.kind === 'timer_fired' && input.timer === 'close' ? end(closedHere(context)) : stay(state);
  }
}

function stepOpening(state: StreamState, input: StreamInput, context: StreamContext): StreamStep {
  const { timing, where } = context;
  switch (input.kind) {
    case 'started':
      return { state, effects: [{ kind: 'start_timer', timer: 'connect', delayMs: timing.connectTimeoutMs }] };
    case 'settings_received':
      return {
        state: { kind: 'open', isPinging: false },
        effects: [
          { kind: 'stop_timer', timer: 'connect' },
          { kind: 'start_timer', timer: 'ping_interval', delayMs: timing.pingIntervalMs },
          { kind: 'report_open' },
        ],
      };
    case 'timer_fired':
      if (input.timer !== 'connect') return stay(state);
      return end({ code: GRPC_STATUS.UNAVAILABLE, message: `${where}: no answer within ${timing.connectTimeoutMs} ms` });
    case 'close_requested':
      // Nobody is there yet: nothing could leave, so there is nothing to wait for.
      return end(closedHere(context));
    default:
      return stay(state);
  }
}

function stepOpen(state: StreamState & { kind: 'open' }, input: StreamInput, context: StreamContext): StreamStep {
  const { timing, where } = context;
  switch (input.kind) {
    case 'ping_requested':
      return ping(state, timing);
    case 'pong_received':
      if (!state.isPinging) return stay(state);
      return {
        state: { kind: 'open', isPinging: false },
        effects: [{ kind: 'stop_timer', timer: 'ping_answer' }, { kind: 'report_pong' }],
      };
    case 'timer_fired': {
      if (input.timer === 'ping_answer') return end({ code: GRPC_STATUS.UNAVAILABLE, message: `${where}: no answer to a keepalive ping` });
      if (input.timer !== 'ping_interval') return stay(state);
      const { state: next, effects } = ping(state, timing);
      return { state: next, effects: [...effects, { kind: 'start_timer', timer: 'ping_interval', delayMs: timing.pingIntervalMs }] };
    }
    case 'close_requested':
      return {
        state: { kind: 'closing' },
        effects: [
          { kind: 'stop_timer', timer: 'ping_interval' },
          { kind: 'stop_timer', timer: 'ping_answer' },
          { kind: 'start_timer', timer: 'close', delayMs: timing.closeTimeoutMs },
          { kind: 'end_sending' },
        ],
      };
    default:
      return stay(state);
  }
}

/** One ping at a time: the answer to the one on its way says as much as that to another. */
function ping(state: StreamState & { kind: 'open' }, { pingTimeoutMs }: StreamTiming): StreamStep {
  if (state.isPinging) return stay(state);
  return {
    state: { kind: 'open', isPinging: true },
    effects: [{ kind: 'start_timer', timer: 'ping_answer', delayMs: pingTimeoutMs }, { kind: 'send_ping' }],
  };
}

const stay = (state: StreamState): StreamStep => ({ state, effects: [] });

const end = (reason: StreamEnd): StreamStep => ({ state: { kind: 'ended' }, effects: [{ kind: 'tear_down', end: reason }] });

const closedHere = ({ where }: StreamContext): StreamEnd => ({ code: GRPC_STATUS.CANCELLED, message: `${where}: closed by this side` });
