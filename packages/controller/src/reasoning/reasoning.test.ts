import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  configureDetector,
  createDigester,
  createEngine,
  type Decision,
  type DetectorDefinition,
  type OperationStartedEvent,
  parsePolicies,
} from '@airt/engine';
import type { EventDraft } from '../events.ts';
import { createReasoning } from './reasoning.ts';

const NOW = 1_790_000_000_000;

/** Finds an operation that lasts. Without a configuration. */
const lasting: DetectorDefinition<object> = {
  ...configureDetector({
    name: 'lasting',
    about: 'Operations that last.',
    findings: { 'lasting.operation': 'An operation lasts longer than a minute' },
    measures: {},
    config: { about: '', form: '', members: {}, options: { about: '', members: {} }, read: () => ({}), jsonSchema: () => ({}) },
    create: () => createLastingDetector(),
  }).definition,
};

function createLastingDetector(started?: OperationStartedEvent): ReturnType<DetectorDefinition<object>['create']> {
  let latest = started;
  return {
    observe(event) {
      if (event.kind === 'operation_started') latest = event;
      return [];
    },
    tick(nowMs) {
      if (latest === undefined || nowMs - latest.startMs < 60_000) return [];
      const { traceId, spanId } = latest;
      const evidence = [{ traceId, spanId }];
      const draft = {
        detector: 'lasting.operation',
        subject: '',
        score: 1,
        severity: 'warning',
        measures: {},
        message: 'it lasts',
        evidence,
      };
      return [{ event: latest, draft: { ...draft, severity: 'warning' } }];
    },
    fork: () => createLastingDetector(latest),
  };
}

const POLICY = `apiVersion: airt.dev/v1
kind: Policy
metadata: { name: impatience }
spec:
  mode: enforce
  rules:
    - name: halt
      on: finding
      detectors: [lasting.operation]
      ladder: [{ halt: { mode: graceful, reason: "It lasts too long." } }]
`;

function createScene() {
  const parsed = parsePolicies(POLICY, { detectors: [lasting] });
  assert.ok(parsed.ok);
  const engine = createEngine({ policies: parsed.policies, detectors: [configureDetector(lasting)] });
  const time = { ms: NOW };
  const [journaled, emitted, decisions]: [string[], EventDraft[], Decision[]] = [[], [], []];
  const reasoning = createReasoning({
    engine,
    digester: createDigester('key'),
    journal: { recordFinding: () => journaled.push('finding'), recordDecision: () => journaled.push('decision') },
    now: () => time.ms,
    emit: (event) => emitted.push(event),
  });
  reasoning.onDecision((decision) => decisions.push(decision));
  return { reasoning, time, journaled, emitted, decisions };
}

const started: OperationStartedEvent = {
  kind: 'operation_started',
  operation: 'model_call',
  traceId: 'ab'.repeat(16),
  spanId: 'cd'.repeat(8),
  startMs: NOW,
  instanceUid: 'agent-1',
};

describe('reasoning', () => {
  it('finds while it lasts what a signal began: the decision is journaled, emitted and handed over, once', () => {
    const { reasoning, time, journaled, emitted, decisions } = createScene();
    reasoning.observe(started);
    for (let seconds = 0; seconds < 90; seconds += 1) {
      time.ms += 1000;
      reasoning.tick();
      assert.equal(decisions.length, seconds < 59 ? 0 : 1, `after ${seconds + 1} seconds`);
    }
    assert.deepEqual(journaled, ['finding', 'decision']);
    assert.deepEqual(
      emitted.map(({ type }) => type),
      ['finding', 'decision'],
    );
    assert.deepEqual([decisions[0]?.instanceUid, decisions[0]?.action.kind], ['agent-1', 'halt']);
    assert.deepEqual(reasoning.counts, { events: 0, findings: 1, decisions: 1, failures: 0 });
  });
});
