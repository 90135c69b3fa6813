import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { airt } from '@airt/protocol';
import { createTestPeer } from '../../testing/peer.ts';
import { signal } from './signal.ts';

const { SignalKind } = airt.control.v1;
const traceId = Buffer.alloc(16, 0xab);
const spanId = Buffer.alloc(8, 0xcd);
const RUN = 'ab'.repeat(16);

describe('a signal', () => {
  it('that a run has started claims it, and that it has ended gives it up', () => {
    const peer = createTestPeer();
    signal.handle({ kind: SignalKind.RUN_STARTED, traceId }, peer);
    assert.deepEqual([[...peer.instance.openRuns], peer.calls], [[RUN], [`run claimed ${RUN}`]]);
    signal.handle({ kind: SignalKind.RUN_ENDED, traceId }, peer);
    assert.equal(peer.instance.openRuns.size, 0);
  });

  it('that an operation has started becomes an event of the engine', () => {
    const peer = createTestPeer();
    peer.instance.profile = { ...peer.instance.profile, resource: { 'service.name': 's' } };
    const attributes = { 'gen_ai.tool.name': 'web_search', 'gen_ai.agent.name': 'researcher' };
    signal.handle(
      { kind: SignalKind.OPERATION_STARTED, traceId, spanId, operation: 'execute_tool', atUnixMs: 1_790_000_000_000, attributes },
      peer,
    );
    assert.deepEqual(peer.observed, [
      {
        kind: 'operation_started',
        operation: 'tool_call',
        traceId: RUN,
        spanId: 'cd'.repeat(8),
        startMs: 1_790_000_000_000,
        instanceUid: 'agent-1',
        service: 's',
        agentName: 'researcher',
        tool: 'web_search',
      },
    ]);
  });

  it('that cannot be used is ignored', () => {
    const peer = createTestPeer();
    const started = { kind: SignalKind.OPERATION_STARTED, traceId, spanId, operation: 'chat', atUnixMs: 1 };
    for (const message of [
      { ...started, operation: 'constructor' },
      { ...started, spanId: Buffer.alloc(3) },
      { ...started, atUnixMs: Number.NaN },
      { ...started, traceId: Buffer.alloc(0) },
      { ...started, kind: 77 },
      { kind: SignalKind.RUN_STARTED, traceId: Buffer.alloc(2) },
    ])
      signal.handle(message, peer);
    assert.deepEqual([peer.observed, peer.calls, peer.instance.openRuns.size], [[], [], 0]);
  });
});
