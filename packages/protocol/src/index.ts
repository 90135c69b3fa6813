/**
 * Wire contracts of AIRT: the control stream (`airt.control.v1`) and the part of OTLP that traces need.
 *
 * The message classes are generated from `proto/` (see `scripts/generate.ts`) and keep the protocol's names:
 * `airt.control.v1.Directive`, `opentelemetry.proto.trace.v1.Span`, `google.rpc.Status`. A reader of one of the two alone
 * imports `@airt/protocol/control` or `@airt/protocol/otlp`.
 */
export { airt } from './gen/control.js';
export { google, opentelemetry } from './gen/otlp.js';
export { controlServiceDefinition, traceServiceDefinition } from './services.ts';
