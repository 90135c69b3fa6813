import { opentelemetry } from '../gen/otlp.js';
import { createNodeCounter, type NodeCounter } from './bounds.ts';
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
import { checkResource, checkScope, checkSpan, Malformed, type ResourceFrame, readFrames, type ScopeFrame } from './frames.ts';
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

type WireSpan = opentelemetry.proto.trace.v1.Span.$Properties;
type WireAttributes = readonly opentelemetry.proto.common.v1.KeyValue.$Properties[] | null | undefined;
type WireValue = opentelemetry.proto.common.v1.AnyValue.$Properties | null | undefined;

/**
 * Reads a protobuf `ExportTraceServiceRequest`. A span that cannot be read (broken bytes, text that is not UTF-8, a bad id, a too deeply
 * nested attribute) is rejected alone; a resource or scope that cannot be read is rejected with its spans.
 *
 * @throws {OtlpDecodeError} and nothing else, whatever the bytes are.
 */
export function decodeTraceRequest(bytes: Uint8Array, limits: DecodeLimits = {}): DecodedSpans {
  const counter = createNodeCounter(limits.maxNodes ?? DEFAULT_MAX_NODES, 'messages');
  const collector = createCollector();
  for (const frame of framesOf(bytes, counter)) collectResource(frame, collector, counter);
  return collector.result();
}

/** One `Span` from its bytes. Throws {@link SpanRejected} where it cannot be read. */
export const decodeOneSpan = (span: Uint8Array, shared: SpanSource, counter: NodeCounter): SpanRecord =>
  readSpan(decodeSpan(span, counter), shared);

/** Attributes of a `Resource` from its bytes; undefined where they cannot be read. */
export const readResourceBytes = (resource: Uint8Array | undefined, counter: NodeCounter): Attributes | undefined =>
  unlessRejected(() => readResource({ resource: resource === undefined ? [] : [resource], scopes: [] }, counter));

/** An `InstrumentationScope` from its bytes; undefined where it cannot be read. */
export const readScopeBytes = (scope: Uint8Array | undefined, counter: NodeCounter): SpanRecord['scope'] | undefined =>
  unlessRejected(() => readScope({ scope: scope === undefined ? [] : [scope], spans: [] }, counter));

function unlessRejected<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof SpanRejected) return undefined;
    throw error;
  }
}

function framesOf(bytes: Uint8Array, counter: NodeCounter): readonly ResourceFrame[] {
  try {
    return readFrames(bytes, counter);
  } catch (error) {
    if (error instanceof Malformed) throw new OtlpDecodeError('invalid', `not a protobuf ExportTraceServiceRequest: ${error.message}`);
    throw error;
  }
}

function collectResource(frame: ResourceFrame, collector: SpanCollector, counter: NodeCounter): void {
  const count = Math.max(
    1,
    frame.scopes.reduce((sum, { spans }) => sum + spans.length, 0),
  );
  readShared('resource', frame.broken, count, collector, () => {
    const resource = readResource(frame, counter);
    for (const scope of frame.scopes) collectScope(scope, resource, collector, counter);
  });
}

function collectScope(frame: ScopeFrame, resource: Attributes, collector: SpanCollector, counter: NodeCounter): void {
  readShared(
    'scope',
    frame.broken,
    Math.max(1, frame.spans.length),
    collector,
    () => {
      const shared: SpanSource = { resource, scope: readScope(frame, counter) };
      for (const bytes of frame.spans) collector.add(() => readSpan(decodeSpan(bytes, counter), shared), resource);
    },
    resource,
  );
}

/** Reads what several spans share, and those spans. Where it cannot be read they are rejected: without it they would be of nobody. */
function readShared(
  what: string,
  broken: string | undefined,
  count: number,
  collector: SpanCollector,
  read: () => void,
  resource?: Attributes,
): void {
  try {
    if (broken !== undefined) throw new SpanRejected(`the ${what} is not readable: ${broken}`);
    read();
  } catch (error) {
    if (!(error instanceof SpanRejected)) throw error;
    collector.reject(error.message, count, resource);
  }
}

function readResource({ resource }: ResourceFrame, counter: NodeCounter): Attributes {
  const { Resource } = opentelemetry.proto.resource.v1;
  return readAttributes(
    decodeMessage('resource', resource, (bytes) => {
      checkResource(bytes, counter);
      return Resource.decode(bytes);
    })?.attributes,
  );
}

function readScope({ scope }: ScopeFrame, counter: NodeCounter): SpanRecord['scope'] {
  const { InstrumentationScope } = opentelemetry.proto.common.v1;
  const decoded = decodeMessage('scope', scope, (bytes) => {
    checkScope(bytes, counter);
    return InstrumentationScope.decode(bytes);
  });
  return { name: decoded?.name ?? '', ...(decoded?.version ? { version: decoded.version } : {}) };
}

function decodeSpan(span: Uint8Array, counter: NodeCounter): WireSpan {
  return attempt('span', () => {
    checkSpan(span, counter);
    return opentelemetry.proto.trace.v1.Span.decode(span);
  });
}

/** A message that was sent in parts is the one that its bytes make together. */
function decodeMessage<Message>(what: string, parts: readonly Uint8Array[], decode: (bytes: Uint8Array) => Message): Message | undefined {
  const [first] = parts;
  if (first === undefined) return undefined;
  return attempt(what, () => decode(parts.length === 1 ? first : Buffer.concat(parts)));
}

function attempt<Message>(what: string, decode: () => Message): Message {
  try {
    return decode();
  } catch (error) {
    if (error instanceof OtlpDecodeError) throw error;
    throw new SpanRejected(`the ${what} is not readable: ${reasonOf(error)}`);
  }
}

/** The decoder of texts is strict; its message does not name the encoding as people know it. */
function reasonOf(error: unknown): string {
  if (error instanceof TypeError && /utf-8/i.test(error.message)) return 'a text is not UTF-8';
  return error instanceof Error ? error.message : String(error);
}

function readSpan(span: WireSpan, shared: SpanSource): SpanRecord {
  const isRemote = remoteParent(span.flags ?? 0);
  return {
    traceId: checkedId(hex(span.traceId), 32, 'trace id'),
    spanId: checkedId(hex(span.spanId), 16, 'span id'),
    ...parentOf(hex(span.parentSpanId)),
    ...(isRemote === undefined ? {} : { parentIsRemote: isRemote }),
    name: span.name ?? '',
    kind: SPAN_KINDS[span.kind ?? 0] ?? 'unspecified',
    startUnixNano: unsigned(span.startTimeUnixNano),
    endUnixNano: unsigned(span.endTimeUnixNano),
    attributes: readAttributes(span.attributes),
    events: (span.events ?? []).map((event) => ({
      name: event.name ?? '',
      timeUnixNano: unsigned(event.timeUnixNano),
      attributes: readAttributes(event.attributes),
    })),
    links: (span.links ?? []).map((link) => ({
      traceId: hex(link.traceId),
      spanId: hex(link.spanId),
      attributes: readAttributes(link.attributes),
    })),
    status: { code: STATUS_CODES[span.status?.code ?? 0] ?? 'unset', ...(span.status?.message ? { message: span.status.message } : {}) },
    ...shared,
  };
}

function readAttributes(list: WireAttributes, depth = 0): Attributes {
  const attributes = emptyAttributes();
  for (const { key, value } of list ?? []) attributes[key ?? ''] = readValue(value, depth);
  return attributes;
}

function readValue(value: WireValue, depth: number): AttributeValue {
  if (depth > MAX_ATTRIBUTE_DEPTH) throw new SpanRejected(`an attribute is nested deeper than ${MAX_ATTRIBUTE_DEPTH} levels`);
  if (value === null || value === undefined) return null;
  if (typeof value.stringValue === 'string') return value.stringValue;
  if (typeof value.boolValue === 'boolean') return value.boolValue;
  if (value.intValue !== null && value.intValue !== undefined) return narrow(BigInt(value.intValue.toString()));
  if (typeof value.doubleValue === 'number') return value.doubleValue;
  if (value.bytesValue) return new Uint8Array(value.bytesValue);
  if (value.arrayValue) return (value.arrayValue.values ?? []).map((item) => readValue(item, depth + 1));
  if (value.kvlistValue) return readAttributes(value.kvlistValue.values, depth + 1);
  return null;
}

const hex = (bytes: Uint8Array | null | undefined): string =>
  bytes ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex') : '';

/** A `fixed64` as the generated code gives it: a Long, or a number where the message was never decoded. */
function unsigned(value: { readonly low: number; readonly high: number } | number | null | undefined): bigint {
  if (value === null || value === undefined) return 0n;
  if (typeof value === 'number') return BigInt(value);
  return (BigInt(value.high >>> 0) << 32n) | BigInt(value.low >>> 0);
}
