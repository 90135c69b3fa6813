/**
 * The connection with the controller as a state machine: what happens is an input, what has to be done an effect. Pure: `client.ts` opens
 * streams, sends and keeps time. It reconnects for ever, and is closed for good.
 */
import { backoffDelay } from './backoff.ts';
import type {
  Connection,
  ConnectionContext,
  ConnectionEffect,
  ConnectionInput,
  ConnectionStep,
  ConnectionTimer,
  ConnectionTiming,
} from './connection-state.ts';
import { GRPC_STATUS } from './grpc/status.ts';
import type { StreamEnd } from './grpc/stream-state.ts';

/** Longest pause that a Drain may ask for. */
const MAX_DRAIN_MS = 10 * 60_000;
/** Bounds of the heartbeat that Welcome asks for. */
const MIN_HEARTBEAT_MS = 100;
const MAX_HEARTBEAT_MS = 5 * 60_000;
/** Statuses that waiting does not mend: tried again, but rarely. */
const LASTING_FAILURES: ReadonlySet<number> = new Set([
  GRPC_STATUS.UNAUTHENTICATED,
  GRPC_STATUS.PERMISSION_DENIED,
  GRPC_STATUS.UNIMPLEMENTED,
  GRPC_STATUS.FAILED_PRECONDITION,
]);

/** Number of the stream whose messages count now; undefined: none. */
export function liveAttempt({ phase, attempt }: Connection): number | undefined {
  return phase.kind === 'connecting' || phase.kind === 'awaiting_welcome' || phase.kind === 'connected' ? attempt : undefined;
}

/** The next state, and what is to be done on the way to it. Inputs that a phase does not know change nothing. */
export function stepConnection(state: Connection, input: ConnectionInput, context: ConnectionContext): ConnectionStep {
  switch (input.kind) {
    case 'start':
      return state.phase.kind === 'idle' ? start(state, input.targetError) : stay(state);
    case 'stream_opened':
      return onStreamOpened(state, input.attempt, context);
    case 'stream_ended':
      return onStreamEnded(state, input.attempt, input.end, context);
    case 'message_invalid':
      return fail(state, GRPC_STATUS.INTERNAL, 'sent something that is no message of the control protocol', context, [
        { kind: 'count', name: 'control.bad_messages', detail: context.where },
      ]);
    case 'welcome_received':
      return onWelcome(state, input, context);
    case 'drain_received':
      return onDrain(state, input, context);
    case 'hello_requested':
      return requestHello(state, context);
    case 'health_changed':
      return requestHealth(state, context);
    case 'timer_fired':
      return onTimer(state, input.timer, context);
    case 'close_requested':
      return close(state, input.reason);
  }
}

const stay = (state: Connection): ConnectionStep => ({ state, effects: [] });

function start(state: Connection, targetError: string | undefined): ConnectionStep {
  if (targetError === undefined) return connect(state);
  const message = `no controller: AIRT_CONTROLLER ${targetError}. The agent runs on without one.`;
  return {
    state: { ...state, phase: { kind: 'closed' }, lastError: targetError, hasWarned: true },
    effects: [{ kind: 'log', level: 'warn', message }, { kind: 'report_closed' }],
  };
}

function connect(state: Connection): ConnectionStep {
  const attempt = state.attempt + 1;
  return { state: { ...state, phase: { kind: 'connecting' }, attempt }, effects: [{ kind: 'open_stream', attempt }] };
}

function onStreamOpened(state: Connection, attempt: number, { nowMs, timing }: ConnectionContext): ConnectionStep {
  if (state.phase.kind !== 'connecting' || attempt !== state.attempt) return stay(state);
  return {
    state: { ...state, phase: { kind: 'awaiting_welcome', hello: { sentMs: nowMs, isDue: false } } },
    effects: [{ kind: 'start_timer', timer: 'welcome', delayMs: timing.welcomeTimeoutMs }, { kind: 'send_hello' }],
  };
}

function onStreamEnded(state: Connection, attempt: number, end: StreamEnd, context: ConnectionContext): ConnectionStep {
  if (attempt !== state.attempt) return stay(state);
  if (state.phase.kind === 'closing') return { state: { ...state, phase: { kind: 'closed' } }, effects: [{ kind: 'report_closed' }] };
  return backOff(state, end, context);
}

/** Something that the peer did, or did not do, ends the stream from this side. */
function fail(
  state: Connection,
  code: number,
  message: string,
  context: ConnectionContext,
  before: readonly ConnectionEffect[] = [],
): ConnectionStep {
  const { state: next, effects } = backOff(state, { code, message: `${context.where}: ${message}` }, context);
  return next === state ? stay(state) : { state: next, effects: [...before, ...effects] };
}

/** Leaves the stream and tries again later. `notBeforeMs`: how long the controller wants to be left alone at least. */
function backOff(state: Connection, end: StreamEnd, context: ConnectionContext, notBeforeMs = 0): ConnectionStep {
  if (liveAttempt(state) === undefined) return stay(state);
  const { phase } = state;
  const { nowMs, random, timing } = context;
  const livedMs = phase.kind === 'connected' ? nowMs - phase.welcomeMs : 0;
  const failures = livedMs >= timing.backoffResetMs ? 0 : state.failures;
  const name = end.givenUp === true ? 'given_up' : phase.kind === 'connected' ? 'disconnected' : 'connect_failed';
  const warns = name === 'connect_failed' && !state.hasWarned;
  const message = warns
    ? `no controller: ${end.message}. The agent runs on; connecting is tried again in the background.`
    : `lost the controller: ${end.message}`;
  return {
    state: {
      ...state,
      phase: { kind: 'backing_off' },
      failures: failures + 1,
      lastError: end.message,
      hasWarned: state.hasWarned || warns,
    },
    effects: [
      { kind: 'stop_timers' },
      { kind: 'close_stream' },
      { kind: 'rewind_outcomes' },
      { kind: 'count', name: `control.${name}`, detail: end.message },
      ...(warns || name === 'disconnected' ? [{ kind: 'log', level: warns ? 'warn' : 'debug', message } as const] : []),
      {
        kind: 'start_timer',
        timer: 'retry',
        delayMs: notBeforeMs + backoffDelay(failures, random, LASTING_FAILURES.has(end.code), timing),
      },
    ],
  };
}

function onWelcome(
  state: Connection,
  { controller, heartbeatIntervalMs }: ConnectionInput & { kind: 'welcome_received' },
  { nowMs, timing, where }: ConnectionContext,
): ConnectionStep {
  const { phase } = state;
  if (phase.kind !== 'awaiting_welcome' && phase.kind !== 'connected') return stay(state);
  const heartbeatMs = heartbeatIntervalMs > 0 ? Math.min(Math.max(heartbeatIntervalMs, MIN_HEARTBEAT_MS), MAX_HEARTBEAT_MS) : 0;
  const heartbeat: ConnectionEffect =
    heartbeatMs === 0 ? { kind: 'stop_timer', timer: 'heartbeat' } : { kind: 'start_timer', timer: 'heartbeat', delayMs: heartbeatMs };
  if (phase.kind === 'connected') return { state: { ...state, phase: { ...phase, heartbeatMs } }, effects: [heartbeat] };
  const health = { sentMs: nowMs, isDue: false };
  return {
    state: { ...state, phase: { kind: 'connected', hello: phase.hello, health, welcomeMs: nowMs, heartbeatMs }, lastError: undefined },
    effects: [
      { kind: 'stop_timer', timer: 'welcome' },
      heartbeat,
      { kind: 'start_timer', timer: 'health', delayMs: timing.healthIntervalMs },
      { kind: 'log', level: 'debug', message: `connected to ${controller} at ${where}` },
      { kind: 'flush_outcomes' },
      { kind: 'send_health' },
    ],
  };
}

function onDrain(
  state: Connection,
  { retryAfterMs, reason }: ConnectionInput & { kind: 'drain_received' },
  context: ConnectionContext,
): ConnectionStep {
  const message = `${context.where}: is going away${reason === '' ? '' : ` (${reason})`}`;
  return backOff(state, { code: GRPC_STATUS.OK, message }, context, Math.min(Math.max(retryAfterMs, 0), MAX_DRAIN_MS));
}

function requestHello(state: Connection, { nowMs, timing }: ConnectionContext): ConnectionStep {
  const { phase } = state;
  if ((phase.kind !== 'awaiting_welcome' && phase.kind !== 'connected') || phase.hello.isDue) return stay(state);
  const delayMs = Math.max(0, phase.hello.sentMs + timing.helloIntervalMs - nowMs);
  if (delayMs === 0) return sendHello(state, nowMs);
  return {
    state: { ...state, phase: { ...phase, hello: { ...phase.hello, isDue: true } } },
    effects: [{ kind: 'start_timer', timer: 'hello', delayMs }],
  };
}

function sendHello(state: Connection, nowMs: number): ConnectionStep {
  const { phase } = state;
  if (phase.kind !== 'awaiting_welcome' && phase.kind !== 'connected') return stay(state);
  return { state: { ...state, phase: { ...phase, hello: { sentMs: nowMs, isDue: false } } }, effects: [{ kind: 'send_hello' }] };
}

function requestHealth(state: Connection, { nowMs, timing }: ConnectionContext): ConnectionStep {
  const { phase } = state;
  if (phase.kind !== 'connected' || phase.health.isDue) return stay(state);
  const delayMs = Math.max(0, phase.health.sentMs + timing.healthMinIntervalMs - nowMs);
  if (delayMs === 0) return sendHealth(state, nowMs, timing);
  return {
    state: { ...state, phase: { ...phase, health: { ...phase.health, isDue: true } } },
    effects: [{ kind: 'start_timer', timer: 'health', delayMs }],
  };
}

function sendHealth(state: Connection, nowMs: number, timing: ConnectionTiming): ConnectionStep {
  const { phase } = state;
  if (phase.kind !== 'connected') return stay(state);
  return {
    state: { ...state, phase: { ...phase, health: { sentMs: nowMs, isDue: false } } },
    effects: [{ kind: 'start_timer', timer: 'health', delayMs: timing.healthIntervalMs }, { kind: 'send_health' }],
  };
}

function onTimer(state: Connection, timer: ConnectionTimer, context: ConnectionContext): ConnectionStep {
  const { phase } = state;
  switch (timer) {
    case 'retry':
      return phase.kind === 'backing_off' ? connect(state) : stay(state);
    case 'welcome':
      // Accepted and silent is as good as absent.
      if (phase.kind !== 'awaiting_welcome') return stay(state);
      return fail(state, GRPC_STATUS.DEADLINE_EXCEEDED, 'accepted the connection and did not answer', context);
    case 'hello':
      return sendHello(state, context.nowMs);
    case 'health':
      return sendHealth(state, context.nowMs, context.timing);
    case 'heartbeat':
      if (phase.kind !== 'connected' || phase.heartbeatMs === 0) return stay(state);
      return {
        state,
        effects: [{ kind: 'start_timer', timer, delayMs: phase.heartbeatMs }, { kind: 'send_heartbeat' }, { kind: 'flush_outcomes' }],
      };
  }
}

function close(state: Connection, reason: string): ConnectionStep {
  switch (state.phase.kind) {
    case 'connected':
      return {
        state: { ...state, phase: { kind: 'closing' } },
        effects: [{ kind: 'stop_timers' }, { kind: 'send_goodbye', reason }, { kind: 'close_stream' }],
      };
    case 'connecting':
    case 'awaiting_welcome':
      return closeNow(state, [{ kind: 'close_stream' }]);
    case 'idle':
    case 'backing_off':
      return closeNow(state, []);
    case 'closing':
    case 'closed':
      return stay(state);
  }
}

/** Nobody is there to take leave of. */
const closeNow = (state: Connection, effects: readonly ConnectionEffect[]): ConnectionStep => ({
  state: { ...state, phase: { kind: 'closed' } },
  effects: [{ kind: 'stop_timers' }, ...effects, { kind: 'report_closed' }],
});
