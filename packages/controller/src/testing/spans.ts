/** For tests: spans of an agent in OTLP, in both encodings. */
import { opentelemetry, traceServiceDefinition } from '@airt/protocol';
import { credentials, makeGenericClientConstructor, type ServiceError } from '@grpc/grpc-js';

export interface TestSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name?: string;
  /** Milliseconds since 1970. */
  readonly start: number;
  readonly end: number;
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
}

const value = (plain: string | number | boolean) =>
  typeof plain === 'string' ? { stringValue: plain } : typeof plain === 'boolean' ? { boolValue: plain } : { doubleValue: plain };
const keyValues = (attributes: Readonly<Record<string, string | number | boolean>>) =>
  Object.entries(attributes).map(([key, plain]) => ({ key, value: value(plain) }));

/** An ExportTraceServiceRequest in OTLP JSON. */
export function otlpJson(spans: readonly TestSpan[], resource: Readonly<Record<string, string>> = {}, scope = 'test') {
  return {
    resourceSpans: [
      {
        resource: { attributes: keyValues(resource) },
        scopeSpans: [
          {
            scope: { name: scope },
            spans: spans.map(({ start, end, attributes, ...span }) => ({
              name: 'span',
              kind: 1,
              ...span,
              startTimeUnixNano: `${start}000000`,
              endTimeUnixNano: `${end}000000`,
              attributes: keyValues(attributes),
            })),
          },
        ],
      },
    ],
  };
}

/** The same in protobuf. */
export function otlpBytes(spans: readonly TestSpan[], resource: Readonly<Record<string, string>> = {}, scope = 'test'): Buffer {
  const request = otlpJson(spans, resource, scope);
  const long = (nanos: string) => {
    const all = BigInt(nanos);
    return { low: Number(BigInt.asIntN(32, all)), high: Number(BigInt.asIntN(32, all >> 32n)), unsigned: true } as never;
  };
  const wire = {
    resourceSpans: request.resourceSpans.map((resourceSpans) => ({
      ...resourceSpans,
      scopeSpans: resourceSpans.scopeSpans.map((scopeSpans) => ({
        ...scopeSpans,
        spans: scopeSpans.spans.map((span) => ({
          ...span,
          traceId: Buffer.from(span.traceId, 'hex'),
          spanId: Buffer.from(span.spanId, 'hex'),
          parentSpanId: Buffer.from(span.parentSpanId ?? '', 'hex'),
          startTimeUnixNano: long(span.startTimeUnixNano),
          endTimeUnixNano: long(span.endTimeUnixNano),
        })),
      })),
    })),
  };
  return Buffer.from(opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest.encode(wire).finish());
}

/** A run that calls the same tool again and again: step n is an execute_tool span with its call and result digests. */
export function toolStep(
  traceId: string,
  n: number,
  at: number,
  digests: { readonly call?: string; readonly result?: string } = {},
): TestSpan {
  return {
    traceId,
    spanId: (0x1000 + n).toString(16).padStart(16, '0'),
    parentSpanId: '00000000000000aa',
    name: 'execute_tool web_search',
    start: at,
    end: at + 5,
    attributes: {
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': 'web_search',
      'gen_ai.tool.call.id': `call_${n}`,
      'gen_ai.agent.name': 'researcher',
      'airt.tool.call.digest': digests.call ?? 'c'.repeat(32),
      'airt.tool.result.digest': digests.result ?? 'd'.repeat(32),
    },
  };
}

/** The model call between two tool calls. */
export function modelStep(traceId: string, n: number, at: number): TestSpan {
  return {
    traceId,
    spanId: (0x2000 + n).toString(16).padStart(16, '0'),
    parentSpanId: '00000000000000aa',
    name: 'chat m',
    start: at,
    end: at + 5,
    attributes: {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'm',
      'gen_ai.agent.name': 'researcher',
    },
  };
}

const TraceClient = makeGenericClientConstructor(traceServiceDefinition, 'TraceService');

export interface ExportReply {
  readonly error: ServiceError | null;
  readonly response: opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse | undefined;
}

/** Sends one request over gRPC. */
export function exportGrpc(address: string, bytes: Buffer, options: object = {}): Promise<ExportReply> {
  const client = new TraceClient(address, credentials.createInsecure(), { 'grpc.max_send_message_length': -1, ...options });
  return new Promise((settle) => {
    client.makeUnaryRequest(
      traceServiceDefinition.export.path,
      (raw: Buffer) => raw,
      traceServiceDefinition.export.responseDeserialize as (
        raw: Buffer,
      ) => opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse,
      bytes,
      (error: ServiceError | null, response?: opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse) => {
        client.close();
        settle({ error, response });
      },
    );
  });
}
