import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { opentelemetry } from '../gen/otlp.js';
import { decodeTraceRequest } from './decode-protobuf.ts';
import { type KeptKeys, keyTables } from './kept-keys.ts';
import { onlyKept, readTraceRequest } from './read-request.ts';
import { type DecodedSpans, OtlpDecodeError, type SpanRecord } from './span.ts';

const { ExportTraceServiceRequest } = opentelemetry.proto.collector.trace.v1;

const KEPT: KeptKeys = {
  attributes: ['a', 'bb', 'gen_ai.operation.name', 'digest', 'list'],
  content: { content: ['digest'], always: [] },
  eventAttributes: ['exception.type'],
};
const TABLES = keyTables(KEPT);

/** A record as both readers have to see it: content that something stands for is no matter of the comparison. */
function comparable(span: SpanRecord): object {
  const { attributes, events, ...rest } = onlyKept(span, TABLES);
  const { content, ...others } = attributes as Record<string, unknown>;
  const digest = attributes.digest;
  const isCovered = digest !== undefined && digest !== null && digest !== '';
  return {
    ...rest,
    attributes: Object.entries({ ...others, ...(isCovered || content === undefined ? {} : { content }) }).sort(([a], [b]) =>
      a < b ? -1 : 1,
    ),
    events: events.map(({ attributes: own, ...event }) => ({ ...event, attributes: Object.entries(own) })),
    resource: Object.entries(span.resource),
  };
}

type Result = DecodedSpans | OtlpDecodeError;

function attempt(read: () => DecodedSpans): Result {
  try {
    return read();
  } catch (error) {
    assert.ok(error instanceof OtlpDecodeError, String(error));
    return error;
  }
}

/** Every span that the decoder of messages accepts is accepted here, and is the same. */
function compare(bytes: Uint8Array): void {
  const whole = attempt(() => decodeTraceRequest(bytes));
  const kept = attempt(() => readTraceRequest(bytes, KEPT));
  if (whole instanceof OtlpDecodeError) {
    // Only what is skipped can be a reason to reject a request for one of them.
    if (kept instanceof OtlpDecodeError) assert.equal(kept.reason, whole.reason);
    return;
  }
  assert.ok(!(kept instanceof OtlpDecodeError), 'rejected as a whole');
  const found = kept.spans.map(comparable);
  if (kept.rejected === whole.rejected) assert.deepEqual(found, whole.spans.map(comparable));
  else assert.ok(kept.rejected < whole.rejected && kept.spans.length > whole.spans.length);
}

const value: fc.Arbitrary<object> = fc.oneof(
  fc.record({ stringValue: fc.string({ unit: 'grapheme', maxLength: 400 }) }),
  fc.record({ stringValue: fc.string({ maxLength: 20 }) }),
  fc.record({ boolValue: fc.boolean() }),
  fc.record({ intValue: fc.integer() }),
  fc.record({ intValue: fc.integer({ min: -(2 ** 52), max: 2 ** 52 }) }),
  fc.record({ doubleValue: fc.double() }),
  fc.record({ bytesValue: fc.uint8Array({ maxLength: 20 }) }),
  fc.record({ arrayValue: fc.record({ values: fc.array(fc.record({ stringValue: fc.string() }), { maxLength: 3 }) }) }),
  fc.record({ arrayValue: fc.record({ values: fc.array(fc.record({ intValue: fc.integer() }), { maxLength: 2 }) }) }),
  fc.record({
    kvlistValue: fc.record({
      values: fc.array(fc.record({ key: fc.string(), value: fc.record({ boolValue: fc.boolean() }) }), { maxLength: 2 }),
    }),
  }),
  fc.constant({}),
);
const key = fc.oneof(
  fc.constantFrom(...TABLES.names, 'exception.type', 'gen_ai.input.messages', '__proto__'),
  fc.string({ maxLength: 12 }),
);
const attributes = fc.array(fc.record({ key, value }), { maxLength: 8 });
const id = (length: number) =>
  fc.oneof(
    { weight: 20, arbitrary: fc.uint8Array({ minLength: length, maxLength: length }) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 20 }) },
  );
const nano = fc.integer({ min: 0, max: 2 ** 53 - 1 });
const span = fc.record(
  {
    traceId: id(16),
    spanId: id(8),
    parentSpanId: fc.oneof(id(8), fc.constant(new Uint8Array(8))),
    name: fc.string({ unit: 'grapheme' }),
    kind: fc.integer({ min: 0, max: 7 }),
    startTimeUnixNano: nano,
    endTimeUnixNano: nano,
    attributes,
    events: fc.array(fc.record({ name: fc.constantFrom('exception', 'other'), timeUnixNano: nano, attributes }), { maxLength: 2 }),
    links: fc.array(fc.record({ traceId: id(16), spanId: id(8), attributes }), { maxLength: 2 }),
    status: fc.record({ code: fc.integer({ min: 0, max: 4 }), message: fc.string() }, { requiredKeys: [] }),
    flags: fc.constantFrom(0, 1, 0x100, 0x300),
    traceState: fc.string(),
  },
  { requiredKeys: ['traceId', 'spanId'] },
);
const request = fc.record({
  resourceSpans: fc.array(
    fc.record({
      resource: fc.record({ attributes }),
      scopeSpans: fc.array(
        fc.record({ scope: fc.record({ name: fc.string(), version: fc.string() }), spans: fc.array(span, { maxLength: 4 }) }),
        { maxLength: 2 },
      ),
    }),
    { maxLength: 2 },
  ),
});

describe('a request of which only some attributes are read', () => {
  it('has the spans that the decoder of messages reads', () => {
    fc.assert(
      fc.property(request, (message) => compare(ExportTraceServiceRequest.encode(message as never).finish())),
      { numRuns: Number(process.env.AIRT_FUZZ_RUNS ?? 400) },
    );
  });

  it('has them also where bytes of it are broken', () => {
    const change = fc.record({ at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }), cut: fc.boolean() });
    fc.assert(
      fc.property(request, fc.array(change, { minLength: 1, maxLength: 3 }), (message, changes) => {
        let bytes = ExportTraceServiceRequest.encode(message as never)
          .finish()
          .slice();
        for (const { at, byte, cut } of changes) {
          if (bytes.length === 0) return;
          if (cut) bytes = bytes.slice(0, at % bytes.length);
          else bytes[at % bytes.length] = byte;
        }
        compare(bytes);
      }),
      { numRuns: Number(process.env.AIRT_FUZZ_RUNS ?? 800) },
    );
  });

  it('does not decode content that a digest stands for, nor any other attribute', () => {
    const text = (name: string, stringValue: string) => ({ key: name, value: { stringValue } });
    const bytes = ExportTraceServiceRequest.encode({
      resourceSpans: [
        {
          scopeSpans: [
            {
              spans: [
                {
                  traceId: new Uint8Array(16).fill(1),
                  spanId: new Uint8Array(8).fill(2),
                  name: 'n',
                  attributes: [text('content', 'SPOILED'), text('unknown', 'SPOILED'), text('digest', 'd'), text('always', 'x')],
                },
              ],
            },
          ],
        },
      ],
    } as never).finish();
    const request = Buffer.from(bytes);
    for (let at = request.indexOf('SPOILED'); at !== -1; at = request.indexOf('SPOILED')) request[at] = 0xff;
    const { spans, rejected } = readTraceRequest(request, KEPT);
    assert.equal(rejected, 0, 'text that is not UTF-8 is no reason to reject a span where nobody reads it');
    assert.deepEqual({ ...spans[0]?.attributes }, { digest: 'd', always: 'x' });
  });
});
