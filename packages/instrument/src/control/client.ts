/**
 * The agent's end of the control stream: connects, says Hello, takes policies and directives, reports outcomes, and reconnects for
 * ever in the background. It runs inside the user's process, so nothing here throws, keeps the process alive, or grows without bound.
 */
import { outcomeStatusToProto } from '@airt/engine';
import { airt } from '@airt/protocol/control';
import { createBackoff } from './backoff.ts';
import { type ControlClient, type ControlClientOptions, type ControlClientState, DEFAULT_TIMING } from './client-options.ts';
import { GRPC_STATUS, type GrpcStream, openGrpcStream, type StreamEnd } from './grpc-stream.ts';
import { createOutbox } from './outbox.ts';
import type {
  AgentMessage,
  ControllerMessage,
  DirectiveMessage,
  OutcomeMessage,
  PolicyUpdateMessage,
  WelcomeMessage,
} from './proto-mapping.ts';
import { describeTarget, parseTarget } from './target.ts';

/** Longest pause that a Drain may ask for. */
const MAX_DRAIN_MS = 10 * 60_000;
/** Bounds of the heartbeat that Welcome asks for. */
const MIN_HEARTBEAT_MS = 100;
const MAX_HEARTBEAT_MS = 5 * 60_000;
/**
 * Longest message taken from a controller: gRPC's usual 4 MiB. More would let a lying one fill the agent's memory, since decoded
 * messages can be forty times their bytes.
 */
const MAX_MESSAGE_BYTES = 4 * 1024 * 1024;
/** Statuses that waiting does not mend: tried again, but rarely. */
const LASTING_FAILURES: ReadonlySet<number> = new Set([
  GRPC_STATUS.UNAUTHENTICATED,
  GRPC_STATUS.PERMISSION_DENIED,
  GRPC_STATUS.UNIMPLEMENTED,
  GRPC_STATUS.FAILED_PRECONDITION,
]);

export function createControlClient(options: ControlClientOptions): ControlClient {
  const timing = { ...DEFAULT_TIMING, ...options.timing };
  const clock = options.clock ?? Date.now;
  const count = options.count ?? (() => undefined);
  const target = parseTarget(options.target);
  const where = 'error' in target ? options.target : describeTarget(target);
  const outbox = createOutbox();
  const backoff = createBackoff(timing, options.random ?? Math.random);
  let state: ControlClientState = 'idle';
  let stream: GrpcStream | undefined;
  let sequence = 0;
  let policyVersions: Readonly<Record<string, string>> = {};
  let lastDirectiveSequence = 0;
  let epoch = 0;
  let clockOffsetMs = 0;
  let lastError: string | undefined;
  let warned = false;
  let welcomeAtMs: number | undefined;
  let helloAtMs = 0;
  let drainMs: number | undefined;
  let timer: NodeJS.Timeout | undefined;
  let helloTimer: NodeJS.Timeout | undefined;
  let heartbeat: NodeJS.Timeout | undefined;
  let resolveClosed: (() => void) | undefined;

  /** Runs a handler of the embedding; its failure is its own. */
  function guarded<T>(work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      count('control.handler_failed');
      lastError = `internal: ${error instanceof Error ? error.message : String(error)}`;
      return undefined;
    }
  }

  function log(level: 'warn' | 'debug', message: string): void {
    guarded(() => options.log?.(level, message));
  }

  function warnOnce(message: string): void {
    if (warned) return;
    warned = true;
    log('warn', message);
  }

  function enter(next: ControlClientState): void {
    if (state === next) return;
    state = next;
    guarded(() => options.onStateChange?.(next));
  }

  function after(delayMs: number, work: () => void): void {
    clearTimeout(timer);
    timer = setTimeout(work, delayMs);
    timer.unref();
  }

  /** `sequence` rises also for what is dropped: the gap tells the controller that it missed something. */
  function send(message: AgentMessage): boolean {
    const sent = trySend(message);
    if (!sent && stream !== undefined) {
      sequence += 1;
      count('control.messages_dropped');
    }
    return sent;
  }

  function trySend(message: AgentMessage): boolean {
    const bytes = guarded(() => airt.control.v1.AgentMessage.encode({ ...message, sequence: sequence + 1 }).finish());
    if (bytes === undefined || stream?.send(bytes) !== true) return false;
    sequence += 1;
    return true;
  }

  function sendHello(): void {
    helloAtMs = clock();
    const hello = guarded(() => options.hello()) ?? {};
    send({ hello: { ...hello, policyVersions: hello.policyVersions ?? { ...policyVersions }, lastDirectiveSequence, epoch } });
  }

  function sendOutcomes(): void {
    if (state !== 'connected') return;
    outbox.flush((outcome) => trySend({ directiveOutcome: outcome }), clock());
  }

  function connect(): void {
    if (state === 'closed' || 'error' in target) return;
    enter('connecting');
    sequence = 0;
    welcomeAtMs = undefined;
    drainMs = undefined;
    const own = openGrpcStream({
      target,
      path: '/airt.control.v1.ControlService/Connect',
      ...(options.token === undefined || options.token === '' ? {} : { headers: { authorization: `Bearer ${options.token}` } }),
      ...(options.caFile === undefined || options.caFile === '' ? {} : { caFile: options.caFile }),
      limits: { maxMessageBytes: MAX_MESSAGE_BYTES, ...options.limits },
      onOpen: () => {
        if (stream !== own || state === 'closed') return;
        // Accepted and silent is as good as absent.
        after(timing.welcomeTimeoutMs, () => {
          lose({ code: GRPC_STATUS.DEADLINE_EXCEEDED, message: `${where}: accepted the connection and did not answer` });
        });
        sendHello();
      },
      onMessage: (bytes) => {
        if (stream === own) receive(bytes);
      },
      onPong: () => {
        guarded(() => options.onHeard?.(clock()));
      },
      onEnd: (end) => {
        if (stream === own) lose(end);
      },
    });
    stream = own;
  }

  /** The stream is no more, for whatever reason: tries again later, or is done. */
  function lose(end: StreamEnd): void {
    const ending = stream;
    stream = undefined;
    clearInterval(heartbeat);
    clearTimeout(helloTimer);
    clearTimeout(timer);
    helloTimer = undefined;
    ending?.close();
    if (state === 'closed') {
      resolveClosed?.();
      return;
    }
    const wasConnected = welcomeAtMs !== undefined;
    const livedMs = welcomeAtMs === undefined ? 0 : clock() - welcomeAtMs;
    lastError = end.message;
    outbox.rewind(clock());
    if (end.givenUp === true) count('control.given_up');
    else if (!wasConnected) {
      count('control.connect_failed');
      warnOnce(`no controller: ${end.message}. The agent runs on; connecting is tried again in the background.`);
    } else {
      count('control.disconnected');
      log('debug', `lost the controller: ${end.message}`);
    }
    enter('backoff');
    after(drainMs ?? backoff.next({ livedMs, lasting: LASTING_FAILURES.has(end.code) }), connect);
  }

  function receive(bytes: Uint8Array): void {
    let message: ControllerMessage;
    try {
      message = airt.control.v1.ControllerMessage.decode(bytes);
    } catch {
      count('control.bad_messages');
      lose({ code: GRPC_STATUS.INTERNAL, message: `${where}: sent something that is no message of the control protocol` });
      return;
    }
    guarded(() => options.onHeard?.(clock()));
    if (message.welcome) onWelcome(message.welcome);
    else if (message.policyUpdate) onPolicyUpdate(message.policyUpdate);
    else if (message.directive) onDirective(message.directive);
    else if (message.directiveCancel) {
      const { directiveId, reason } = message.directiveCancel;
      guarded(() => options.onCancel?.(directiveId ?? '', reason ?? ''));
    } else if (message.reportFullState) onReportFullState();
    else if (message.drain) {
      drainMs = Math.min(Math.max(message.drain.retryAfterMs ?? 0, 0), MAX_DRAIN_MS) + backoff.jitter();
      lose({ code: GRPC_STATUS.OK, message: `${where}: is going away${message.drain.reason ? ` (${message.drain.reason})` : ''}` });
    } else if (Object.keys(message).some((key) => key !== 'sequence')) guarded(() => options.onMessage?.(message));
    // The peer reads: whatever waited may go now.
    if (outbox.waiting > 0) sendOutcomes();
  }

  function onWelcome(welcome: WelcomeMessage): void {
    const nowMs = clock();
    if (welcome.nowUnixMs) clockOffsetMs = welcome.nowUnixMs - nowMs;
    if ((welcome.epoch ?? 0) > epoch) raiseEpoch(welcome.epoch ?? 0);
    clearInterval(heartbeat);
    if ((welcome.heartbeatIntervalMs ?? 0) > 0) {
      const everyMs = Math.min(Math.max(welcome.heartbeatIntervalMs ?? 0, MIN_HEARTBEAT_MS), MAX_HEARTBEAT_MS);
      heartbeat = setInterval(() => {
        send({ heartbeat: { atUnixMs: clock() } });
        // A controller that has nothing to say is heard by its answer to this.
        stream?.ping();
        sendOutcomes();
      }, everyMs);
      heartbeat.unref();
    }
    if (welcomeAtMs !== undefined) return;
    welcomeAtMs = nowMs;
    clearTimeout(timer);
    lastError = undefined;
    enter('connected');
    log('debug', `connected to ${welcome.controllerName || 'the controller'} ${welcome.controllerVersion ?? ''} at ${where}`);
    guarded(() => options.onWelcome?.(welcome));
    sendOutcomes();
  }

  /** Sequences count within an epoch: a new controller may start them anew. */
  function raiseEpoch(next: number): void {
    epoch = next;
    lastDirectiveSequence = 0;
  }

  function onPolicyUpdate(update: PolicyUpdateMessage): void {
    const nonce = update.nonce ?? '';
    const result = guarded(() => options.onPolicyUpdate?.(update));
    if (result === undefined) {
      const errors = [{ name: '', message: 'policies are not taken here, or taking them failed' }];
      send({ policyNack: { nonce, versions: { ...policyVersions }, errors } });
      return;
    }
    policyVersions = result.versions;
    const versions = { ...result.versions };
    send(result.errors.length === 0 ? { policyAck: { nonce, versions } } : { policyNack: { nonce, versions, errors: [...result.errors] } });
  }

  function onDirective(directive: DirectiveMessage): void {
    const nowMs = clock();
    const sent = directive.epoch ?? 0;
    if (sent < epoch) {
      count('control.directives_fenced');
      reject(directive, `of epoch ${sent}; a controller of epoch ${epoch} has taken over`);
      return;
    }
    if (sent > epoch) raiseEpoch(sent);
    lastDirectiveSequence = Math.max(lastDirectiveSequence, directive.sequence ?? 0);
    if (!directive.id) {
      count('control.bad_messages');
      return;
    }
    const handled = guarded(() => {
      options.onDirective?.(directive, { nowMs, clockOffsetMs });
      return options.onDirective !== undefined;
    });
    if (handled !== true) reject(directive, handled === false ? 'directives are not taken here' : 'taking it failed');
  }

  function reject(directive: DirectiveMessage, reason: string): void {
    sendOutcome({
      directiveId: directive.id ?? '',
      status: outcomeStatusToProto('rejected'),
      ...(directive.scope?.traceId ? { traceId: directive.scope.traceId } : {}),
      reason,
    });
  }

  function onReportFullState(): void {
    if (helloTimer !== undefined) return;
    const waitMs = Math.max(0, helloAtMs + timing.helloIntervalMs - clock());
    if (waitMs === 0) {
      sendHello();
      return;
    }
    helloTimer = setTimeout(() => {
      helloTimer = undefined;
      sendHello();
    }, waitMs);
    helloTimer.unref();
  }

  function sendOutcome(outcome: OutcomeMessage): void {
    const before = outbox.dropped;
    outbox.add(outcome, clock());
    if (outbox.dropped > before) count('control.outcomes_dropped');
    sendOutcomes();
  }

  function close(reason = ''): Promise<void> {
    if (state === 'closed') return Promise.resolve();
    const said = state === 'connected' && send({ goodbye: { reason } });
    clearTimeout(timer);
    clearInterval(heartbeat);
    clearTimeout(helloTimer);
    enter('closed');
    if (!said) {
      const ending = stream;
      stream = undefined;
      ending?.close();
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      resolveClosed = resolve;
      stream?.close();
    });
  }

  return {
    start() {
      if (state !== 'idle') return;
      if ('error' in target) {
        // A wrong address does not mend by trying again.
        lastError = target.error;
        warnOnce(`no controller: AIRT_CONTROLLER ${target.error}. The agent runs on without one.`);
        enter('closed');
      } else connect();
    },
    sendOutcome,
    refresh() {
      if (state === 'connected') onReportFullState();
    },
    signal: (signal) => state === 'connected' && send({ signal }),
    health: (health) => state === 'connected' && send({ health }),
    state: () => state,
    get policyVersions() {
      return policyVersions;
    },
    get lastError() {
      return lastError;
    },
    get clockOffsetMs() {
      return clockOffsetMs;
    },
    get pendingOutcomes() {
      return outbox.waiting;
    },
    close,
  };
}
