/**
 * The agent's end of the control stream: connects, sends Hello, takes policies and directives, reports outcomes, and reconnects for ever
 * in the background. It runs inside the user's process, so nothing here throws, keeps the process alive, or grows without bound.
 *
 * When what happens is decided in `connection.ts`, what a message means in `messages/`. This file carries it out.
 */
import { createNamedTimers, type NamedTimers, unrefTimers } from '../net/timers.ts';
import { type Channel, openChannel } from './channel.ts';
import { type ControlClientOptions, DEFAULT_TIMING } from './client-options.ts';
import { liveAttempt } from './connection.ts';
import { createConnectionLoop } from './connection-loop.ts';
import type { ConnectionContext, ConnectionEffect, ConnectionTimer, Phase } from './connection-state.ts';
import { GRPC_STATUS } from './grpc/status.ts';
import { openGrpcStream } from './grpc/stream.ts';
import { describeTarget, parseTarget } from './grpc/target.ts';
import { createHostCalls, type HostCalls } from './host-calls.ts';
import { handleMessage } from './messages/index.ts';
import type { MessageContext } from './messages/message.ts';
import type { ControllerMessage, OutcomeMessage, SignalMessage } from './messages/types.ts';
import { createSender, type Sender } from './sender.ts';
import { NEW_SESSION, type Session } from './session.ts';

export type { ControlClientOptions } from './client-options.ts';

export interface ControlClient {
  start(): void;
  /** Takes an outcome and sees to it that it arrives, over reconnects. */
  sendOutcome(outcome: OutcomeMessage): void;
  /** Who we are has changed (something was seen for the first time): sends Hello again, soon and not too often. */
  refresh(): void;
  /** What `health` gives has changed: sends it soon and not too often. */
  reportHealth(): void;
  /** Sends now or not at all; false: not connected, not understood by the controller, or too much waits. */
  signal(signal: SignalMessage): boolean;
  state(): Phase['kind'];
  /** Versions of the last policy update in force, name to version. */
  readonly policyVersions: Readonly<Record<string, string>>;
  /** Why the last stream ended or could not be opened; undefined while connected. */
  readonly lastError: string | undefined;
  /** The controller's clock minus ours, milliseconds. */
  readonly clockOffsetMs: number;
  readonly pendingOutcomes: number;
  /** Sends Goodbye, lets what is queued leave (bounded by `limits.closeTimeoutMs`) and never connects again. */
  close(reason?: string): Promise<void>;
}

/** An error of ours, which is counted: a stream that cannot be opened reports its end by itself. */
const NOT_OPENED = { code: GRPC_STATUS.INTERNAL, message: 'the stream could not be opened' };

export function createControlClient(options: ControlClientOptions): ControlClient {
  const clock = options.clock ?? Date.now;
  const target = parseTarget(options.target);
  const calls = createHostCalls(options);
  const { call } = calls;
  let session: Session = NEW_SESSION;
  let onClosed = (): void => {};
  const closed = new Promise<void>((resolve) => {
    onClosed = resolve;
  });
  const sender = createSender(options, calls, () => session, clock);
  const timers = createNamedTimers<ConnectionTimer>(options.timers ?? unrefTimers, (timer) => dispatch({ kind: 'timer_fired', timer }));
  const parts: Parts = { options, calls, sender, timers, openStream, onClosed };
  const loop = createConnectionLoop({
    context: contextOf(options, clock),
    carryOut: (effect) => void call(() => carryOut(effect, parts)),
    onPhase: (kind) => void call(() => options.onStateChange?.(kind)),
  });
  const { dispatch } = loop;

  function openStream(attempt: number): void {
    const channel = call(() => openChannelTo(target, attempt));
    if (channel === undefined) dispatch({ kind: 'stream_ended', attempt, end: NOT_OPENED });
    else sender.use(channel);
  }

  function openChannelTo(to: typeof target, attempt: number): Channel | undefined {
    if ('error' in to) return undefined;
    const isLive = () => liveAttempt(loop.state) === attempt;
    return openChannel({
      ...streamOptions(options),
      target: to,
      onOpen: () => dispatch({ kind: 'stream_opened', attempt }),
      onMessage: (message) => isLive() && receive(message),
      onInvalidMessage: () => isLive() && dispatch({ kind: 'message_invalid' }),
      onPong: () => isLive() && call(() => options.onActivity?.(clock())),
      onEnd: (end) => dispatch({ kind: 'stream_ended', attempt, end }),
      onFailure: (error) => calls.count('control.encode_failed', String(error)),
    });
  }

  function receive(message: ControllerMessage): void {
    const nowMs = clock();
    call(() => options.onActivity?.(nowMs));
    const updateSession: MessageContext['updateSession'] = (change) => {
      session = { ...session, ...change };
    };
    const { send } = sender;
    handleMessage(message, { host: options, nowMs, session, updateSession, send, sendOutcome, dispatch, ...calls });
    // The peer reads: whatever waited may go now.
    flushOutcomes();
  }

  function sendOutcome(outcome: OutcomeMessage): void {
    sender.addOutcome(outcome);
    flushOutcomes();
  }

  const isConnected = (): boolean => loop.state.phase.kind === 'connected';
  const flushOutcomes = (): void => {
    if (isConnected()) sender.flushOutcomes();
  };

  return {
    start: () => dispatch({ kind: 'start', ...('error' in target ? { targetError: target.error } : {}) }),
    sendOutcome,
    refresh: () => dispatch({ kind: 'hello_requested' }),
    reportHealth: () => dispatch({ kind: 'health_changed' }),
    signal: (signal) => isConnected() && sender.send({ signal }),
    state: () => loop.state.phase.kind,
    get policyVersions() {
      return session.policyVersions;
    },
    get lastError() {
      return loop.state.lastError;
    },
    get clockOffsetMs() {
      return session.clockOffsetMs;
    },
    get pendingOutcomes() {
      return sender.pendingOutcomes;
    },
    close(reason = '') {
      dispatch({ kind: 'close_requested', reason });
      return closed;
    },
  };
}

/** What effects are carried out with. */
interface Parts {
  readonly options: ControlClientOptions;
  readonly calls: HostCalls;
  readonly sender: Sender;
  readonly timers: NamedTimers<ConnectionTimer>;
  openStream(attempt: number): void;
  onClosed(): void;
}

function carryOut(effect: ConnectionEffect, { options, calls, sender, timers, openStream, onClosed }: Parts): void {
  switch (effect.kind) {
    case 'open_stream':
      openStream(effect.attempt);
      break;
    case 'close_stream':
      sender.close();
      break;
    case 'send_hello':
      sender.sendHello();
      break;
    case 'send_health':
      sender.sendHealth();
      break;
    case 'send_heartbeat':
      sender.sendHeartbeat();
      break;
    case 'send_goodbye':
      sender.send({ goodbye: { reason: effect.reason } });
      break;
    case 'flush_outcomes':
      sender.flushOutcomes();
      break;
    case 'rewind_outcomes':
      sender.rewindOutcomes();
      break;
    case 'start_timer':
      timers.start(effect.timer, effect.delayMs);
      break;
    case 'stop_timer':
      timers.stop(effect.timer);
      break;
    case 'stop_timers':
      timers.stopAll();
      break;
    case 'count':
      calls.count(effect.name, effect.detail);
      break;
    case 'log':
      options.log?.(effect.level, effect.message);
      break;
    case 'report_closed':
      onClosed();
      break;
  }
}

/** The circumstances of the moment in which an input is handled. */
function contextOf(options: ControlClientOptions, clock: () => number): () => ConnectionContext {
  const { random = Math.random } = options;
  const timing = { ...DEFAULT_TIMING, ...options.timing };
  const target = parseTarget(options.target);
  const where = 'error' in target ? options.target : describeTarget(target);
  return () => ({ nowMs: clock(), random: random(), timing, where });
}

/** What a stream takes over from the options of the client. */
const streamOptions = ({ openStream = openGrpcStream, token, caFile, limits, timers }: ControlClientOptions) => ({
  openStream,
  ...(token ? { headers: { authorization: `Bearer ${token}` } } : {}),
  ...(caFile ? { caFile } : {}),
  ...(limits ? { limits } : {}),
  ...(timers ? { timers } : {}),
});
