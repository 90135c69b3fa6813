import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { airt } from '@airt/protocol/control';
import { createCoverage } from '../../coverage.ts';
import { createHello } from './hello.ts';
import { canSend } from './index.ts';
import { runSignal } from './signal.ts';

const TRACE = 'a'.repeat(32);

describe('Hello', () => {
  test('names what is live, what can be done, and the runs that are open', () => {
    const coverage = createCoverage();
    coverage.add({ kind: 'transport', name: 'fetch', version: '', points: ['pre_model_call'], inactiveReason: '' });
    coverage.add({ kind: 'framework', name: 'ai-sdk', version: '', points: ['pre_tool_call'], inactiveReason: 'not loaded' });
    coverage.seen('transport', 'fetch', '24');
    const message = createHello({
      instanceUid: 'i',
      resource: { 'service.name': 's' },
      coverage,
      policyVersions: { p: 'v' },
      openRuns: Array.from({ length: 2_000 }, () => ({ traceId: TRACE, agentName: undefined, conversationId: 'c', startMs: 5.4 })),
    });
    const hello = airt.control.v1.Hello.decode(airt.control.v1.Hello.encode(message).finish());
    assert.deepEqual(hello.coverage?.points, [airt.control.v1.InterventionPoint.PRE_MODEL_CALL]);
    assert.deepEqual(
      hello.coverage?.components?.map(({ name, version, seen, inactiveReason }) => [name, version, seen, inactiveReason]),
      [
        ['fetch', '24', true, ''],
        ['ai-sdk', '', false, 'not loaded'],
      ],
    );
    assert.ok((hello.capabilities?.actions?.length ?? 0) >= 5);
    assert.equal(hello.openRuns?.length, 1_000);
    assert.deepEqual([hello.openRuns?.[0]?.startedAtUnixMs, hello.openRuns?.[0]?.conversationId], [5, 'c']);
    assert.equal(Buffer.from(hello.openRuns?.[0]?.traceId ?? []).toString('hex'), TRACE);
  });
});

test('the features that Welcome named decide what may be sent', () => {
  const signal = { signal: runSignal('started', TRACE, 5.4) };
  assert.deepEqual([canSend(signal, new Set()), canSend(signal, new Set(['signal']))], [false, true]);
  assert.deepEqual([canSend({ budgetReport: {} }, new Set(['signal'])), canSend({ health: {} }, new Set())], [false, true]);
});

test('the signal of a run names it', () => {
  const { RUN_STARTED, RUN_ENDED } = airt.control.v1.SignalKind;
  const started = runSignal('started', TRACE, 5.4);
  assert.deepEqual([started.kind, started.atUnixMs, Buffer.from(started.traceId ?? []).toString('hex')], [RUN_STARTED, 5, TRACE]);
  assert.equal(runSignal('ended', TRACE, 0).kind, RUN_ENDED);
});
