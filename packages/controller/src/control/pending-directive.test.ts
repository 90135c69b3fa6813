import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { OutcomeStatus } from '@airt/engine';
import { testDecision } from '../testing/decision.ts';
import { createTestTime } from '../testing/time.ts';
import type { AgentStream } from './connection.ts';
import { createInstances, type Instance } from './instances.ts';
import { createPendingDirective, type DirectiveDelivery, type FinalOutcome } from './pending-directive.ts';

const LIFE_MS = 60_000;
const GRACE_MS = 2000;

/** A directive under way, processes to send it to, and what came of it. */
function createScene() {
  const time = createTestTime();
  const decision = testDecision({ expiresMs: time.now() + LIFE_MS });
  const deliveries: DirectiveDelivery[] = [];
  const finals: FinalOutcome[] = [];
  const pending = createPendingDirective({
    decision,
    epoch: 1,
    now: time.now,
    timers: time.timers,
    graceMs: GRACE_MS,
    onDelivered: (delivery) => deliveries.push(delivery),
    onFinal: (final) => finals.push(final),
  });
  const instances = createInstances(() => '');
  const stream = (takes = true): AgentStream => ({ send: () => takes, end: () => {} });
  const agent = (uid: string, takes = true): Instance => {
    const instance = instances.add(uid, { kind: 'connected', stream: stream(takes), lastReceivedMs: 0 });
    instance.profile = { ...instance.profile, actions: new Set(['steer']) };
    return instance;
  };
  const report = (uid: string, status: OutcomeStatus) =>
    pending.settle(uid, { decisionId: decision.id, status, atMs: time.now() }, 'agent');
  /** Status and source of the outcome; fails where there are several. */
  const final = () => {
    assert.ok(finals.length <= 1, 'once');
    return finals[0] && [finals[0].outcome.status, finals[0].source, finals[0].instanceUid];
  };
  return { time, pending, agent, stream, report, final, finals, deliveries };
}

const disconnected = (instance: Instance): Instance => Object.assign(instance, { connection: { kind: 'disconnected', sinceMs: 0 } });

describe('a directive on its way', () => {
  it('ends with the outcome that its agent reports', () => {
    const { pending, agent, report, final, finals, deliveries, time } = createScene();
    pending.addTargets([agent('a')]);
    time.advance(300);
    assert.equal(final(), undefined);
    report('a', 'applied');
    assert.deepEqual(final(), ['applied', 'agent', 'a']);
    assert.deepEqual([deliveries.length, deliveries[0]?.sequence, deliveries[0]?.resent], [1, 1, false]);
    assert.equal((finals[0]?.endedMs ?? 0) - (finals[0]?.dispatchedMs ?? 0), 300);
    assert.equal(time.pending, 0);
  });

  it('waits for a process that is not connected, and keeps its number over streams', () => {
    const { pending, agent, stream, deliveries } = createScene();
    const instance = disconnected(agent('a'));
    pending.addTargets([instance]);
    assert.deepEqual([pending.target('a'), deliveries.length], [{ kind: 'waiting' }, 0]);
    instance.connection = { kind: 'connected', stream: stream(), lastReceivedMs: 0 };
    pending.resume(instance, 0);
    pending.resume(instance, 0);
    assert.deepEqual(
      deliveries.map(({ sequence, resent }) => [sequence, resent]),
      [
        [1, false],
        [1, true],
      ],
    );
    pending.resume(instance, 1);
    assert.equal(deliveries.length, 2, 'it has that number already');
  });

  it('that a stream does not take counts as sent, and is sent again', () => {
    const { pending, agent, stream, deliveries } = createScene();
    const instance = agent('a', false);
    pending.addTargets([instance]);
    assert.deepEqual([pending.target('a'), deliveries.length], [{ kind: 'sent', sequence: 1 }, 0]);
    instance.connection = { kind: 'connected', stream: stream(), lastReceivedMs: 0 };
    pending.resume(instance, 0);
    assert.deepEqual([deliveries.length, deliveries[0]?.resent], [1, true]);
  });

  it('expires at its time where nobody has it', () => {
    const { pending, agent, time, final } = createScene();
    pending.addTargets([disconnected(agent('a'))]);
    time.advance(LIFE_MS - 1);
    assert.equal(final(), undefined);
    time.advance(1);
    assert.deepEqual(final(), ['expired', 'controller', undefined]);
  });

  it("waits through the grace time for the agent's own outcome", () => {
    const { pending, agent, time, report, final } = createScene();
    pending.addTargets([agent('a')]);
    time.advance(LIFE_MS + GRACE_MS - 1);
    assert.equal(final(), undefined);
    report('a', 'expired');
    assert.deepEqual(final(), ['expired', 'agent', 'a']);
  });

  it('is given up after the grace time', () => {
    const { pending, agent, time, report, final } = createScene();
    pending.addTargets([agent('a')]);
    time.advance(LIFE_MS + GRACE_MS);
    assert.deepEqual(final(), ['expired', 'controller', undefined]);
    report('a', 'applied');
    assert.deepEqual(final(), ['expired', 'controller', undefined], 'a final outcome stays final');
  });

  it('ends at its time with the strongest outcome where one target is silent', () => {
    const { pending, agent, time, report, final } = createScene();
    pending.addTargets([agent('a'), agent('b')]);
    report('a', 'failed');
    assert.equal(final(), undefined);
    time.advance(LIFE_MS);
    assert.deepEqual(final(), ['failed', 'agent', 'a']);
  });

  it('is not applicable once every process of its targets has ended', () => {
    const { pending, agent, final } = createScene();
    const ended = Object.assign(agent('b'), { connection: { kind: 'ended', sinceMs: 0 } });
    pending.addTargets([agent('a'), ended]);
    assert.equal(final(), undefined);
    pending.onProcessEnded('a');
    assert.equal(final()?.[0], 'not_applicable');
  });

  it('is rejected where its agent does not implement the action', () => {
    const { pending, agent, final, deliveries } = createScene();
    const instance = agent('a');
    instance.profile = { ...instance.profile, actions: new Set() };
    pending.addTargets([instance]);
    assert.deepEqual([final(), deliveries.length, instance.sequence], [['rejected', 'controller', 'a'], 0, 0]);
  });
});
