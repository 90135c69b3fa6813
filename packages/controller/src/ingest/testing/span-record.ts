/** For tests: spans as they come from the decoder. */
import assert from 'node:assert/strict';
import { decodeTraceRequestJson, type SpanRecord } from '@airt/protocol';

export type Plain = Readonly<Record<string, unknown>>;

/** What every span of {@link spanRecord} has, as the base of its event. */
export const BASE = {
  traceId: 'a'.repeat(32),
  spanId: 'b'.repeat(16),
  instanceUid: 'agent-1',
  service: 'research',
  startMs: 1790000000000.5,
  endMs: 1790000000002.25,
};

/** @param more Members of the span in OTLP JSON. */
export function spanRecord(attributes: Plain, more: Plain = {}, scope = 'test'): SpanRecord {
  const span = {
    traceId: BASE.traceId,
    spanId: BASE.spanId,
    name: 'n',
    startTimeUnixNano: '1790000000000500000',
    endTimeUnixNano: '1790000000002250000',
    ...more,
    attributes: keyValues(attributes),
  };
  const resource = { attributes: keyValues({ 'service.name': BASE.service, 'service.instance.id': BASE.instanceUid }) };
  const { spans } = decodeTraceRequestJson({ resourceSpans: [{ resource, scopeSpans: [{ scope: { name: scope }, spans: [span] }] }] });
  const [first] = spans;
  assert.ok(first);
  return first;
}

const keyValues = (all: Plain) => Object.entries(all).map(([key, plain]) => ({ key, value: anyValue(plain) }));

function anyValue(plain: unknown): object {
  if (plain === null) return {};
  if (typeof plain === 'string') return { stringValue: plain };
  if (typeof plain === 'boolean') return { boolValue: plain };
  if (typeof plain === 'number') return Number.isSafeInteger(plain) ? { intValue: plain } : { doubleValue: plain };
  if (Array.isArray(plain)) return { arrayValue: { values: plain.map(anyValue) } };
  return { kvlistValue: { values: Object.entries(plain as Plain).map(([key, item]) => ({ key, value: anyValue(item) })) } };
}
