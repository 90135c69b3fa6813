/**
 * Wire contracts of AIRT: the control stream (`airt.control.v1`) and the part of OTLP that traces need.
 *
 * The message classes are generated from `proto/` (see `scripts/generate.ts`) and keep the protocol's names:
 * `airt.control.v1.Directive`, `opentelemetry.proto.trace.v1.Span`, `google.rpc.Status`. A process that must stay small imports
 * `@airt/protocol/control`, the control stream alone.
 */
export { airt } from './gen/control.js';
export { google, opentelemetry } from './gen/otlp.js';
export { decodeTraceRequestJson } from './otlp/decode-json.ts';
export { decodeTraceRequest } from './otlp/decode-protobuf.ts';
export type { KeptKeys } from './otlp/kept-keys.ts';
export { readTraceRequest } from './otlp/read-request.ts';
export {
  type Attributes,
  type AttributeValue,
  type DecodedSpans,
  type DecodeLimits,
  OtlpDecodeError,
  type SpanEventRecord,
  type SpanKind,
  type SpanLinkRecord,
  type SpanRecord,
  type StatusCode,
} from './otlp/span.ts';
export { controlServiceDefinition, traceServiceDefinition } from './services.ts';
