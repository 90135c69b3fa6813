/** Service definitions in the form that `@grpc/grpc-js` takes. */
import type { ServiceDefinition } from '@grpc/grpc-js';
import { airt } from './gen/control.js';
import { opentelemetry } from './gen/otlp.js';

const { AgentMessage, ControllerMessage } = airt.control.v1;
const { ExportTraceServiceResponse } = opentelemetry.proto.collector.trace.v1;

/** What a generated message class offers for the wire. */
interface Codec {
  encode(message: object): { finish(): Uint8Array };
  decode(bytes: Uint8Array): object;
}

const serialize = (codec: Codec) => (message: object) => Buffer.from(codec.encode(message).finish());
const deserialize = (codec: Codec) => (bytes: Buffer) => codec.decode(bytes);
const raw = (bytes: Uint8Array) => Buffer.from(bytes);

/** `airt.control.v1.ControlService`: one bidirectional stream, `AgentMessage` in, `ControllerMessage` out. */
export const controlServiceDefinition = {
  connect: {
    path: '/airt.control.v1.ControlService/Connect',
    requestStream: true,
    responseStream: true,
    requestSerialize: serialize(AgentMessage),
    requestDeserialize: deserialize(AgentMessage),
    responseSerialize: serialize(ControllerMessage),
    responseDeserialize: deserialize(ControllerMessage),
  },
} satisfies ServiceDefinition;

/**
 * `opentelemetry.proto.collector.trace.v1.TraceService`. The request is left as the raw protobuf bytes of an
 * `ExportTraceServiceRequest`: a receiver decides itself when and where to decode them.
 */
export const traceServiceDefinition = {
  export: {
    path: '/opentelemetry.proto.collector.trace.v1.TraceService/Export',
    requestStream: false,
    responseStream: false,
    requestSerialize: raw,
    requestDeserialize: (bytes: Buffer) => bytes,
    responseSerialize: serialize(ExportTraceServiceResponse),
    responseDeserialize: deserialize(ExportTraceServiceResponse),
  },
} satisfies ServiceDefinition;
