import { opentelemetry } from '../gen/otlp.js';
import { checkProtobufBounds } from './bounds.ts';
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

type WireSpan = opentelemetry.proto.trace.v1.Span.$Properties;
type WireAttributes = readonly opentelemetry.proto.common.v1.KeyValue.$Properties[] | null | undefined;
type WireValue = opentelemetry.proto.common.v1.AnyValue.$Properties | null | undefined;

/**
 * Reads a protobuf `ExportTraceServiceRequest`. A span with a bad id or a too deeply nested attribute is refused alone.
 *
 * @throws {OtlpDecodeError} and nothing else, whatever the bytes are.
 */
export function decodeTraceRequest(bytes: Uint8Array, limits: DecodeLimits = {}): DecodedSpans {
  checkProtobufBounds(bytes, limits.maxNodes ?? DEFAULT_MAX_NODES);
  try {
    return collect(opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest.decode(bytes));
  } catch (error) {
    if (error instanceof OtlpDecodeError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new OtlpDecodeError('invalid', `not a protobuf ExportTraceServiceRequest: ${why}`);
  }
}

function collect(request: opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest.$Properties): DecodedSpans {
  const collector = createCollector();
  for (const resourceSpans of request.resourceSpans ?? []) {
    const resource = readAttributes(resourceSpans.resource?.attributes);
    for (const scopeSpans of resourceSpans.scopeSpans ?? []) {
      const { name, version } = scopeSpans.scope ?? {};
      const shared: SpanSource = { resource, scope: { name: name ?? '', ...(version ? { version } : {}) } };
      for (const span of scopeSpans.spans ?? []) collector.add(() => readSpan(span, shared));
    }
  }
  return collector.result();
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
