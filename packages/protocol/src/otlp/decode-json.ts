import { checkJsonBounds } from './bounds.ts';
import {
  checkedId,
  createCollector,
  emptyAttributes,
  narrow,
  parentOf,
  remoteParent,
  type SpanCollector,
  SpanRejected,
  type SpanSource,
} from './collect.ts';
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
 * of it. A span that cannot be read (a member of the wrong type, a bad id, a too deeply nested attribute) is rejected alone; a resource
 * or scope that cannot be read is rejected with its spans.
 *
 * @throws {OtlpDecodeError} and nothing else, whatever the text is.
 */
export function decodeTraceRequestJson(source: string | object, limits: DecodeLimits = {}): DecodedSpans {
  const request = typeof source === 'string' ? parse(source, limits.maxNodes ?? DEFAULT_MAX_NODES) : source;
  const collector = createCollector();
  for (const resourceSpans of resourcesOf(request)) {
    const { scopeSpans } = isObject(resourceSpans) ? resourceSpans : {};
    readShared(Array.isArray(scopeSpans) ? sum(scopeSpans.map(countSpans)) : 1, collector, () =>
      collectResource(resourceSpans, collector, limits.attributes),
    );
  }
  return collector.result();
}

function resourcesOf(request: unknown): readonly unknown[] {
  try {
    return list(object(request, 'the request').resourceSpans, 'resourceSpans');
  } catch (error) {
    throw error instanceof SpanRejected ? invalid(error.message) : error;
  }
}

type Kept = ReadonlySet<string> | undefined;

function collectResource(resourceSpans: unknown, collector: SpanCollector, kept: Kept): void {
  const { resource: wire, scopeSpans } = object(resourceSpans, 'an entry of resourceSpans');
  const resource = readAttributes(object(wire ?? {}, 'resource').attributes, 'resource.attributes');
  for (const entry of list(scopeSpans, 'scopeSpans'))
    readShared(countSpans(entry), collector, () => collectScope(entry, resource, collector, kept), resource);
}

function collectScope(scopeSpans: unknown, resource: Attributes, collector: SpanCollector, kept: Kept): void {
  const { scope: wire, spans } = object(scopeSpans, 'an entry of scopeSpans');
  const scope = object(wire ?? {}, 'scope');
  const version = text(scope.version, 'scope.version');
  const shared: SpanSource = { resource, scope: { name: text(scope.name, 'scope.name'), ...(version ? { version } : {}) } };
  for (const span of list(spans, 'spans')) collector.add(() => readSpan(object(span, 'an entry of spans'), shared, kept), resource);
}

/** Reads what several spans share, and those spans. Where it cannot be read they are rejected: without it they would be of nobody. */
function readShared(count: number, collector: SpanCollector, read: () => void, resource?: Attributes): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof SpanRejected)) throw error;
    collector.reject(error.message, Math.max(1, count), resource);
  }
}

/** As far as they can be counted. */
const countSpans = (scopeSpans: unknown): number => (isObject(scopeSpans) && Array.isArray(scopeSpans.spans) ? scopeSpans.spans.length : 0);
const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

function parse(source: string, maxNodes: number): unknown {
  checkJsonBounds(source, maxNodes);
  try {
    return JSON.parse(source);
  } catch (error) {
    throw invalid(error instanceof Error ? error.message : String(error));
  }
}

function readSpan(span: Json, shared: SpanSource, kept: Kept): SpanRecord {
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
    attributes: readAttributes(span.attributes, 'attributes', 0, kept),
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

function readAttributes(value: unknown, where: string, depth = 0, kept: Kept = undefined): Attributes {
  const attributes = emptyAttributes();
  for (const item of objects(value, where)) {
    const key = text(item.key, `${where}.key`);
    if (kept === undefined || kept.has(key)) attributes[key] = readValue(item.value, where, depth);
  }
  return attributes;
}

function readValue(value: unknown, where: string, depth: number): AttributeValue {
  if (depth > MAX_ATTRIBUTE_DEPTH) throw new SpanRejected(`an attribute is nested deeper than ${MAX_ATTRIBUTE_DEPTH} levels`);
  if (value === null || value === undefined) return null;
  const any = object(value, where);
  if (isPresent(any.stringValue)) return text(any.stringValue, `${where}.stringValue`);
  if (isPresent(any.boolValue)) return bool(any.boolValue, `${where}.boolValue`);
  if (isPresent(any.intValue)) return narrow(int64(any.intValue, `${where}.intValue`));
  if (isPresent(any.doubleValue)) return double(any.doubleValue, `${where}.doubleValue`);
  if (isPresent(any.bytesValue)) return new Uint8Array(Buffer.from(text(any.bytesValue, `${where}.bytesValue`), 'base64'));
  if (isPresent(any.arrayValue)) {
    const { values } = object(any.arrayValue, `${where}.arrayValue`);
    return list(values, `${where}.arrayValue.values`).map((item) => readValue(item, where, depth + 1));
  }
  if (isPresent(any.kvlistValue)) return readAttributes(object(any.kvlistValue, `${where}.kvlistValue`).values, where, depth + 1);
  return null;
}

const invalid = (message: string): OtlpDecodeError =>
  new OtlpDecodeError('invalid', `not an OTLP JSON ExportTraceServiceRequest: ${message}`);
const isPresent = (value: unknown): boolean => value !== null && value !== undefined;
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every reader of a member throws SpanRejected where it has the wrong type. */
function object(value: unknown, where: string): Json {
  if (isObject(value)) return value;
  throw new SpanRejected(`${where} must be an object`);
}

function list(value: unknown, where: string): readonly unknown[] {
  if (!isPresent(value)) return [];
  if (Array.isArray(value)) return value;
  throw new SpanRejected(`${where} must be an array`);
}

const objects = (value: unknown, where: string): readonly Json[] => list(value, where).map((item) => object(item, `an entry of ${where}`));

function text(value: unknown, where: string): string {
  if (!isPresent(value)) return '';
  if (typeof value === 'string') return value;
  throw new SpanRejected(`${where} must be a string`);
}

function bool(value: unknown, where: string): boolean {
  if (typeof value === 'boolean') return value;
  throw new SpanRejected(`${where} must be true or false`);
}

/** Hex of either case. */
function id(value: unknown, what: string): string {
  if (!isPresent(value)) return '';
  if (typeof value !== 'string' || !/^[0-9a-fA-F]*$/.test(value)) throw new SpanRejected(`${what} is not hex`);
  return value.toLowerCase();
}

/** A small integer: an enum or flags. OTLP forbids enum names, so these mean "unspecified". */
function integer(value: unknown, where: string): number {
  if (!isPresent(value)) return 0;
  const number = typeof value === 'string' ? Number(value) : value;
  if (typeof number === 'number') return Number.isInteger(number) ? number : 0;
  throw new SpanRejected(`${where} must be an integer`);
}

const INT64 = /^-?\d{1,20}$/;

function int64(value: unknown, where: string): bigint {
  if (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 2 ** 64) return BigInt(value);
  if (typeof value === 'string' && INT64.test(value)) return BigInt.asIntN(64, BigInt(value));
  throw new SpanRejected(`${where} must be a 64-bit integer`);
}

function nanos(value: unknown, where: string): bigint {
  return isPresent(value) ? BigInt.asUintN(64, int64(value, where)) : 0n;
}

function double(value: unknown, where: string): number {
  if (typeof value === 'number') return value;
  if (value === 'NaN') return Number.NaN;
  if (value === 'Infinity') return Number.POSITIVE_INFINITY;
  if (value === '-Infinity') return Number.NEGATIVE_INFINITY;
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
  if (Number.isNaN(number)) throw new SpanRejected(`${where} must be a number`);
  return number;
}
