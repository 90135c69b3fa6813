import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createSpanDedup, type SpanDedup } from './span-dedup.ts';
import type { SpanReading } from './spans-to-events.ts';
import { BASE } from './testing/span-record.ts';

interface Given {
  readonly kind: 'model_call' | 'tool_call' | 'agent_end';
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly callId?: string;
}

const reading = (event: Given, inferred = false): SpanReading =>
  ({ event: { ...BASE, tool: 't', root: true, ...event }, inferred }) as SpanReading;

describe('one operation counts once', () => {
  it('where its span comes twice', () => {
    const dedup = createSpanDedup();
    for (const kind of ['model_call', 'tool_call', 'agent_end'] as const) {
      const span = reading({ kind, spanId: kind });
      assert.deepEqual([dedup.isNew(span), dedup.isNew(span)], [true, false]);
    }
  });

  it('where a model call stands below or above another one, in whatever order they come', () => {
    const inner = reading({ kind: 'model_call', spanId: '1', parentSpanId: '2' });
    const outer = reading({ kind: 'model_call', spanId: '2', parentSpanId: '3' });
    for (const order of [
      [inner, outer],
      [outer, inner],
    ]) {
      const dedup = createSpanDedup();
      assert.deepEqual(
        order.map((each) => dedup.isNew(each)),
        [true, false],
      );
    }
  });

  it('and model calls beside each other all count', () => {
    const dedup = createSpanDedup();
    for (const spanId of ['1', '2', '3']) assert.ok(dedup.isNew(reading({ kind: 'model_call', spanId, parentSpanId: '9' })));
  });

  it('where a tool call is both real and inferred, also with ids that come again', () => {
    const call = (dedup: SpanDedup, spanId: string, inferred: boolean) =>
      dedup.isNew(reading({ kind: 'tool_call', spanId, callId: 'call_0' }, inferred));
    const one = createSpanDedup();
    assert.deepEqual(
      [call(one, '1', false), call(one, '2', true), call(one, '3', false), call(one, '4', true)],
      [true, false, true, false],
    );
    const other = createSpanDedup();
    assert.deepEqual([call(other, '1', true), call(other, '2', false), call(other, '3', true)], [true, false, true]);
  });
});
