import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { airt } from '@airt/protocol';
import { status } from '@grpc/grpc-js';
import type { TestAgent } from '../testing/agent.ts';
import { connectedAgent, everythingRead, newTraceId, outcomeMessage, sendLoop, withController } from '../testing/control.ts';
import { type TestController, testController } from '../testing/start.ts';
import { createTestTime } from '../testing/time.ts';

const { ActionKind, OutcomeStatus, SignalKind } = airt.control.v1;

const directivesOf = (agent: TestAgent) => agent.received.filter((message) => message.directive);
const outcomesOf = (test: TestController) => test.events.filter(({ type }) => type === 'outcome');

describe('a directive goes', () => {
  it(
    'to the process that the spans came from, and to no other',
    withController(async (test) => {
      const [a, b] = [await connectedAgent(test, { instanceUid: 'a' }), await connectedAgent(test, { instanceUid: 'b' })];
      await sendLoop(test, { 'service.instance.id': 'b' });
      assert.ok((await b.next('directive')).steer);
      assert.equal(directivesOf(a).length, 0);
      a.end();
      b.end();
    }),
  );

  it(
    'to all that claim the run when the spans name no process; the one that applies it decides',
    withController(async (test) => {
      const traceId = newTraceId();
      const openRuns = [{ traceId: Buffer.from(traceId, 'hex') }];
      const [a, b] = [
        await connectedAgent(test, { instanceUid: 'a', openRuns }),
        await connectedAgent(test, { instanceUid: 'b', openRuns }),
      ];
      const other = await connectedAgent(test, { instanceUid: 'c' });
      await sendLoop(test, {}, traceId);
      a.send(outcomeMessage((await a.next('directive')).id, OutcomeStatus.NOT_APPLICABLE, { reason: 'the run moved on' }));
      b.send(outcomeMessage((await b.next('directive')).id, OutcomeStatus.APPLIED));
      const { outcome, instanceUid } = await test.event('outcome');
      assert.deepEqual([outcome.status, instanceUid], ['applied', 'b']);
      assert.equal(directivesOf(other).length, 0);
      assert.equal(outcomesOf(test).length, 1);
      for (const agent of [a, b, other]) agent.end();
    }),
  );

  it('to nobody when the spans name no process and no agent claims the run, not even to one of the same service', async () => {
    const time = createTestTime(Date.now());
    const test = await testController({}, time);
    const resource = { 'service.name': 's' };
    const agent = await connectedAgent(test, { instanceUid: 'a', resource });
    const traceId = await sendLoop(test, resource);
    time.advance(120_000);
    const { outcome, source } = await test.event('outcome');
    assert.deepEqual([outcome.status, source], ['expired', 'controller']);
    assert.ok(outcome.reason?.includes(`the spans name no process, and no connected agent claims run ${traceId}`), outcome.reason);
    assert.equal(directivesOf(agent).length, 0);
    await test.controller.stop({ timeoutMs: 500 });
  });

  it(
    'to the stream that has the run open, whatever it calls itself',
    withController(async (test) => {
      const traceId = newTraceId();
      const openRuns = [{ traceId: Buffer.from(traceId, 'hex') }];
      const owner = await connectedAgent(test, { instanceUid: 'uid-of-stream', openRuns });
      const other = await connectedAgent(test, { instanceUid: 'other' });
      await sendLoop(test, { 'service.instance.id': 'uid-of-spans' }, traceId);
      const directive = await owner.next('directive');
      owner.send(outcomeMessage(directive.id, OutcomeStatus.NOT_APPLICABLE, { reason: 'the run moved on' }));
      assert.equal((await test.event('outcome')).outcome.status, 'not_applicable');
      assert.equal(directivesOf(other).length, 0);
      owner.end();
      other.end();
    }),
  );

  it(
    'to the process that signals the run, before or after the decision',
    withController(async (test) => {
      const [before, after] = [newTraceId(), newTraceId()];
      const runStarted = (traceId: string) => ({ signal: { kind: SignalKind.RUN_STARTED, traceId: Buffer.from(traceId, 'hex') } });
      const [x, y] = [await connectedAgent(test, { instanceUid: 'x' }), await connectedAgent(test, { instanceUid: 'y' })];
      x.send(runStarted(before));
      await everythingRead(x);
      await sendLoop(test, {}, before);
      await x.next('directive');
      await sendLoop(test, {}, after);
      y.send(runStarted(after));
      await y.next('directive');
      assert.deepEqual([directivesOf(x).length, directivesOf(y).length], [1, 1]);
      x.end();
      y.end();
    }),
  );

  it(
    'to nobody who does not implement its action',
    withController(async (test) => {
      const agent = await connectedAgent(test, { instanceUid: 'a', capabilities: { actions: [ActionKind.HALT] } });
      await sendLoop(test, { 'service.instance.id': 'a' });
      const { outcome, source } = await test.event('outcome');
      assert.deepEqual([outcome.status, source, outcome.reason], ['rejected', 'controller', 'the agent does not implement steer']);
      assert.equal(directivesOf(agent).length, 0);
      agent.end();
    }),
  );
});

describe('a directive', () => {
  it(
    'is sent again after a reconnect when it was not received, and not when it was',
    withController(async (test) => {
      const { controller, events } = test;
      const first = await connectedAgent(test, { instanceUid: 'a' });
      await sendLoop(test, { 'service.instance.id': 'a' });
      const one = await first.next('directive');
      await sendLoop(test, { 'service.instance.id': 'a' });
      const two = await first.next('directive');
      assert.deepEqual([one.sequence, two.sequence], [1, 2]);
      first.cut();
      await test.event('agent_disconnected');
      await sendLoop(test, { 'service.instance.id': 'a' });

      const second = await connectedAgent(test, { instanceUid: 'a', lastDirectiveSequence: 1 });
      const resent = await second.next('directive');
      const fresh = await second.next('directive');
      assert.deepEqual([resent.id, resent.sequence, fresh.sequence], [two.id, 2, 3]);
      assert.deepEqual(
        events.filter((event) => event.type === 'delivered').map((event) => event.resent),
        [false, false, true, false],
      );
      // An outcome that is repeated because its arrival was in doubt counts once.
      for (let times = 0; times < 3; times += 1) second.send(outcomeMessage(two.id, OutcomeStatus.APPLIED));
      second.send(outcomeMessage(one.id, OutcomeStatus.FAILED, { reason: 'it broke' }));
      await test.event('outcome', 1);
      assert.equal(outcomesOf(test).length, 2);
      const { deliveries, outcomes } = controller.journal.explain(two.id ?? '').decisions[0] ?? {};
      assert.equal(deliveries?.length, 2);
      assert.equal(outcomes?.filter(({ final }) => !final).length, 1);
      second.end();
    }),
  );

  it('that nobody took expires, and so does one whose agent reports no outcome', async () => {
    const time = createTestTime(Date.now());
    const test = await testController({}, time);
    await sendLoop(test, { 'service.instance.id': 'nobody' });
    time.advance(120_000);
    const nobody = await test.event('outcome');
    assert.deepEqual([nobody.outcome.status, nobody.source], ['expired', 'controller']);
    assert.match(nobody.outcome.reason ?? '', /process nobody, which the spans name, has no stream/);
    const agent = await connectedAgent(test, { instanceUid: 'a' });
    await sendLoop(test, { 'service.instance.id': 'a' });
    const directive = await agent.next('directive');
    agent.send({ heartbeat: {} });
    time.advance(122_000);
    const silent = await test.event('outcome', 1);
    assert.match(silent.outcome.reason ?? '', /reported no outcome/);
    assert.ok(silent.atMs >= (directive.expiresAtUnixMs ?? 0), 'not before it expired');
    await test.controller.stop({ timeoutMs: 500 });
  });

  it('that was given up and was applied all the same is known in the journal as applied', async () => {
    const time = createTestTime(Date.now());
    const test = await testController({ control: { heartbeat_seconds: 0 } }, time);
    const agent = await connectedAgent(test, { instanceUid: 'a' });
    await sendLoop(test, { 'service.instance.id': 'a' });
    const directive = await agent.next('directive');
    time.advance(122_000);
    assert.equal((await test.event('outcome')).outcome.status, 'expired');
    agent.send(outcomeMessage(directive.id, OutcomeStatus.APPLIED));
    await everythingRead(agent);
    assert.equal(test.controller.journal.explain(directive.id ?? '').decisions[0]?.outcome?.outcome.status, 'applied');
    assert.equal(outcomesOf(test).length, 1, 'a final outcome stays final');
    agent.end();
    await test.controller.stop({ timeoutMs: 500 });
  });

  it(
    'of a process that said goodbye is not applicable',
    withController(async (test) => {
      const agent = await connectedAgent(test, { instanceUid: 'a' });
      await sendLoop(test, { 'service.instance.id': 'a' });
      await agent.next('directive');
      agent.send({ goodbye: { reason: 'done' } });
      assert.equal((await agent.ended).code, status.OK);
      assert.equal((await test.event('outcome')).outcome.status, 'not_applicable');
      assert.equal((await test.event('agent_disconnected')).reason, 'done');
      await sendLoop(test, { 'service.instance.id': 'a' });
      assert.equal((await test.event('outcome', 1)).outcome.status, 'not_applicable');
    }),
  );
});
