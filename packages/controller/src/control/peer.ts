import type { OperationStartedEvent } from '@airt/engine';
import { status } from '@grpc/grpc-js';
import type { EventDraft } from '../events.ts';
import type { HealthRecord } from '../journal/records.ts';
import { type AgentStream, transition } from './connection.ts';
import type { Directives } from './directives.ts';
import type { Instance } from './instances.ts';
import type { Peer } from './messages/message.ts';

/** What the streams of agents share. */
export interface PeerContext {
  readonly epoch: number;
  readonly directives: Directives;
  readonly now: () => number;
  /** One line for people, already safe for a terminal. */
  readonly log: (line: string) => void;
  readonly emit: (event: EventDraft) => void;
  readonly recordInstance: (instanceUid: string, event: string, details: object) => void;
  readonly recordHealth: (instanceUid: string, health: HealthRecord) => void;
  readonly observe: (event: OperationStartedEvent) => void;
  sendPolicies(instance: Instance): void;
}

/** The agent process at the other end of a stream that has begun with Hello. */
export function createPeer(instance: Instance, stream: AgentStream, context: PeerContext): Peer {
  const { uid } = instance;
  return {
    instance,
    epoch: context.epoch,
    directives: context.directives,
    log: context.log,
    emit: context.emit,
    observe: context.observe,
    sendPolicies: () => context.sendPolicies(instance),
    recordInstance: (event, details) => context.recordInstance(uid, event, details),
    recordHealth: (health) => context.recordHealth(uid, health),
    end: (code, details) => stream.end(code, details),
    goodbye(reason) {
      instance.connection = transition(instance.connection, { type: 'goodbye', nowMs: context.now() }) ?? instance.connection;
      context.directives.onProcessEnded(instance);
      recordDisconnected(uid, reason, context);
      stream.end(status.OK, '');
    },
  };
}

/** The stream of a process has ended, unless a newer one took its place before. */
export function markDisconnected(instance: Instance, stream: AgentStream, reason: string, context: PeerContext): void {
  const before = instance.connection;
  const after = transition(before, { type: 'stream_closed', stream, nowMs: context.now() });
  if (after === undefined || after === before) return;
  instance.connection = after;
  recordDisconnected(instance.uid, reason, context);
}

function recordDisconnected(instanceUid: string, reason: string, { emit, recordInstance }: PeerContext): void {
  recordInstance(instanceUid, 'disconnected', { reason });
  emit({ type: 'agent_disconnected', instanceUid, reason });
}
