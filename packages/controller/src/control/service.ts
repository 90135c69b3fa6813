import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import { actionKindsFromProto, bytesToHex, type Decision, type Outcome, outcomeFromProto } from '@airt/engine';
import { airt } from '@airt/protocol';
import { type ServerDuplexStream, status } from '@grpc/grpc-js';
import type { EventDraft, RefusedPolicy } from '../events.ts';
import { createPolicySet, type PolicySet } from '../policies/policy-set.ts';
import { createDirectives, type Directives, type OutcomeSource } from './directives.ts';
import { createInstances, type Instance, type Instances, MAX_OPEN_RUNS } from './instances.ts';
import type { AgentMessage, HelloMessage } from './proto-types.ts';
import { openStream } from './stream.ts';

export interface ControlOptions {
  readonly controllerVersion: string;
  readonly epoch: number;
  readonly now: () => number;
  /** Agents must send it as a bearer token; undefined: everyone may connect. */
  readonly token: string | undefined;
  readonly heartbeatMs: number;
  /** Lease on every policy sent; 0: none. */
  readonly policyLeaseMs: number;
  readonly maxMessageBytes: number;
  /** Messages that may wait for a slow agent before its stream is ended. */
  readonly maxQueuedMessages: number;
  readonly log: (message: string) => void;
  readonly emit: (event: EventDraft) => void;
  readonly onDelivered: (decision: Decision, instanceUid: string, sequence: number, resent: boolean) => void;
  readonly onAnswer: (decision: Decision | undefined, outcome: Outcome, instanceUid: string) => void;
  readonly onFinal: (decision: Decision, outcome: Outcome, source: OutcomeSource, instanceUid?: string) => void;
  /** What agents did, for the journal. */
  readonly onInstance: (uid: string, event: string, details: object) => void;
}

export type ControlCall = ServerDuplexStream<Buffer, airt.control.v1.ControllerMessage.$Properties>;

/** The control service: streams of agents, their policies and directives. */
export interface ControlService {
  /** Serves one `Connect` call. */
  readonly connect: (call: ControlCall) => void;
  setPolicies(set: PolicySet): void;
  dispatch(decision: Decision, service: string | undefined): void;
  readonly instances: Instances;
  readonly directives: Directives;
  /** Tells every agent to go elsewhere and ends its stream. */
  drain(reason: string, retryAfterMs: number): void;
  /** Ends open decisions, timers and what is left of the streams. */
  close(reason: string): void;
}

/** An agent is given up when nothing was heard of it for this many heartbeat intervals. */
const MISSED_HEARTBEATS = 3;

export function createControlService(options: ControlOptions): ControlService {
  const { epoch, now, heartbeatMs, emit } = options;
  const log = (line: string): void => options.log(printable(line));
  const instances = createInstances(randomUUID);
  let policies = createPolicySet([]);
  let draining = false;

  const directives = createDirectives({
    epoch,
    instances,
    now,
    onDelivered: (decision, instance, sequence, resent) => options.onDelivered(decision, instance.uid, sequence, resent),
    onAnswer: (decision, outcome, instance) => options.onAnswer(decision, outcome, instance.uid),
    onFinal: options.onFinal,
  });

  const sendPolicies = (instance: Instance): void => {
    const policyUpdate = instance.policies.update(policies, options.policyLeaseMs);
    if (policyUpdate !== undefined) instance.stream?.send({ policyUpdate });
  };

  const left = (instance: Instance, reason: string): void => {
    instance.stream = undefined;
    instance.leftMs = now();
    options.onInstance(instance.uid, 'disconnected', { reason });
    emit({ type: 'agent_disconnected', instanceUid: instance.uid, reason });
  };

  const greet = (instance: Instance, hello: HelloMessage): void => {
    instance.resource = bounded(hello.resource ?? {});
    instance.agentName = (hello.agentName ?? '').slice(0, MAX_NAME);
    instance.agentVersion = (hello.agentVersion ?? '').slice(0, MAX_NAME);
    instance.actions = actionKindsFromProto(hello.capabilities?.actions);
    instance.openRuns = new Set((hello.openRuns ?? []).slice(0, MAX_OPEN_RUNS).map((run) => bytesToHex(run.traceId)));
    instance.ended = false;
    instance.policies.reset(bounded(hello.policyVersions ?? {}));
    if ((hello.epoch ?? 0) > epoch) {
      log(`agent ${instance.uid} has obeyed a controller of epoch ${hello.epoch}; this one has ${epoch}, so it will refuse our directives`);
    }
  };

  const welcome = () => ({
    welcome: {
      sessionId: randomUUID(),
      controllerName: '@airt/controller',
      controllerVersion: options.controllerVersion,
      heartbeatIntervalMs: heartbeatMs,
      // The optional messages this controller acts on; a Checkpoint, for one, it would not answer.
      features: ['signal'],
      epoch,
      nowUnixMs: now(),
    },
  });

  const authorized = (call: ControlCall): boolean => {
    if (options.token === undefined) return true;
    const sent = String(call.metadata.get('authorization')[0] ?? '');
    const hash = (text: string) => createHash('sha256').update(text).digest();
    // Hashes have one length, which the comparison in constant time needs.
    return timingSafeEqual(hash(sent), hash(`Bearer ${options.token}`));
  };

  const connect = (call: ControlCall): void => {
    let instance: Instance | undefined;
    const stream = openStream(call, {
      maxMessageBytes: options.maxMessageBytes,
      maxQueuedMessages: options.maxQueuedMessages,
      onClosed: (reason) => {
        if (instance?.stream === stream) left(instance, reason);
      },
      onMessage: (message, gap) => {
        if (instance === undefined) {
          const uid = message.hello?.instanceUid ?? '';
          if (!message.hello || uid === '' || uid.length > MAX_NAME) {
            stream.end(status.FAILED_PRECONDITION, 'the first message of a stream must be Hello with an instance_uid');
            return;
          }
          instance = accept(message.hello);
          return;
        }
        instance.lastHeardMs = now();
        if (gap && !message.hello) stream.send({ reportFullState: { reason: 'a message before this one did not arrive' } });
        handle(instance, message);
      },
    });
    if (draining) {
      stream.end(status.UNAVAILABLE, 'the controller is shutting down');
      return;
    }
    if (!authorized(call)) {
      stream.end(status.UNAUTHENTICATED, 'the token is missing or wrong; agents send AIRT_CONTROLLER_TOKEN');
      return;
    }
    const impatience = setTimeout(() => {
      if (instance === undefined) stream.end(status.FAILED_PRECONDITION, 'no Hello came in time');
    }, HELLO_TIMEOUT_MS).unref();
    call.once('close', () => clearTimeout(impatience));

    const accept = (hello: HelloMessage): Instance => {
      const known = instances.of(hello.instanceUid ?? '', now());
      const reconnected = known.leftMs !== undefined || known.stream !== undefined;
      const older = known.stream;
      known.stream = stream;
      known.leftMs = undefined;
      known.lastHeardMs = now();
      older?.end(status.ABORTED, 'a newer stream of the same process took its place');
      greet(known, hello);
      stream.send(welcome());
      const { uid, resource, agentName, agentVersion } = known;
      const actions = [...known.actions];
      options.onInstance(uid, reconnected ? 'reconnected' : 'connected', {
        resource,
        agentName,
        agentVersion,
        actions,
        coverage: hello.coverage,
      });
      emit({ type: 'agent_connected', instanceUid: uid, resource, agentName, agentVersion, actions, reconnected });
      sendPolicies(known);
      directives.connected(known, hello.lastDirectiveSequence ?? 0);
      return known;
    };
  };

  const handle = (instance: Instance, message: AgentMessage): void => {
    if (message.hello) {
      // After ReportFullState. A process cannot change who it is.
      if (message.hello.instanceUid !== instance.uid) {
        instance.stream?.end(status.FAILED_PRECONDITION, 'instance_uid changed within a stream');
        return;
      }
      greet(instance, message.hello);
      sendPolicies(instance);
      directives.connected(instance, message.hello.lastDirectiveSequence ?? 0);
    } else if (message.policyAck) {
      const versions = bounded(message.policyAck.versions ?? {});
      if (!instance.policies.answered(message.policyAck.nonce ?? '', versions, [])) return;
      options.onInstance(instance.uid, 'policy_ack', { versions });
      emit({ type: 'policy_ack', instanceUid: instance.uid, versions });
    } else if (message.policyNack) {
      const versions = bounded(message.policyNack.versions ?? {});
      const errors = (message.policyNack.errors ?? []).slice(0, 100).map(refusal);
      if (!instance.policies.answered(message.policyNack.nonce ?? '', versions, errors)) return;
      options.onInstance(instance.uid, 'policy_nack', { versions, errors });
      for (const { name, version, message: why, line, column } of errors) {
        log(`agent ${instance.uid} refused policy ${name} (${version})${line > 0 ? ` at ${line}:${column}` : ''}: ${why}`);
      }
      emit({ type: 'policy_nack', instanceUid: instance.uid, errors, versions });
    } else if (message.directiveOutcome) {
      const outcome = outcomeFromProto(message.directiveOutcome);
      if (outcome !== undefined) directives.answered(instance, outcome);
    } else if (message.signal) {
      const { RUN_STARTED, RUN_ENDED } = airt.control.v1.SignalKind;
      const traceId = bytesToHex(message.signal.traceId);
      if (message.signal.kind === RUN_ENDED) instance.openRuns.delete(traceId);
      else if (message.signal.kind === RUN_STARTED && instance.openRuns.size < MAX_OPEN_RUNS) instance.openRuns.add(traceId);
    } else if (message.health) {
      const { lastError, healthy } = message.health;
      const said = lastError ?? '';
      // Agents send this regularly; only what is new is worth a line.
      if (said !== instance.lastError) {
        if (said !== '') log(`agent ${instance.uid} reports ${healthy ? 'a failure' : 'that it is not healthy'}: ${said.slice(0, 500)}`);
        options.onInstance(instance.uid, 'health', message.health);
      }
      instance.lastError = said;
    } else if (message.goodbye) {
      instance.ended = true;
      directives.ended(instance);
      const { stream } = instance;
      left(instance, message.goodbye.reason || 'the process is ending');
      stream?.end(status.OK, '');
    }
    // A heartbeat says nothing beyond "still here", which any message does. What this version does not know is passed over.
  };

  let patrolledMs = now();
  const patrol =
    heartbeatMs > 0
      ? setInterval(() => {
          const atMs = now();
          const late = Math.abs(atMs - patrolledMs - heartbeatMs) > heartbeatMs;
          patrolledMs = atMs;
          for (const instance of instances.connected()) {
            // The clock was set, or this process did not run for a while: that is no silence of the agents.
            if (late) instance.lastHeardMs = atMs;
            else if (atMs - instance.lastHeardMs > MISSED_HEARTBEATS * heartbeatMs) {
              instance.stream?.end(status.DEADLINE_EXCEEDED, 'no heartbeat came');
            }
          }
        }, heartbeatMs).unref()
      : undefined;

  return {
    connect,
    setPolicies(set) {
      policies = set;
      for (const instance of instances.connected()) sendPolicies(instance);
    },
    dispatch: (decision, service) => directives.dispatch(decision, service),
    instances,
    directives,
    drain(reason, retryAfterMs) {
      draining = true;
      for (const { stream } of instances.connected()) {
        stream?.send({ drain: { reason, retryAfterMs } });
        stream?.end(status.OK, reason);
      }
    },
    close(reason) {
      clearInterval(patrol);
      directives.close(reason);
    },
  };
}

const HELLO_TIMEOUT_MS = 10_000;

/** What is kept of an agent's own words about itself, for as long as it may come back. */
const MAX_NAME = 256;
const MAX_ENTRIES = 1000;
const MAX_VALUE = 1024;

/** What agents say about themselves ends up on a terminal: it may not move the cursor, or look like a line of its own. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const printable = (line: string): string => line.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ');

function bounded(map: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(map).slice(0, MAX_ENTRIES);
  return Object.fromEntries(entries.map(([key, value]) => [key.slice(0, MAX_NAME), value.slice(0, MAX_VALUE)]));
}

function refusal(error: airt.control.v1.PolicyError.$Properties): RefusedPolicy {
  const { name, version, message, line, column } = error;
  return { name: name ?? '', version: version ?? '', message: (message ?? '').slice(0, 2000), line: line ?? 0, column: column ?? 0 };
}
