import { createServer, type IncomingHttpHeaders, type ServerHttp2Session, type ServerHttp2Stream } from 'node:http2';
import type { Socket } from 'node:net';
import { controlServiceDefinition, traceServiceDefinition } from '@airt/protocol';
import { status } from '@grpc/grpc-js';
import type { ControlCall } from '../control/stream.ts';
import type { Ingress } from '../ingest/ingress.ts';
import type { BodyBudget } from './body-budget.ts';
import { type Connections, createConnections } from './connections.ts';
import { openControlCall } from './grpc-control.ts';
import { serveExport } from './grpc-export.ts';
import { sendStatus } from './grpc-reply.ts';
import { listenOn } from './listen.ts';

export interface GrpcReceiver {
  /** `host:port` as bound. */
  readonly address: string;
  readonly connections: Connections;
  /** Takes no new calls and lets open ones end, at most this long. */
  stop(timeoutMs: number): Promise<void>;
}

export interface GrpcOptions {
  /** `host:port`; port 0 for any free one. */
  readonly listen: string;
  readonly maxRequestBytes: number;
  readonly maxControlMessageBytes: number;
  readonly maxConnections: number;
  readonly retryAfterMs: number;
  readonly budget: BodyBudget;
  readonly submit: Ingress['submit'];
  readonly connect: (call: ControlCall) => void;
}

/** With the 64 KiB of the standard a batch of some megabytes waits for a round trip again and again. */
const STREAM_WINDOW_BYTES = 4 * 1024 * 1024;
const CONNECTION_WINDOW_BYTES = 8 * 1024 * 1024;
/** Calls at one time on one connection. */
const MAX_STREAMS = 256;
/** Notices agents and collectors that vanished without closing their connection. */
const PING_INTERVAL_MS = 30_000;
const PING_TIMEOUT_MS = 10_000;

/**
 * OTLP traces and control streams over gRPC, on node:http2: what a body may become in memory is known before it is there, which the
 * library for gRPC does not offer (it decompresses a message whole), and a call costs a third.
 *
 * @throws {Error} with a sentence for people where the address cannot be bound.
 */
export async function startGrpc(options: GrpcOptions): Promise<GrpcReceiver> {
  const sessions = new Set<ServerHttp2Session>();
  const server = createServer({
    settings: { initialWindowSize: STREAM_WINDOW_BYTES, maxConcurrentStreams: MAX_STREAMS, enablePush: false },
  });
  const connections = createConnections(options.maxConnections);
  let isStopping = false;
  // On the level of sockets: connections that never speak HTTP/2 (a port scan, a probe of a load balancer) are known here only.
  // Its session is made within the same event, and gives no socket but a proxy.
  let latestSocket: Socket | undefined;
  const sockets = new WeakMap<object, Socket>();
  server.prependListener('connection', (socket: Socket) => {
    latestSocket = socket;
    connections.add(socket);
  });
  server.on('session', (session) => {
    sessions.add(session);
    if (latestSocket !== undefined) sockets.set(session, latestSocket);
    session.setLocalWindowSize(CONNECTION_WINDOW_BYTES);
    session.on('close', () => sessions.delete(session));
    session.on('error', () => session.destroy());
    if (isStopping) session.close();
  });
  server.on('sessionError', () => {});
  server.on('stream', (stream, headers) => {
    const socket = stream.session && sockets.get(stream.session);
    if (socket !== undefined) connections.markUsed(socket, stream);
    serve(stream, headers, options);
  });
  const pings = setInterval(() => {
    for (const session of sessions) checkAlive(session);
  }, PING_INTERVAL_MS).unref();
  const { port } = await listenOn(server, options.listen, 'listen.grpc');
  return {
    address: `${options.listen.slice(0, options.listen.lastIndexOf(':'))}:${port}`,
    connections,
    stop: (timeoutMs) =>
      new Promise((settle) => {
        isStopping = true;
        clearInterval(pings);
        const force = setTimeout(() => {
          for (const session of sessions) session.destroy();
          connections.destroyAll();
        }, timeoutMs);
        server.close(() => {
          clearTimeout(force);
          settle();
        });
        // Each connection closes itself when its open calls have ended.
        for (const session of sessions) session.close();
        connections.destroyUnused();
      }),
  };
}

function serve(stream: ServerHttp2Stream, headers: IncomingHttpHeaders, options: GrpcOptions): void {
  stream.on('error', () => {});
  if (headers[':method'] !== 'POST' || !String(headers['content-type'] ?? '').startsWith('application/grpc')) {
    stream.respond({ ':status': 415 }, { endStream: true });
    stream.resume();
    return;
  }
  const path = headers[':path'];
  if (path === traceServiceDefinition.export.path) serveExport(stream, headers, options);
  else if (path === controlServiceDefinition.connect.path)
    options.connect(openControlCall(stream, headers, { maxMessageBytes: options.maxControlMessageBytes, budget: options.budget }));
  else sendStatus(stream, { code: status.UNIMPLEMENTED, details: 'nothing of this name is served here' });
}

function checkAlive(session: ServerHttp2Session): void {
  if (session.destroyed || session.closed) return;
  const timeout = setTimeout(() => session.destroy(), PING_TIMEOUT_MS).unref();
  try {
    if (!session.ping(() => clearTimeout(timeout))) clearTimeout(timeout);
  } catch {
    clearTimeout(timeout);
  }
}
