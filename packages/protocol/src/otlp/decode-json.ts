import { checkJsonBounds } from './bounds.ts';
import { checkedId, createCollector, emptyAttributes, narrow, parentOf, remoteParent, SpanRejected, type SpanSource } from './collect.ts';
import {
  type Attributes,
  type AttributeValue,
  DEFAULT_MAX_NODES,
  type DecodedSpans,
  type DecodeLimits,
  MAX_ATTRIBUTE_DEPTH,
  OtlpDecodeError,
  SPAN_KINDS,
  type SpanRecord,
  STATUS_CODES,
} from './span.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads an `ExportTraceServiceRequest` in OTLP's JSON: lowerCamelCase keys, ids in hex of either case, 64-bit integers as strings or
 * numbers, `NaN` and `Infinity` as strings; unknown members are ignored and null means absent. Takes the text, or what JSON.parse made
 * of it.
 *
 * @throws {OtlpDecodeError} and nothing else, whatever the text is.
 */
export function decodeTraceRequestJson(source: string | object, limits: DecodeLimits = {}): DecodedSpans {
  const request = object(typeof source === 'string' ? parse(source, limits.maxNodes ?? DEFAULT_MAX_NODES) : source, 'the request');
  const collector = createCollector();
  try {
    for (const resourceSpans of objects(request.resourceSpans, 'resourceSpans')) {
      const resource = readAttributes(object(resourceSpans.resource ?? {}, 'resource').attributes, 'resource.attributes');
      for (const scopeSpans of objects(resourceSpans.scopeSpans, 'scopeSpans')) {
        const scope = object(scopeSpans.scope ?? {}, 'scope');
        const version = text(scope.version, 'scope.version');
        const shared: SpanSource = { resource, scope: { name: text(scope.name, 'scope.name'), ...(version ? { version } : {}) } };
        for (const span of objects(scopeSpans.spans, 'spans')) collector.add(() => readSpan(span, shared));
      }
    }
  } catch (error) {
    // A resource or scope that nests too deeply belongs to no single span.
    if (error instanceof SpanRejected) throw invalid(error.message);
    throw error;
  }
  return collector.result();
}

function parse(source: string, maxNodes: number): unknown {
  checkJsonBounds(source, maxNodes);
  try {
    return JSON.parse(source);
  } catch (error) {
    throw invalid(error instanceof Error ? error.message : String(error));
  }
}

function readSpan(span: Json, shared: SpanSource): SpanRecord {
  const isRemote = remoteParent(integer(span.flags, 'flags'));
  const status = object(span.status ?? {}, 'status');
  const message = text(status.message, 'status.message');
  return {
    traceId: checkedId(id(span.traceId, 'trace id'), 32, 'trace id'),
    spanId: checkedId(id(span.spanId, 'span id'), 16, 'span id'),
    ...parentOf(id(span.parentSpanId, 'parent span id')),
    ...(isRemote === undefined ? {} : { parentIsRemote: isRemote }),
    name: text(span.name, 'name'),
    kind: SPAN_KINDS[integer(span.kind, 'kind')] ?? 'unspecified',
    startUnixNano: nanos(span.startTimeUnixNano, 'startTimeUnixNano'),
    endUnixNano: nanos(span.endTimeUnixNano, 'endTimeUnixNano'),
    attributes: readAttributes(span.attributes, 'attributes'),
    events: objects(span.events, 'events').map((event) => ({
      name: text(event.name, 'events.name'),
      timeUnixNano: nanos(event.timeUnixNano, 'events.timeUnixNano'),
      attributes: readAttributes(event.attributes, 'events.attributes'),
    })),
    links: objects(span.links, 'links').map((link) => ({
      traceId: id(link.traceId, 'trace id of a link'),
      spanId: id(link.spanId, 'span id of a link'),
      attributes: readAttributes(link.attributes, 'links.attributes'),
    })),
    status: { code: STATUS_CODES[integer(status.code, 'status.code')] ?? 'unset', ...(message ? { message } : {}) },
    ...shared,
  };
}

function readAttributes(value: unknown, where: string, depth = 0): Attributes {
  const attributes = emptyAttributes();
  for (const item of objects(value, where)) attributes[text(item.key, `${where}.key`)] = readValue(item.value, where, depth);
  return attributes;
}

function readValue(value: unknown, where: string, depth: number): AttributeValue {
  if (depth > MAX_ATTRIBUTE_DEPTH) throw new SpanRejected(`an attribute is nested deeper than ${MAX_ATTRIBUTE_DEPTH} levels`);
  if (value === null || value === undefined) return null;
  const any = object(value, where);
  if (given(any.stringValue)) return text(any.stringValue, `${where}.stringValue`);
  if (given(any.boolValue)) return bool(any.boolValue, `${where}.boolValue`);
  if (given(any.intValue)) return narrow(int64(any.intValue, `${where}.intValue`));
  if (given(any.doubleValue)) return double(any.doubleValue, `${where}.doubleValue`);
  if (given(any.bytesValue)) return new Uint8Array(Buffer.from(text(any.bytesValue, `${where}.bytesValue`), 'base64'));
  if (given(any.arrayValue)) {
    const { values } = object(any.arrayValue, `${where}.arrayValue`);
    return list(values, `${where}.arrayValue.values`).map((item) => readValue(item, where, depth + 1));
  }
  if (given(any.kvlistValue)) return readAttributes(object(any.kvlistValue, `${where}.kvlistValue`).values, where, depth + 1);
  return null;
}

const invalid = (message: string): OtlpDecodeError =>
  new OtlpDecodeError('invalid', `not an OTLP JSON ExportTraceServiceRequest: ${message}`);
const given = (value: unknown): boolean => value !== null && value !== undefined;

function object(value: unknown, where: string): Json {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json;
  throw invalid(`${where} must be an object`);
}

function list(value: unknown, where: string): readonly unknown[] {
  if (!given(value)) return [];
  if (Array.isArray(value)) return value;
  throw invalid(`${where} must be an array`);
}

const objects = (value: unknown, where: string): readonly Json[] => list(value, where).map((item) => object(item, `an entry of ${where}`));

function text(value: unknown, where: string): string {
  if (!given(value)) return '';
  if (typeof value === 'string') return value;
  throw invalid(`${where} must be a string`);
}

function bool(value: unknown, where: string): boolean {
  if (typeof value === 'boolean') return value;
  throw invalid(`${where} must be true or false`);
}

/** Hex of either case; what is not hex is refused with its span. */
function id(value: unknown, what: string): string {
  if (!given(value)) return '';
  if (typeof value !== 'string' || !/^[0-9a-fA-F]*$/.test(value)) throw new SpanRejected(`${what} is not hex`);
  return value.toLowerCase();
}

/** A small integer: an enum or flags. OTLP forbids enum names, so these mean "unspecified". */
function integer(value: unknown, where: string): number {
  if (!given(value)) return 0;
  const number = typeof value === 'string' ? Number(value) : value;
  if (typeof number === 'number') return Number.isInteger(number) ? number : 0;
  throw invalid(`${where} must be an integer`);
}

const INT64 = /^-?\d{1,20}$/;

function int64(value: unknown, where: string): bigint {
  if (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 2 ** 64) return BigInt(value);
  if (typeof value === 'string' && INT64.test(value)) return BigInt.asIntN(64, BigInt(value));
  throw invalid(`${where} must be a 64-bit integer`);
}

function nanos(value: unknown, where: string): bigint {
  return given(value) ? BigInt.asUintN(64, int64(value, where)) : 0n;
}

function double(value: unknown, where: string): number {
  if (typeof value === 'number') return value;
  if (value === 'NaN') return Number.NaN;
  if (value === 'Infinity') return Number.POSITIVE_INFINITY;
  if (value === '-Infinity') return Number.NEGATIVE_INFINITY;
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
  if (Number.isNaN(number)) throw invalid(`${where} must be a number`);
  return number;
}
