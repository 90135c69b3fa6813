/**
 * The agent's end of the control stream: connects, sends Hello, takes policies and directives, reports outcomes, and reconnects for ever
 * in the background. It runs inside the user's process, so nothing here throws, keeps the process alive, or grows without bound.
 *
 * When what happens is decided in `connection.ts`, what a message means in `messages/`. This file carries it out.
 */
import { createNamedTimers, unrefTimers } from '../net/timers.ts';
import { type Channel, openChannel } from './channel.ts';
import { type ControlClientOptions, DEFAULT_TIMING } from './client-options.ts';
import { liveAttempt, stepConnection } from './connection.ts';
import {
  type Connection,
  type ConnectionEffect,
  type ConnectionInput,
  type ConnectionTimer,
  IDLE,
  type Phase,
} from './connection-state.ts';
import { GRPC_STATUS } from './grpc/status.ts';
import { openGrpcStream } from './grpc/stream.ts';
import { describeTarget, parseTarget } from './grpc/target.ts';
import { canSend, FEATURES, handleMessage } from './messages/index.ts';
import type { MessageContext } from './messages/message.ts';
import type { AgentMessage, ControllerMessage, OutcomeMessage, SignalMessage } from './messages/types.ts';
import { createOutbox } from './outbox.ts';
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
  const { random = Math.random, openStream = openGrpcStream } = options;
  const clock = options.clock ?? Date.now;
  const timing = { ...DEFAULT_TIMING, ...options.timing };
  const target = parseTarget(options.target);
  const where = 'error' in target ? options.target : describeTarget(target);
  const outbox = createOutbox();
  const timers = createNamedTimers<ConnectionTimer>(options.timers ?? unrefTimers, (timer) => dispatch({ kind: 'timer_fired', timer }));
  let resolveClosed: () => void = () => {};
  const closed = new Promise<void>((resolve) => {
    resolveClosed = resolve;
  });
  /** Inputs in the order in which they came: one may come while the effects of another are carried out. */
  const inputs: ConnectionInput[] = [];
  let connection: Connection = IDLE;
  let session: Session = NEW_SESSION;
  let channel: Channel | undefined;

  function count(name: string, detail: string): void {
    try {
      options.count?.(name, detail);
    } catch {
      // Who counts has to count its own failures.
    }
  }

  /** Runs a callback of the host; its failure is its own. */
  function call<T>(work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      count('control.handler_failed', error instanceof Error ? error.message : String(error));
      return undefined;
    }
  }

  function dispatch(input: ConnectionInput): void {
    inputs.push(input);
    if (inputs.length > 1) return;
    for (let next = inputs[0]; next !== undefined; next = inputs[0]) {
      const before = connection.phase.kind;
      const step = stepConnection(connection, next, { nowMs: clock(), random: random(), timing, where });
      connection = step.state;
      const { kind } = connection.phase;
      if (kind !== before) call(() => options.onStateChange?.(kind));
      for (const effect of step.effects) call(() => carryOut(effect));
      inputs.shift();
    }
  }

  function carryOut(effect: ConnectionEffect): void {
    switch (effect.kind) {
      case 'open_stream':
        channel = call(() => open(effect.attempt));
        if (channel === undefined) dispatch({ kind: 'stream_ended', attempt: effect.attempt, end: NOT_OPENED });
        break;
      case 'close_stream':
        channel?.close();
        channel = undefined;
        break;
      case 'send_hello':
        sendHello();
        break;
      case 'send_health':
        sendHealth();
        break;
      case 'send_heartbeat':
        send({ heartbeat: { atUnixMs: Math.round(clock()) } });
        channel?.ping();
        break;
      case 'send_goodbye':
        send({ goodbye: { reason: effect.reason } });
        break;
      case 'flush_outcomes':
        outbox.flush((outcome) => channel?.trySend({ directiveOutcome: outcome }) === true, clock());
        break;
      case 'rewind_outcomes':
        outbox.rewind(clock());
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
        count(effect.name, effect.detail);
        break;
      case 'log':
        call(() => options.log?.(effect.level, effect.message));
        break;
      case 'report_closed':
        resolveClosed();
        break;
    }
  }

  function open(attempt: number): Channel | undefined {
    if ('error' in target) return undefined;
    const isLive = () => liveAttempt(connection) === attempt;
    return openChannel({
      openStream,
      target,
      ...(options.token ? { headers: { authorization: `Bearer ${options.token}` } } : {}),
      ...(options.caFile ? { caFile: options.caFile } : {}),
      ...(options.limits ? { limits: options.limits } : {}),
      ...(options.timers ? { timers: options.timers } : {}),
      onOpen: () => dispatch({ kind: 'stream_opened', attempt }),
      onMessage: (message) => isLive() && receive(message),
      onInvalidMessage: () => isLive() && dispatch({ kind: 'message_invalid' }),
      onPong: () => isLive() && call(() => options.onActivity?.(clock())),
      onEnd: (end) => dispatch({ kind: 'stream_ended', attempt, end }),
      onFailure: (error) => count('control.encode_failed', String(error)),
    });
  }

  function send(message: AgentMessage): boolean {
    if (channel === undefined || !canSend(message, session.features)) return false;
    const isSent = channel.send(message);
    if (!isSent) count('control.messages_dropped', Object.keys(message).join());
    return isSent;
  }

  function sendHello(): void {
    const hello = call(() => options.hello()) ?? {};
    const { epoch, lastDirectiveSequence } = session;
    send({
      hello: {
        ...hello,
        capabilities: { ...hello.capabilities, features: [...FEATURES] },
        policyVersions: hello.policyVersions ?? { ...session.policyVersions },
        lastDirectiveSequence,
        epoch,
      },
    });
  }

  function sendHealth(): void {
    const health = call(() => options.health?.());
    // One that is not taken is not missed: the next one says more. Counting it would change Health, and so ask for another.
    if (health !== undefined) channel?.trySend({ health });
  }

  function sendOutcome(outcome: OutcomeMessage): void {
    const { dropped } = outbox;
    outbox.add(outcome, clock());
    if (outbox.dropped > dropped) count('control.outcomes_dropped', outcome.directiveId ?? '');
    flush();
  }

  function flush(): void {
    if (connection.phase.kind === 'connected' && outbox.waiting > 0) carryOut({ kind: 'flush_outcomes' });
  }

  function receive(message: ControllerMessage): void {
    const nowMs = clock();
    call(() => options.onActivity?.(nowMs));
    const updateSession: MessageContext['updateSession'] = (change) => {
      session = { ...session, ...change };
    };
    handleMessage(message, { host: options, nowMs, session, updateSession, send, sendOutcome, dispatch, count, call });
    // The peer reads: whatever waited may go now.
    flush();
  }

  return {
    start: () => dispatch({ kind: 'start', ...('error' in target ? { targetError: target.error } : {}) }),
    sendOutcome,
    refresh: () => dispatch({ kind: 'hello_requested' }),
    reportHealth: () => dispatch({ kind: 'health_changed' }),
    signal: (signal) => connection.phase.kind === 'connected' && send({ signal }),
    state: () => connection.phase.kind,
    get policyVersions() {
      return session.policyVersions;
    },
    get lastError() {
      return connection.lastError;
    },
    get clockOffsetMs() {
      return session.clockOffsetMs;
    },
    get pendingOutcomes() {
      return outbox.waiting;
    },
    close(reason = '') {
      dispatch({ kind: 'close_requested', reason });
      return closed;
    },
  };
}
