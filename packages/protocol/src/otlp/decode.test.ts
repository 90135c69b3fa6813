import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { opentelemetry } from '../gen/otlp.js';
import { decodeTraceRequestJson } from './decode-json.ts';
import { decodeTraceRequest } from './decode-protobuf.ts';
import { type DecodedSpans, MAX_ATTRIBUTE_DEPTH, OtlpDecodeError } from './span.ts';

const { ExportTraceServiceRequest } = opentelemetry.proto.collector.trace.v1;

/** An attribute value in OTLP JSON and, beside it, as the protobuf classes take it. */
interface Both {
  readonly json: unknown;
  readonly wire: opentelemetry.proto.common.v1.AnyValue.$Properties;
}

const anyValue: fc.Arbitrary<Both> = fc.letrec<{ value: Both; list: Both; map: Both; leaf: Both }>((tie) => ({
  leaf: fc.oneof(
    fc.string().map((text) => ({ json: { stringValue: text }, wire: { stringValue: text } })),
    fc.boolean().map((flag) => ({ json: { boolValue: flag }, wire: { boolValue: flag } })),
    fc
      .bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
      .map((int) => ({ json: { intValue: String(int) }, wire: { intValue: long(BigInt.asUintN(64, int), false) } })),
    fc.maxSafeInteger().map((int) => ({ json: { intValue: int }, wire: { intValue: long(BigInt.asUintN(64, BigInt(int)), false) } })),
    fc.double().map((number) => ({
      // JSON.stringify would write a negative zero as 0.
      json: { doubleValue: Number.isFinite(number) ? (Object.is(number, -0) ? '-0' : number) : String(number) },
      wire: { doubleValue: number },
    })),
    fc.uint8Array().map((bytes) => ({ json: { bytesValue: Buffer.from(bytes).toString('base64') }, wire: { bytesValue: bytes } })),
    fc.constant({ json: {}, wire: {} }),
  ),
  list: fc.array(tie('value'), { maxLength: 4 }).map((items) => ({
    json: { arrayValue: { values: items.map((item) => item.json) } },
    wire: { arrayValue: { values: items.map((item) => item.wire) } },
  })),
  map: fc.array(fc.tuple(fc.string(), tie('value')), { maxLength: 4 }).map((entries) => ({
    json: { kvlistValue: { values: entries.map(([key, item]) => ({ key, value: item.json })) } },
    wire: { kvlistValue: { values: entries.map(([key, item]) => ({ key, value: item.wire })) } },
  })),
  value: fc.oneof({ maxDepth: 4, withCrossShrink: true }, tie('leaf'), tie('list'), tie('map')),
})).value;

/** A Long by its parts: what the generated classes take without the library. */
const long = (value: bigint, unsigned = true) =>
  ({ low: Number(BigInt.asIntN(32, value)), high: Number(BigInt.asIntN(32, value >> 32n)), unsigned }) as never;

const id = (bytes: number) => fc.uint8Array({ minLength: bytes, maxLength: bytes }).filter((all) => all.some((byte) => byte !== 0));
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const nanos = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
const attributes = fc.array(fc.tuple(fc.oneof(fc.string(), fc.constant('__proto__')), anyValue), { maxLength: 5 });
const keyValues = (entries: readonly (readonly [string, Both])[], as: 'json' | 'wire') =>
  entries.map(([key, value]) => ({ key, value: value[as] })) as never;

const request = fc
  .record({
    traceId: id(16),
    spanId: id(8),
    parent: fc.option(id(8), { nil: undefined }),
    upper: fc.boolean(),
    name: fc.string(),
    kind: fc.integer({ min: 0, max: 5 }),
    flags: fc.constantFrom(0, 1, 0x100, 0x300, 0x301),
    start: nanos,
    end: nanos,
    attributes,
    resource: attributes,
    event: attributes,
    status: fc.integer({ min: 0, max: 2 }),
    message: fc.string(),
  })
  .map((span) => {
    const cased = (bytes: Uint8Array) => (span.upper ? hex(bytes).toUpperCase() : hex(bytes));
    const json = {
      resourceSpans: [
        {
          resource: { attributes: keyValues(span.resource, 'json') },
          scopeSpans: [
            {
              scope: { name: 'scope', version: '1' },
              spans: [
                {
                  traceId: cased(span.traceId),
                  spanId: cased(span.spanId),
                  ...(span.parent ? { parentSpanId: cased(span.parent) } : {}),
                  name: span.name,
                  kind: span.kind,
                  flags: span.flags,
                  startTimeUnixNano: String(span.start),
                  endTimeUnixNano: String(span.end),
                  attributes: keyValues(span.attributes, 'json'),
                  events: [{ name: 'event', timeUnixNano: String(span.start), attributes: keyValues(span.event, 'json') }],
                  links: [{ traceId: cased(span.traceId), spanId: cased(span.spanId) }],
                  status: { code: span.status, message: span.message },
                  unknownMember: { anything: [1, 2, 3] },
                },
              ],
            },
          ],
        },
      ],
    };
    const wire = {
      resourceSpans: [
        {
          resource: { attributes: keyValues(span.resource, 'wire') },
          scopeSpans: [
            {
              scope: { name: 'scope', version: '1' },
              spans: [
                {
                  traceId: span.traceId,
                  spanId: span.spanId,
                  ...(span.parent ? { parentSpanId: span.parent } : {}),
                  name: span.name,
                  kind: span.kind,
                  flags: span.flags,
                  startTimeUnixNano: long(span.start),
                  endTimeUnixNano: long(span.end),
                  attributes: keyValues(span.attributes, 'wire'),
                  events: [{ name: 'event', timeUnixNano: long(span.start), attributes: keyValues(span.event, 'wire') }],
                  links: [{ traceId: span.traceId, spanId: span.spanId }],
                  status: { code: span.status, message: span.message },
                },
              ],
            },
          ],
        },
      ],
    };
    return { json, wire };
  });

const encode = (message: object): Uint8Array => ExportTraceServiceRequest.encode(message).finish();
const oneSpan = (span: object) => ({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] });
const good = { traceId: '5B8EFFF798038103D269B633813FC60C', spanId: 'EEE19B7EC3C1B174', name: 'x' };

describe('protobuf and JSON', () => {
  it('give the same spans for the same request', () => {
    fc.assert(
      fc.property(request, ({ json, wire }) => {
        const fromJson = decodeTraceRequestJson(JSON.stringify(json));
        const fromWire = decodeTraceRequest(encode(wire));
        assert.equal(fromWire.spans.length, 1);
        assert.deepEqual(fromJson, fromWire);
        assert.deepEqual(decodeTraceRequestJson(json), fromWire);
      }),
      { numRuns: 300 },
    );
  });

  it('never throw anything but OtlpDecodeError, whatever the bytes', () => {
    const survives = (read: () => DecodedSpans) => {
      try {
        read();
      } catch (error) {
        assert.ok(error instanceof OtlpDecodeError, String(error));
      }
    };
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.json(), request, fc.nat(), fc.nat({ max: 255 }), (bytes, text, whole, at, byte) => {
        survives(() => decodeTraceRequest(bytes));
        survives(() => decodeTraceRequestJson(text));
        survives(() => decodeTraceRequestJson(Buffer.from(bytes).toString()));
        // A real request with one byte changed, and cut off, reaches much deeper than random bytes do.
        const broken = encode(whole.wire).slice();
        if (broken.length > 0) broken[at % broken.length] = byte;
        survives(() => decodeTraceRequest(broken));
        survives(() => decodeTraceRequest(broken.subarray(0, at % (broken.length + 1))));
        const json = JSON.stringify(whole.json);
        survives(() =>
          decodeTraceRequestJson(json.slice(0, at % json.length) + String.fromCharCode(byte) + json.slice((at % json.length) + 1)),
        );
      }),
      { numRuns: 500 },
    );
  });
});

describe('decodeTraceRequestJson', () => {
  it('reads the example of the OTLP specification: ids of either case, integers as strings', () => {
    const { spans } = decodeTraceRequestJson(
      JSON.stringify({
        resourceSpans: [
          {
            resource: { attributes: [{ key: 'service.name', value: { stringValue: 'my.service' } }] },
            scopeSpans: [
              {
                scope: { name: 'my.library', version: '1.0.0' },
                spans: [
                  {
                    ...good,
                    parentSpanId: 'EEE19B7EC3C1B173',
                    kind: 2,
                    startTimeUnixNano: '1544712660000000000',
                    endTimeUnixNano: 1544712661e9,
                  },
                ],
              },
            ],
          },
        ],
      }),
    );
    const [span] = spans;
    assert.equal(span?.traceId, '5b8efff798038103d269b633813fc60c');
    assert.equal(span?.parentSpanId, 'eee19b7ec3c1b173');
    assert.equal(span?.kind, 'server');
    assert.equal(span?.startUnixNano, 1544712660000000000n);
    assert.equal(span?.endUnixNano, 1544712661000000000n);
    assert.equal(span?.resource['service.name'], 'my.service');
    assert.deepEqual(span?.scope, { name: 'my.library', version: '1.0.0' });
  });

  it('takes null for absent and an empty request for no spans', () => {
    assert.equal(decodeTraceRequestJson('{}').spans.length, 0);
    const { spans } = decodeTraceRequestJson({
      resourceSpans: [{ resource: null, scopeSpans: [{ scope: null, spans: [{ ...good, attributes: null, status: null }] }] }],
    });
    assert.equal(spans.length, 1);
  });

  it('refuses snake_case only by not seeing it', () => {
    assert.equal(decodeTraceRequestJson({ resource_spans: [{}] }).spans.length, 0);
  });

  it('says where a member has the wrong type', () => {
    const { rejected, message } = decodeTraceRequestJson(oneSpan({ ...good, attributes: [{ key: 'k', value: { intValue: 'seven' } }] }));
    assert.deepEqual([rejected, message], [1, '1 span rejected: attributes.intValue must be a 64-bit integer']);
  });
});

describe('a span that cannot be used', () => {
  it('is refused alone, counted and explained', () => {
    const spans = [good, { ...good, traceId: '00000000000000000000000000000000' }, { ...good, spanId: 'abc' }, { ...good, spanId: 'zz' }];
    const result = decodeTraceRequestJson({ resourceSpans: [{ scopeSpans: [{ spans }] }] });
    assert.equal(result.spans.length, 1);
    assert.equal(result.rejected, 3);
    assert.match(result.message, /^3 spans rejected: .*all zero/);
  });

  it('is refused alone when an attribute is nested too deeply, in both encodings', () => {
    let json: object = { intValue: 1 };
    for (let level = 0; level <= MAX_ATTRIBUTE_DEPTH; level += 1) json = { arrayValue: { values: [json] } };
    const bytes = (text: string) => Buffer.from(text, 'hex');
    const deep = (value: object, ids: object) => oneSpan({ ...good, ...ids, attributes: [{ key: 'deep', value }] });
    assert.equal(decodeTraceRequestJson(deep(json, {})).rejected, 1);
    assert.equal(decodeTraceRequest(encode(deep(json, { traceId: bytes(good.traceId), spanId: bytes(good.spanId) }))).rejected, 1);
  });
});

describe('what cannot be decoded costs only itself', () => {
  const scopeOf = (spans: readonly object[], name = 'scope') => ({ scope: { name }, spans });
  const resourceOf = (service: string, ...scopeSpans: object[]) => ({
    resource: { attributes: [{ key: 'service.name', value: { stringValue: service } }] },
    scopeSpans,
  });
  const span = (n: number, more: object = {}) => ({ traceId: Buffer.alloc(16, 1), spanId: Buffer.alloc(8, n), name: `span ${n}`, ...more });
  const namesOf = ({ spans }: DecodedSpans) => spans.map(({ name }) => name);
  /** The request with a text in it spoiled: its bytes stay as long as they are, and are not UTF-8 any more. */
  const spoiled = (request: object, text: string): Uint8Array => {
    const bytes = Buffer.from(encode(request));
    const at = bytes.indexOf(text);
    assert.ok(at > 0 && bytes.indexOf(text, at + 1) === -1, text);
    bytes[at] = 0xff;
    return bytes;
  };

  it('a span with text that is not UTF-8, wherever it stands in it', () => {
    const places: readonly object[] = [
      { name: 'SPOILED' },
      { attributes: [{ key: 'SPOILED', value: { stringValue: 'x' } }] },
      { attributes: [{ key: 'k', value: { arrayValue: { values: [{ stringValue: 'SPOILED' }] } } }] },
      { events: [{ name: 'SPOILED' }] },
      { links: [{ traceId: Buffer.alloc(16, 1), spanId: Buffer.alloc(8, 1), traceState: 'SPOILED' }] },
      { status: { code: 2, message: 'SPOILED' } },
    ];
    for (const more of places) {
      const request = { resourceSpans: [resourceOf('a', scopeOf([span(1), span(2, more), span(3)])), resourceOf('b', scopeOf([span(4)]))] };
      const decoded = decodeTraceRequest(spoiled(request, 'SPOILED'));
      assert.deepEqual(namesOf(decoded), ['span 1', 'span 3', 'span 4'], JSON.stringify(more));
      assert.deepEqual([decoded.rejected, decoded.message], [1, '1 span rejected: the span is not readable: a text is not UTF-8']);
    }
  });

  it('a span whose bytes are broken', () => {
    const bytes = Buffer.from(encode({ resourceSpans: [resourceOf('a', scopeOf([span(1), span(2, { name: 'BROKEN' }), span(3)]))] }));
    const at = bytes.indexOf('BROKEN');
    // The length of the name, made to reach beyond its span.
    bytes[at - 1] = 120;
    const decoded = decodeTraceRequest(bytes);
    assert.deepEqual(namesOf(decoded), ['span 1', 'span 3']);
    assert.match(decoded.message, /^1 span rejected: the span is not readable: a length that reaches beyond its message$/);
  });

  it('a resource or a scope, with the spans that are under it', () => {
    const request = {
      resourceSpans: [
        resourceOf('a', scopeOf([span(1)], 'SPOILED'), scopeOf([span(2)])),
        resourceOf('b', scopeOf([span(3), span(4)])),
        resourceOf('c', scopeOf([span(5)])),
      ],
    };
    const scope = decodeTraceRequest(spoiled(request, 'SPOILED'));
    assert.deepEqual(namesOf(scope), ['span 2', 'span 3', 'span 4', 'span 5']);
    assert.deepEqual([scope.rejected, scope.message], [1, '1 span rejected: the scope is not readable: a text is not UTF-8']);
    const named = {
      resourceSpans: [request.resourceSpans[0], resourceOf('SERVICE', scopeOf([span(3), span(4)])), request.resourceSpans[2]],
    };
    const resource = decodeTraceRequest(spoiled(named, 'SERVICE'));
    assert.deepEqual(namesOf(resource), ['span 1', 'span 2', 'span 5']);
    assert.deepEqual(
      [resource.rejected, resource.message],
      [2, '2 spans rejected: the resource is not readable: a text is not UTF-8 (2 times)'],
    );
  });

  it('the same in JSON', () => {
    const json = (n: number, more: object = {}) => ({ ...good, name: `span ${n}`, ...more });
    const scopes = (...spans: unknown[]) => [{ scope: { name: 's' }, spans }];
    const decoded = decodeTraceRequestJson({
      resourceSpans: [
        {
          scopeSpans: scopes(
            json(1),
            json(2, { name: 7 }),
            'no span',
            json(3, { attributes: [{ key: 'k', value: { boolValue: 'yes' } }] }),
            json(4),
          ),
        },
        { resource: { attributes: 'none' }, scopeSpans: scopes(json(5), json(6)) },
        { scopeSpans: [{ scope: { name: 8 }, spans: [json(7)] }, ...scopes(json(8))] },
        { scopeSpans: 'none' },
        null,
        { scopeSpans: scopes(json(9)) },
      ],
    });
    assert.deepEqual(namesOf(decoded), ['span 1', 'span 4', 'span 8', 'span 9']);
    assert.equal(decoded.rejected, 3 + 2 + 1 + 1 + 1);
    assert.match(decoded.message, /^8 spans rejected: name must be a string; an entry of spans must be an object; /);
  });

  it('any single byte, in whatever span it is', () => {
    const request = encode({ resourceSpans: [resourceOf('a', scopeOf([span(1), span(2, { name: 'VICTIM' }), span(3)]))] });
    const name = Buffer.from(request).indexOf('VICTIM');
    const [start, end] = [name - 30, name + 6];
    fc.assert(
      fc.property(fc.integer({ min: start, max: end - 1 }), fc.integer({ min: 0, max: 255 }), (at, byte) => {
        const broken = request.slice();
        broken[at] = byte;
        const { spans, rejected } = decodeTraceRequest(broken);
        assert.equal(spans.length + rejected, 3);
        assert.deepEqual([spans[0]?.name, spans.at(-1)?.name], ['span 1', 'span 3']);
      }),
      { numRuns: 300 },
    );
  });

  it('a resource that was sent in two parts is one', () => {
    const part = (service: object) => encode({ resourceSpans: [{ resource: service }] }).subarray(2);
    const [one, two] = ['one', 'two'].map((key) => part({ attributes: [{ key, value: { stringValue: key } }] }));
    const rest = encode({ resourceSpans: [{ scopeSpans: [scopeOf([span(1)])] }] }).subarray(2);
    const body = Buffer.concat([one ?? Buffer.alloc(0), two ?? Buffer.alloc(0), rest]);
    const { spans } = decodeTraceRequest(Buffer.concat([Buffer.from([0x0a, body.length]), body]));
    assert.deepEqual({ ...spans[0]?.resource }, { one: 'one', two: 'two' });
  });
});

describe('bounds', () => {
  it('refuse a small request that would become millions of objects', () => {
    const bytes = new Uint8Array(4_000_000);
    for (let at = 0; at < bytes.length; at += 2) bytes[at] = 0x0a;
    const tooLarge = (error: unknown) => error instanceof OtlpDecodeError && error.reason === 'too_large';
    assert.throws(() => decodeTraceRequest(bytes, { maxNodes: 1_000_000 }), tooLarge);
    assert.throws(() => decodeTraceRequestJson('['.repeat(5_000_000)), tooLarge);
    assert.throws(() => decodeTraceRequestJson(`{"resourceSpans":[${'{},'.repeat(2_000_000)}{}]}`, { maxNodes: 1_000_000 }), tooLarge);
  });

  it('do not count braces inside of strings', () => {
    const name = '{"a":[{}]}\\"'.repeat(1000);
    assert.equal(decodeTraceRequestJson(JSON.stringify(oneSpan({ ...good, name })), { maxNodes: 10 }).spans[0]?.name, name);
  });
});
