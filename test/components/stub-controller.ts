/** The least that can stand where a controller stands: it takes OTLP over gRPC and remembers when each span came. */
import { opentelemetry, traceServiceDefinition } from '@airt/protocol';
import { Server, ServerCredentials, type ServerUnaryCall, type sendUnaryData } from '@grpc/grpc-js';

const { ExportTraceServiceRequest } = opentelemetry.proto.collector.trace.v1;

/** A running stub. */
export interface StubController {
  /** When the span with this id (hex) came or comes, on the clock of `performance.now()`. */
  span(spanId: string, timeoutMs?: number): Promise<number>;
  /** Closes the port and every connection. */
  stop(): Promise<void>;
}

/** Starts a stub on 127.0.0.1. */
export async function startStubController(port: number): Promise<StubController> {
  const arrived = new Map<string, number>();
  const waiting = new Map<string, (at: number) => void>();
  const server = new Server({ 'grpc.max_receive_message_length': 64 << 20 });
  server.addService(traceServiceDefinition, {
    export(call: ServerUnaryCall<Buffer, object>, callback: sendUnaryData<object>) {
      const at = performance.now();
      callback(null, {});
      for (const { scopeSpans } of ExportTraceServiceRequest.decode(call.request).resourceSpans ?? []) {
        for (const { spanId } of (scopeSpans ?? []).flatMap(({ spans }) => spans ?? [])) {
          const id = Buffer.from(spanId ?? []).toString('hex');
          if (arrived.has(id)) continue;
          arrived.set(id, at);
          waiting.get(id)?.(at);
        }
      }
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.bindAsync(`127.0.0.1:${port}`, ServerCredentials.createInsecure(), (error) => (error ? reject(error) : resolve()));
  });
  return {
    span: (spanId, timeoutMs = 15_000) => {
      const at = arrived.get(spanId);
      if (at !== undefined) return Promise.resolve(at);
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`span ${spanId} did not reach the controller within ${timeoutMs} ms`)), timeoutMs);
        waiting.set(spanId, (when) => {
          clearTimeout(timer);
          resolve(when);
        });
      });
    },
    stop: async () => server.forceShutdown(),
  };
}
