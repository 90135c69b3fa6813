import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ACTION_KINDS } from '@airt/engine';
import { testDecision } from '../testing/decision.ts';
import { systemTimers } from '../timers.ts';
import { createDirectives } from './directives.ts';
import { createInstances } from './instances.ts';

it('a thousand agents that come back while a thousand directives wait cost what their own directives cost', () => {
  const instances = createInstances(() => 'nonce');
  const delivered: string[] = [];
  const nothing = (): void => {};
  const directives = createDirectives({
    epoch: 1,
    instances,
    now: Date.now,
    timers: systemTimers,
    onDelivered: ({ instanceUid }) => delivered.push(instanceUid ?? ''),
    onOutcome: nothing,
    onFinal: nothing,
  });
  const stream = { send: () => true, end: nothing };
  const agents = Array.from({ length: 1000 }, (_, n) => instances.add(`agent-${n}`, { kind: 'disconnected', sinceMs: 0 }));
  for (const { uid } of agents) {
    const traceId = Buffer.from(uid.padEnd(16)).toString('hex');
    directives.dispatch(testDecision({ id: `dec_${uid}`, traceId, instanceUid: uid, expiresMs: Date.now() + 60_000 }));
  }
  const from = performance.now();
  for (const agent of agents) {
    agent.profile = { ...agent.profile, actions: new Set(ACTION_KINDS) };
    agent.connection = { kind: 'connected', stream, lastReceivedMs: 0 };
    directives.onHello(agent, 0);
  }
  const tookMs = performance.now() - from;
  assert.deepEqual(
    delivered,
    agents.map(({ uid }) => uid),
  );
  directives.close('the test is over');
  assert.equal(directives.pending, 0);
  // With every agent looking at every directive it was several seconds.
  assert.ok(tookMs < 1500, `${Math.round(tookMs)} ms`);
});
