/** For tests of message handlers: a peer that notes what is done to it. */
import type { OperationStartedEvent } from '@airt/engine';
import { createInstances } from '../control/instances.ts';
import type { Peer } from '../control/messages/message.ts';
import type { EventDraft } from '../events.ts';
import type { HealthRecord } from '../journal/records.ts';

export interface TestPeer extends Peer {
  readonly lines: string[];
  readonly events: EventDraft[];
  readonly health: HealthRecord[];
  readonly observed: OperationStartedEvent[];
  /** Everything else, in order: `policies sent`, `run claimed 0102...`. */
  readonly calls: string[];
}

export function createTestPeer(uid = 'agent-1'): TestPeer {
  const stream = { send: () => true, end: () => {} };
  const instance = createInstances(() => 'nonce').add(uid, { kind: 'connected', stream, lastReceivedMs: 0 });
  const peer: TestPeer = {
    instance,
    epoch: 1,
    lines: [],
    events: [],
    health: [],
    observed: [],
    calls: [],
    directives: {
      dispatch: () => {},
      onHello: (_, lastSequence) => peer.calls.push(`hello ${lastSequence}`),
      onRunClaimed: (_, traceId) => peer.calls.push(`run claimed ${traceId}`),
      onOutcome: (_, outcome) => peer.calls.push(`outcome ${outcome.decisionId} ${outcome.status}`),
      onProcessEnded: () => {},
      close: () => {},
      pending: 0,
    },
    sendPolicies: () => peer.calls.push('policies sent'),
    end: (code) => peer.calls.push(`end ${code}`),
    goodbye: (reason) => peer.calls.push(`goodbye ${reason}`),
    observe: (event) => peer.observed.push(event),
    log: (line) => peer.lines.push(line),
    emit: (event) => peer.events.push(event),
    recordInstance: (event) => peer.calls.push(`recorded ${event}`),
    recordHealth: (health) => peer.health.push(health),
  };
  return peer;
}
