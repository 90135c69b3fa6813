import { createServer, type Socket } from 'node:net';
import { airt, controlServiceDefinition, traceServiceDefinition } from '@airt/protocol';
import { type handleUnaryCall, logVerbosity, Metadata, Server, ServerCredentials, type ServiceError, setLogVerbosity } from '@grpc/grpc-js';
import type { ControlCall } from '../control/stream.ts';
import type { ExportFailure, Ingress } from '../ingest/ingress.ts';
import { listenOn } from './listen.ts';
import { acceptance, encodeStatus, GRPC_STATUS } from './otlp-status.ts';

export interface GrpcReceiver {
  /** `host:port` as bound. */
  readonly address: string;
  /** Takes no new calls and lets open ones end, at most this long. */
  stop(timeoutMs: number): Promise<void>;
}

export interface GrpcOptions {
  /** `host:port`; port 0 for any free one. */
  readonly listen: string;
  readonly maxRequestBytes: number;
  readonly submit: Ingress['submit'];
  readonly connect: (call: ControlCall) => void;
}

/** The control messages as raw bytes: broken ones end their stream with a sentence, not with the library's internal error. */
const controlDefinition = {
  connect: {
    ...controlServiceDefinition.connect,
    requestDeserialize: (bytes: Buffer) => bytes,
    responseSerialize: (message: airt.control.v1.ControllerMessage.$Properties) =>
      Buffer.from(airt.control.v1.ControllerMessage.encode(message).finish()),
  },
};

/**
 * One gRPC server for OTLP traces and for control streams.
 *
 * @throws {Error} with a sentence for people where the address cannot be bound.
 */
export async function startGrpc({ listen, maxRequestBytes, submit, connect }: GrpcOptions): Promise<GrpcReceiver> {
  // What a peer does wrong is no news for the terminal. GRPC_VERBOSITY still turns the library's messages on.
  if (process.env.GRPC_VERBOSITY === undefined) setLogVerbosity(logVerbosity.NONE);
  const server = new Server({
    // The library's default of 4 MiB would make a collector drop larger batches for good.
    'grpc.max_receive_message_length': maxRequestBytes,
    'grpc.max_send_message_length': maxRequestBytes,
    // Notices agents and collectors that vanished without closing their connection.
    'grpc.keepalive_time_ms': 30_000,
    'grpc.keepalive_timeout_ms': 10_000,
  });
  const exportTraces: handleUnaryCall<Buffer, object> = (call, callback) => {
    submit(call.request, 'protobuf', (result) => {
      if (result.kind === 'accepted') callback(null, acceptance(result));
      else callback(failure(result));
    });
  };
  server.addService(traceServiceDefinition, { export: exportTraces });
  server.addService(controlDefinition, { connect });
  // The listening socket is our own: the library cannot close connections that never spoke HTTP/2 (a port scan, a probe of a load
  // balancer), and waits for them for ever at the end.
  const injector = server.createConnectionInjector(ServerCredentials.createInsecure());
  const sockets = new Set<Socket>();
  const listener = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    injector.injectConnection(socket);
  });
  const { port } = await listenOn(listener, listen, 'listen.grpc');
  return {
    address: `${listen.slice(0, listen.lastIndexOf(':'))}:${port}`,
    stop: (timeoutMs) =>
      new Promise((settle) => {
        const force = setTimeout(() => {
          server.forceShutdown();
          for (const socket of sockets) socket.destroy();
        }, timeoutMs);
        listener.close(() => {
          clearTimeout(force);
          settle();
        });
        // Each connection closes itself when its open calls have ended. (The callback comes too early where connections are injected.)
        server.tryShutdown(() => {});
        for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
      }),
  };
}

function failure(result: ExportFailure): Partial<ServiceError> {
  const code = GRPC_STATUS[result.kind];
  const metadata = new Metadata();
  if (result.kind === 'busy') metadata.set('grpc-status-details-bin', Buffer.from(encodeStatus(code, result)));
  return { code, details: result.message, metadata };
}
