import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { opentelemetry } from '@airt/protocol';
import type { Encoding, ExportFailure, ExportResult, Ingress } from '../ingest/ingress.ts';
import type { BodyBudget } from './body-budget.ts';
import { type Connections, createConnections } from './connections.ts';
import { listenOn } from './listen.ts';
import { acceptance, encodeStatus, GRPC_STATUS } from './otlp-status.ts';
import { isCoding, unpack } from './unpack.ts';

const { ExportTraceServiceResponse } = opentelemetry.proto.collector.trace.v1;

export interface HttpReceiver {
  /** `http://host:port` as bound. */
  readonly url: string;
  readonly connections: Connections;
  stop(timeoutMs: number): Promise<void>;
}

export interface HttpOptions {
  /** `host:port`; port 0 for any free one. */
  readonly listen: string;
  /** Of a body, before and after decompression. */
  readonly maxRequestBytes: number;
  readonly maxConnections: number;
  readonly budget: BodyBudget;
  readonly retryAfterMs: number;
  /** Origins of browsers that may send; `*` for all. Empty: none. */
  readonly corsOrigins: readonly string[];
  readonly submit: Ingress['submit'];
  /** Answered with JSON to GET and HEAD, by path. */
  readonly routes: ReadonlyMap<string, () => { readonly status: number; readonly body: object }>;
}

const MEDIA_TYPES: Readonly<Record<Encoding, string>> = { protobuf: 'application/x-protobuf', json: 'application/json' };
/** A sender that stalls may hold its share of what is read at one time for so long. */
const REQUEST_TIMEOUT_MS = 60_000;
const HEADERS_TIMEOUT_MS = 10_000;

/**
 * OTLP over HTTP: `POST /v1/traces` in protobuf and JSON, and the routes.
 *
 * @throws {Error} with a sentence for people where the address cannot be bound.
 */
export async function startHttp(options: HttpOptions): Promise<HttpReceiver> {
  const connections = createConnections(options.maxConnections);
  const server = createServer((request, response) => {
    // A sender that goes away in the middle is no failure of ours.
    request.on('error', () => response.destroy());
    response.on('error', () => {});
    connections.markUsed(request.socket, response);
    serve(request, response, options).catch(() => {
      if (!response.headersSent) sendFailure(response, 500, encodingOf(request), { kind: 'invalid', message: 'internal failure' });
    });
  });
  // Longer than the pauses between a collector's batches, so that it seldom meets a connection that is just being closed.
  server.keepAliveTimeout = 75_000;
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  server.headersTimeout = HEADERS_TIMEOUT_MS;
  server.on('connection', (socket) => connections.add(socket));
  const { host, port } = await listenOn(server, options.listen, 'listen.http');
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    connections,
    stop: (timeoutMs) =>
      new Promise((settle) => {
        const force = setTimeout(() => server.closeAllConnections(), timeoutMs);
        server.close(() => {
          clearTimeout(force);
          settle();
        });
        server.closeIdleConnections();
      }),
  };
}

async function serve(request: IncomingMessage, response: ServerResponse, options: HttpOptions): Promise<void> {
  const encoding = encodingOf(request);
  const reject = async (status: number, failure: ExportFailure): Promise<void> => {
    await discard(request, 2 * options.maxRequestBytes);
    sendFailure(response, status, encoding, failure);
  };
  const path = (request.url ?? '').split('?', 1)[0] ?? '';
  const route = request.method === 'GET' || request.method === 'HEAD' ? options.routes.get(path) : undefined;
  if (route !== undefined) {
    const { status, body } = route();
    send(response, status, 'application/json', JSON.stringify(body));
    return;
  }
  if (path !== '/v1/traces') {
    return reject(404, { kind: 'invalid', message: `nothing is served at ${path}; traces go to /v1/traces` });
  }
  allowOrigin(request, response, options.corsOrigins);
  if (request.method === 'OPTIONS' && options.corsOrigins.length > 0) return preflight(request, response);
  if (request.method !== 'POST') {
    response.setHeader('allow', 'POST');
    return reject(405, { kind: 'invalid', message: `${request.method} is not possible here; traces come by POST` });
  }
  if (encoding === undefined) {
    const message = `content type ${request.headers['content-type'] ?? '(none)'} is not understood; use application/x-protobuf or application/json`;
    return reject(415, { kind: 'invalid', message });
  }
  const body = await readBody(request, options);
  if (Buffer.isBuffer(body)) options.submit(body, encoding, (result) => sendResult(response, encoding, result));
  else if (body.isAbandoned) {
    response.once('finish', () => request.destroy());
    sendFailure(response, body.status, encoding, body.failure);
  } else await reject(body.status, body.failure);
}

/** The media type without parameters such as `; charset=utf-8`. */
function encodingOf(request: IncomingMessage): Encoding | undefined {
  const type = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase();
  if (type === MEDIA_TYPES.protobuf) return 'protobuf';
  return type === MEDIA_TYPES.json ? 'json' : undefined;
}

interface RejectedBody {
  readonly status: number;
  /** Its sender may never go on with it: the answer does not wait for the rest, and the connection is closed. */
  readonly isAbandoned?: true;
  readonly failure: ExportFailure;
}

/** The body, decompressed; or why not. */
async function readBody(
  request: IncomingMessage,
  { maxRequestBytes: limit, budget, retryAfterMs }: HttpOptions,
): Promise<Buffer | RejectedBody> {
  const tooLarge: RejectedBody = { status: 413, failure: { kind: 'too_large', message: `the request is larger than ${limit} bytes` } };
  const coding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (coding !== 'identity' && !isCoding(coding)) {
    return { status: 415, failure: { kind: 'invalid', message: `content encoding ${coding} is not understood; use gzip or none` } };
  }
  if (Number(request.headers['content-length'] ?? 0) > limit) return tooLarge;
  const busy = (message: string): RejectedBody => ({ status: 503, failure: { kind: 'busy', message, retryAfterMs } });
  const invalid = (why: string): RejectedBody => ({
    status: 400,
    failure: { kind: 'invalid', message: `the body cannot be read: ${why}` },
  });
  const crowded = busy('too many requests are being read');
  // A body that is ended is not awaited any more: its sender may never go on with it.
  let end: (rejected: RejectedBody) => void = () => {};
  const ended = new Promise<RejectedBody>((settle) => {
    end = settle;
  });
  const share = budget.open((reason) =>
    end({ ...(reason === 'timeout' ? busy('the request took too long to arrive') : crowded), isAbandoned: true }),
  );
  const gather = async (): Promise<Buffer | RejectedBody> => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    // A rejection in the middle must still reach the sender: leaving the loop may not destroy the connection.
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      bytes += chunk.byteLength;
      if (bytes > limit) return tooLarge;
      if (!share.take(chunk.byteLength)) return crowded;
      chunks.push(chunk);
    }
    return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
  };
  try {
    const body = await Promise.race([
      gather().catch((error: unknown) => invalid(error instanceof Error ? error.message : String(error))),
      ended,
    ]);
    // An empty body is an empty request whatever it was to be compressed with.
    if (!Buffer.isBuffer(body) || coding === 'identity' || body.byteLength === 0) return body;
    const unpacked = await Promise.race([unpack(body, coding, { maxBytes: limit, take: (bytes) => share.take(bytes) }), ended]);
    if ('status' in unpacked) return unpacked;
    if (unpacked.ok) return unpacked.body;
    if (unpacked.why === 'broken') return invalid(unpacked.message);
    return unpacked.why === 'limit' ? tooLarge : crowded;
  } finally {
    share.close();
  }
}

/**
 * Reads what is left of a rejected body and discards it. Senders read the response when they have sent everything: to close before
 * would reach them as a broken connection, which is retried, where the response says that this is useless.
 */
async function discard(request: IncomingMessage, maxBytes: number): Promise<void> {
  let left = maxBytes;
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      left -= chunk.byteLength;
      if (left < 0) return;
    }
  } catch {
    // The sender has gone.
  }
}

function sendResult(response: ServerResponse, encoding: Encoding, result: ExportResult): void {
  if (result.kind !== 'accepted') {
    const status = result.kind === 'busy' ? 503 : result.kind === 'too_large' ? 413 : 400;
    sendFailure(response, status, encoding, result);
  } else if (encoding === 'protobuf') {
    send(response, 200, MEDIA_TYPES.protobuf, ExportTraceServiceResponse.encode(acceptance(result)).finish());
  } else {
    const { rejected, message: errorMessage } = result;
    const partial = rejected === 0 && errorMessage === '' ? {} : { partialSuccess: { rejectedSpans: String(rejected), errorMessage } };
    send(response, 200, MEDIA_TYPES.json, JSON.stringify(partial));
  }
}

/** Every failure has a `google.rpc.Status` as its body, in the encoding of the request; JSON where that is not known. */
function sendFailure(response: ServerResponse, status: number, encoding: Encoding | undefined, failure: ExportFailure): void {
  if (failure.kind === 'busy') response.setHeader('retry-after', Math.max(1, Math.ceil(failure.retryAfterMs / 1000)));
  // A body that goes on and on is worth less than the connection's order.
  if (!response.req.complete) response.setHeader('connection', 'close');
  const code = GRPC_STATUS[failure.kind];
  if (encoding === 'protobuf') send(response, status, MEDIA_TYPES.protobuf, encodeStatus(code, failure));
  else send(response, status, MEDIA_TYPES.json, JSON.stringify({ code, message: failure.message }));
  response.req.resume();
}

function send(response: ServerResponse, status: number, type: string, body: string | Uint8Array): void {
  if (response.destroyed || response.headersSent) return;
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

function allowOrigin(request: IncomingMessage, response: ServerResponse, origins: readonly string[]): void {
  const { origin } = request.headers;
  if (origin === undefined || origins.length === 0) return;
  response.setHeader('vary', 'Origin');
  if (origins.includes('*') || origins.includes(origin)) response.setHeader('access-control-allow-origin', origin);
}

function preflight(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('access-control-allow-methods', 'POST');
  response.setHeader('access-control-allow-headers', request.headers['access-control-request-headers'] ?? 'content-type');
  response.setHeader('access-control-max-age', '7200');
  response.writeHead(204).end();
}
