import { randomUUID } from 'node:crypto';
import { type Decision, mergePolicies, type OperationStartedEvent, type Outcome, type PolicySet } from '@airt/engine';
import { status } from '@grpc/grpc-js';
import type { EventDraft } from '../events.ts';
import type { HealthRecord } from '../journal/records.ts';
import { createPace } from '../pace.ts';
import type { Timers } from '../timers.ts';
import { isAuthorized } from './authorization.ts';
import { MAX_NAME } from './bounds.ts';
import { type AgentStream, transition } from './connection.ts';
import { createDirectives, type Directives } from './directives.ts';
import { createInstances, type Instance, type Instances, streamOf } from './instances.ts';
import { createLivenessCheck } from './liveness.ts';
import { dispatchMessage, featuresOf } from './messages/dispatch.ts';
import { applyHello, syncState } from './messages/hello.ts';
import type { MessageTable, Peer } from './messages/message.ts';
import { createPeer, markDisconnected, type PeerContext } from './peer.ts';
import type { DirectiveDelivery, FinalOutcome } from './pending-directive.ts';
import type { AgentMessage, HelloMessage } from './proto-types.ts';
import { type ControlCall, openStream } from './stream.ts';

export interface ControlOptions {
  readonly controllerVersion: string;
  readonly epoch: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly timers: Timers;
  /** Handlers of agents' messages. Hello is understood in any case. */
  readonly messages: MessageTable;
  /** Agents must send it as a bearer token; undefined: everyone may connect. */
  readonly token: string | undefined;
  /** 0: no heartbeats, and no check of silence. */
  readonly heartbeatMs: number;
  /** Lease on every policy sent; 0: none. */
  readonly policyLeaseMs: number;
  /** Processes that are known. */
  readonly maxAgents: number;
  readonly maxMessageBytes: number;
  /** Messages that may wait for a slow agent before its stream is ended. */
  readonly maxQueuedMessages: number;
  readonly log: (message: string) => void;
  readonly emit: (event: EventDraft) => void;
  readonly onDelivered: (decision: Decision, delivery: DirectiveDelivery) => void;
  /** An agent reported an outcome; `decision` is undefined where it is not open any more. */
  readonly onOutcome: (decision: Decision | undefined, outcome: Outcome, instanceUid: string) => void;
  /** Once per decision. */
  readonly onFinal: (final: FinalOutcome) => void;
  /** An operation has started in an agent. */
  readonly observe: (event: OperationStartedEvent) => void;
  readonly recordInstance: (instanceUid: string, event: string, details: object) => void;
  readonly recordHealth: (instanceUid: string, health: HealthRecord) => void;
}

/** The control service: streams of agents, their policies and directives. */
export interface ControlService {
  /** Serves one `Connect` call. */
  readonly connect: (call: ControlCall) => void;
  setPolicies(set: PolicySet): void;
  readonly instances: Instances;
  readonly directives: Directives;
  /** Final outcomes since the start, by status. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** Sends every agent elsewhere and ends its stream. */
  drain(reason: string, retryAfterMs: number): void;
  /** Ends open decisions, timers and what is left of the streams. */
  close(reason: string): void;
}

/** Reports of its whole state that an agent may send, and is asked for, on one stream: five, and one more every ten seconds. */
const STATE_REPORTS = { unitsPerSecond: 0.1, burstSeconds: 50 };
const HELLO_TIMEOUT_MS = 10_000;

export function createControlService(options: ControlOptions): ControlService {
  const { epoch, now, timers, heartbeatMs, messages } = options;
  const features = featuresOf(messages);
  const instances = createInstances(randomUUID, options.maxAgents);
  const directives = createDirectives({
    epoch,
    instances,
    now,
    timers,
    onDelivered: options.onDelivered,
    onOutcome: (decision, outcome, instance) => options.onOutcome(decision, outcome, instance.uid),
    onFinal(final) {
      const { status: kind } = final.outcome;
      outcomes[kind] = (outcomes[kind] ?? 0) + 1;
      options.onFinal(final);
    },
  });
  const outcomes: Record<string, number> = {};
  let policies = mergePolicies([]);
  let isDraining = false;

  const context: PeerContext = {
    ...options,
    directives,
    sendPolicies(instance) {
      const policyUpdate = instance.policies.update(policies, options.policyLeaseMs);
      if (policyUpdate !== undefined) streamOf(instance)?.send({ policyUpdate });
    },
  };

  /** The first Hello of a stream: makes the stream that of its process. */
  const acceptHello = (message: HelloMessage, stream: AgentStream): Peer => {
    const { instance, reconnected } = connectInstance(instances, message.instanceUid ?? '', stream, now());
    const peer = createPeer(instance, stream, context);
    applyHello(message, peer);
    stream.send({
      welcome: {
        ...WELCOME,
        sessionId: randomUUID(),
        controllerVersion: options.controllerVersion,
        heartbeatIntervalMs: heartbeatMs,
        features: [...features],
        epoch,
        nowUnixMs: now(),
      },
    });
    recordConnected(peer, message, reconnected);
    syncState(message, peer);
    return peer;
  };

  const connect = (call: ControlCall): void => {
    const rejected = isDraining ? DRAINING : isAuthorized(call.header('authorization'), options.token) ? undefined : UNAUTHENTICATED;
    const states = createPace(STATE_REPORTS);
    const questions = createPace(STATE_REPORTS);
    const offered: ReadonlySet<string> = new Set(features);
    let peer: Peer | undefined;
    const stream = openStream(call, {
      maxMessageBytes: options.maxMessageBytes,
      maxQueuedMessages: options.maxQueuedMessages,
      onClosed: (reason) => {
        stopHelloTimeout();
        if (peer !== undefined) markDisconnected(peer.instance, stream, reason, context);
      },
      onMessage: (message, gap) => {
        if (peer === undefined) {
          if (isHello(message)) {
            if (instances.get(message.hello.instanceUid ?? '') !== undefined || instances.hasRoom())
              peer = acceptHello(message.hello, stream);
            else stream.end(status.RESOURCE_EXHAUSTED, 'as many agents are connected as limits.agents allows');
          } else stream.end(status.FAILED_PRECONDITION, 'the first message of a stream must be Hello with an instance_uid');
          return;
        }
        const { instance } = peer;
        instance.connection = transition(instance.connection, { type: 'message', nowMs: now() }) ?? instance.connection;
        // Each of them costs the policies once more.
        if (message.hello && !states.tryUse(1, now())) {
          stream.end(status.RESOURCE_EXHAUSTED, 'Hello came too often');
          return;
        }
        if (gap && !message.hello && questions.tryUse(1, now()))
          stream.send({ reportFullState: { reason: 'a message before this one did not arrive' } });
        dispatchMessage(messages, message, peer, offered);
      },
    });
    const stopHelloTimeout = timers.after(HELLO_TIMEOUT_MS, () => {
      if (peer === undefined) stream.end(status.FAILED_PRECONDITION, 'no Hello came in time');
    });
    if (rejected !== undefined) stream.end(rejected.code, rejected.details);
  };

  const stopLiveness = watchLiveness(instances, heartbeatMs, options);

  return {
    connect,
    setPolicies(set) {
      policies = set;
      for (const instance of instances.connected()) context.sendPolicies(instance);
    },
    instances,
    directives,
    outcomes,
    drain(reason, retryAfterMs) {
      isDraining = true;
      for (const stream of instances.connected().map(streamOf)) {
        stream?.send({ drain: { reason, retryAfterMs } });
        stream?.end(status.OK, reason);
      }
    },
    close(reason) {
      stopLiveness();
      directives.close(reason);
    },
  };
}

const WELCOME = { controllerName: '@airt/controller' } as const;
const DRAINING = { code: status.UNAVAILABLE, details: 'the controller is shutting down' } as const;
const UNAUTHENTICATED = {
  code: status.UNAUTHENTICATED,
  details: 'the token is missing or wrong; agents send AIRT_CONTROLLER_TOKEN',
} as const;

function isHello(message: AgentMessage): message is AgentMessage & { readonly hello: HelloMessage } {
  const uid = message.hello?.instanceUid ?? '';
  return uid !== '' && uid.length <= MAX_NAME;
}

/** Finds or makes the instance, and ends the stream that it had. */
function connectInstance(
  instances: Instances,
  uid: string,
  stream: AgentStream,
  nowMs: number,
): { readonly instance: Instance; readonly reconnected: boolean } {
  const known = instances.get(uid);
  const older = known && streamOf(known);
  const connection = transition(known?.connection, { type: 'hello', stream, nowMs });
  if (connection === undefined) throw new Error('Hello makes a process known');
  const instance = known ?? instances.add(uid, connection);
  instance.connection = connection;
  older?.end(status.ABORTED, 'a newer stream of the same process took its place');
  return { instance, reconnected: known !== undefined };
}

function recordConnected({ instance, emit, recordInstance }: Peer, { coverage }: HelloMessage, reconnected: boolean): void {
  const { resource, dataPlaneName, dataPlaneVersion } = instance.profile;
  const actions = [...instance.profile.actions];
  recordInstance(reconnected ? 'reconnected' : 'connected', { resource, dataPlaneName, dataPlaneVersion, actions, coverage });
  emit({ type: 'agent_connected', instanceUid: instance.uid, resource, dataPlaneName, dataPlaneVersion, actions, reconnected });
}

/** Gives up agents that fall silent. */
function watchLiveness(instances: Instances, heartbeatMs: number, { now, timers }: Pick<ControlOptions, 'now' | 'timers'>): () => void {
  if (heartbeatMs <= 0) return () => {};
  const check = createLivenessCheck(heartbeatMs, now());
  return timers.every(heartbeatMs, () => {
    check(
      now(),
      instances.connected().flatMap((instance) => {
        const { connection } = instance;
        if (connection.kind !== 'connected') return [];
        return {
          lastReceivedMs: connection.lastReceivedMs,
          restart: (lastReceivedMs) => {
            instance.connection = { ...connection, lastReceivedMs };
          },
          giveUp: () => connection.stream.end(status.DEADLINE_EXCEEDED, 'no heartbeat came'),
        };
      }),
    );
  });
}
