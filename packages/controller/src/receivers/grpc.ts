import { createServer, type Socket } from 'node:net';
import { airt, controlServiceDefinition, google, traceServiceDefinition } from '@airt/protocol';
import {
  type handleUnaryCall,
  logVerbosity,
  Metadata,
  Server,
  ServerCredentials,
  type ServiceError,
  setLogVerbosity,
  status,
} from '@grpc/grpc-js';
import type { ControlCall } from '../control/service.ts';
import type { Answer, Ingress } from '../ingest/ingress.ts';
import { listenOn } from './listen.ts';

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
  readonly ingress: Ingress;
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
export async function startGrpc({ listen, maxRequestBytes, ingress, connect }: GrpcOptions): Promise<GrpcReceiver> {
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
    ingress.submit(call.request, 'protobuf', (answer) => {
      if (answer.kind === 'accepted') callback(null, acceptance(answer));
      else callback(failure(answer));
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

/** `partial_success` stays unset where there is nothing to say. */
export function acceptance({ rejected, message }: Extract<Answer, { kind: 'accepted' }>): object {
  return rejected === 0 && message === '' ? {} : { partialSuccess: { rejectedSpans: rejected, errorMessage: message } };
}

type Failure = Exclude<Answer, { kind: 'accepted' }>;

/** RESOURCE_EXHAUSTED without RetryInfo is permanent, UNAVAILABLE is not: the words of the OTLP specification. */
export const STATUS_OF: Readonly<Record<Failure['kind'], number>> = {
  invalid: status.INVALID_ARGUMENT,
  too_large: status.RESOURCE_EXHAUSTED,
  busy: status.UNAVAILABLE,
};

function failure(answer: Failure): Partial<ServiceError> {
  const code = STATUS_OF[answer.kind];
  const metadata = new Metadata();
  if (answer.kind === 'busy') metadata.set('grpc-status-details-bin', Buffer.from(encodeStatus(code, answer)));
  return { code, details: answer.message, metadata };
}

/** `google.rpc.Status`, with RetryInfo where sending again helps. */
export function encodeStatus(code: number, answer: Failure): Uint8Array {
  const details =
    answer.kind === 'busy' ? [{ typeUrl: 'type.googleapis.com/google.rpc.RetryInfo', value: retryInfo(answer.retryAfterMs) }] : [];
  return google.rpc.Status.encode({ code, message: answer.message, details }).finish();
}

function retryInfo(ms: number): Uint8Array {
  return google.rpc.RetryInfo.encode({ retryDelay: { seconds: Math.floor(ms / 1000), nanos: (ms % 1000) * 1_000_000 } }).finish();
}
