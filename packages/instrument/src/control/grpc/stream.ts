/**
 * One bidirectional gRPC stream as a client, on `node:http2`. Not on `@grpc/grpc-js`: that keeps its socket ref'd while a stream is
 * open, so an agent that has finished would never exit. Here session, socket and timers are all unref'd. The wire format is
 * grpc/grpc doc/PROTOCOL-HTTP2.md; one stream per connection, no compression, no retry (the caller's business).
 *
 * Whatever the peer does, the stream ends with exactly one `onEnd`, memory stays within the limits, and nothing throws.
 */
import { type ClientHttp2Session, type ClientHttp2Stream, connect, constants, type IncomingHttpHeaders } from 'node:http2';
import { onProcessIdle } from '../../net/on-process-idle.ts';
import { untraced } from '../../telemetry/application.ts';
import { createFrameReader, frameMessage } from './framing.ts';
import { describeTarget, type OpeningSocket, openSocket, type Target } from './target.ts';

/** Status codes of gRPC that this module gives or that callers tell apart (grpc/grpc doc/statuscodes.md). */
export const GRPC_STATUS = {
  OK: 0,
  CANCELLED: 1,
  UNKNOWN: 2,
  DEADLINE_EXCEEDED: 4,
  NOT_FOUND: 5,
  PERMISSION_DENIED: 7,
  RESOURCE_EXHAUSTED: 8,
  FAILED_PRECONDITION: 9,
  UNIMPLEMENTED: 12,
  INTERNAL: 13,
  UNAVAILABLE: 14,
  UNAUTHENTICATED: 16,
} as const;

export interface GrpcStreamLimits {
  /** Longest message accepted, bytes. Default 16 MiB. */
  readonly maxMessageBytes: number;
  /** Bytes waiting to be sent before `send` refuses. Default 1 MiB. */
  readonly maxQueuedBytes: number;
  /** Until the peer has answered in HTTP/2. Default 5 s. */
  readonly connectTimeoutMs: number;
  /** Between two keepalive pings. Default 30 s. */
  readonly pingIntervalMs: number;
  /** For the answer to a ping. Default 10 s. */
  readonly pingTimeoutMs: number;
  /** For what is queued to leave after `close()`. Default 0.5 s. */
  readonly closeTimeoutMs: number;
}

const DEFAULT_LIMITS: GrpcStreamLimits = {
  maxMessageBytes: 16 * 1024 * 1024,
  maxQueuedBytes: 1024 * 1024,
  connectTimeoutMs: 5_000,
  pingIntervalMs: 30_000,
  pingTimeoutMs: 10_000,
  closeTimeoutMs: 500,
};

/** How a stream ended. `code` is a gRPC status code, `message` for people. */
export interface StreamEnd {
  readonly code: number;
  readonly message: string;
  /** true: no failure; the attempt would only have kept a process alive that has nothing else to do. */
  readonly givenUp?: boolean;
}

export interface GrpcStreamOptions {
  readonly target: Target;
  /** `/package.Service/Method`. */
  readonly path: string;
  /** Further request headers, lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  /** PEM file with certificates to trust besides Node's own (TLS only). */
  readonly caFile?: string;
  /** The peer has answered in HTTP/2; messages may already have been sent before. */
  readonly onOpen?: () => void;
  readonly onMessage: (message: Uint8Array) => void;
  /** The peer answered a keepalive ping. */
  readonly onPong?: () => void;
  /** Exactly once, also after `close()`. Never called before `openGrpcStream` has returned. */
  readonly onEnd: (end: StreamEnd) => void;
  readonly limits?: Partial<GrpcStreamLimits>;
}

export interface GrpcStream {
  /** Queues a message. false: not taken, since the stream has ended or too much waits already. */
  send(message: Uint8Array): boolean;
  /** Ends politely: what is queued leaves, within `closeTimeoutMs`. */
  close(): void;
  /** Sends a keepalive ping now, unless one is on its way. */
  ping(): void;
  /** Bytes that have not yet left. */
  readonly queuedBytes: number;
}

/** Opens a stream. Never throws: what goes wrong comes through `onEnd`. */
export function openGrpcStream(options: GrpcStreamOptions): GrpcStream {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const reader = createFrameReader(limits.maxMessageBytes);
  const where = describeTarget(options.target);
  const timers = new Set<NodeJS.Timeout>();
  let session: ClientHttp2Session | undefined;
  let stream: ClientHttp2Stream | undefined;
  let opening: OpeningSocket | undefined;
  let stopWatching = (): void => undefined;
  let ended = false;
  let closing = false;
  let answered = false;
  let pinging = false;

  function later(delayMs: number, work: () => void): NodeJS.Timeout {
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, delayMs);
    timer.unref();
    timers.add(timer);
    return timer;
  }

  function cancel(timer: NodeJS.Timeout): void {
    clearTimeout(timer);
    timers.delete(timer);
  }

  function finish(code: number, message: string, givenUp = false): void {
    if (ended) return;
    ended = true;
    stopWatching();
    for (const timer of timers) clearTimeout(timer);
    timers.clear();
    // Anything may fail while tearing down a connection that already failed, and none of it matters any more.
    quietly(() => stream?.close(constants.NGHTTP2_CANCEL));
    quietly(() => session?.destroy());
    quietly(() => opening?.destroy());
    setImmediate(() => options.onEnd({ code, message, givenUp })).unref();
  }

  const fail = (error: unknown): void => finish(GRPC_STATUS.UNAVAILABLE, `${where}: ${explain(error)}`);

  function onResponse(headers: IncomingHttpHeaders & { ':status'?: number }): void {
    const status = headers[':status'];
    const type = String(headers['content-type'] ?? '');
    // A response of headers alone carries the status of the call in them ("Trailers-Only").
    if (headers['grpc-status'] !== undefined) finishFromTrailers(headers);
    else if (status !== 200) finish(codeOfHttpStatus(status), `${where}: answered with HTTP status ${status ?? 'missing'}`);
    else if (!type.startsWith('application/grpc'))
      finish(GRPC_STATUS.UNKNOWN, `${where}: does not speak gRPC (content-type "${clip(type)}")`);
  }

  function finishFromTrailers(trailers: IncomingHttpHeaders): void {
    const code = Number(trailers['grpc-status'] ?? Number.NaN);
    const text = decodeMessage(String(trailers['grpc-message'] ?? ''));
    if (!Number.isInteger(code)) finish(GRPC_STATUS.UNKNOWN, `${where}: ended without a status`);
    else finish(code, `${where}: ${text !== '' ? text : code === GRPC_STATUS.OK ? 'ended the stream' : `status ${code}`}`);
  }

  function ping(): void {
    if (pinging || ended || session === undefined || session.destroyed) return;
    pinging = true;
    const unanswered = later(limits.pingTimeoutMs, () => finish(GRPC_STATUS.UNAVAILABLE, `${where}: no answer to a keepalive ping`));
    try {
      const sent = session.ping((error) => {
        cancel(unanswered);
        pinging = false;
        if (!ended && error === null) options.onPong?.();
      });
      if (!sent) fail('the connection takes no more pings');
    } catch (error) {
      fail(error);
    }
  }

  function pingOften(): void {
    ping();
    later(limits.pingIntervalMs, pingOften);
  }

  function open(): void {
    opening = openSocket(options.target, options.caFile);
    const { socket } = opening;
    // Listened to at once and for ever: an error without a listener would end the process.
    socket.on('error', fail);
    stopWatching = onProcessIdle(() => finish(GRPC_STATUS.CANCELLED, `${where}: given up, the process has nothing else to do`, true));
    socket.once('connect', () => stopWatching());
    const scheme = options.target.kind === 'tcp' && options.target.tls ? 'https' : 'http';
    const connecting = connect(`${scheme}://${options.target.authority}`, {
      createConnection: () => socket,
      settings: { enablePush: false },
    });
    session = connecting;
    connecting.unref();
    const silent = later(limits.connectTimeoutMs, () =>
      finish(GRPC_STATUS.UNAVAILABLE, `${where}: no answer within ${limits.connectTimeoutMs} ms`),
    );
    connecting.on('error', fail);
    connecting.on('frameError', () => undefined);
    connecting.on('goaway', (code) => {
      // No further streams, but this one may go on to its end (RFC 9113, 6.8); the keepalive finds out if it does not.
      if (code !== constants.NGHTTP2_NO_ERROR) finish(GRPC_STATUS.UNAVAILABLE, `${where}: closed the connection (HTTP/2 error ${code})`);
    });
    connecting.on('close', () => finish(GRPC_STATUS.UNAVAILABLE, `${where}: the connection was closed`));
    connecting.once('remoteSettings', () => {
      if (ended) return;
      cancel(silent);
      later(limits.pingIntervalMs, pingOften);
      answered = true;
      options.onOpen?.();
    });
    const call = connecting.request(
      {
        ':method': 'POST',
        ':path': options.path,
        ':authority': options.target.authority,
        ':scheme': scheme,
        te: 'trailers',
        'content-type': 'application/grpc+proto',
        'grpc-accept-encoding': 'identity',
        'user-agent': 'airt-instrument',
        ...options.headers,
      },
      { endStream: false },
    );
    stream = call;
    call.on('response', onResponse);
    call.on('trailers', finishFromTrailers);
    call.on('data', (chunk: Uint8Array) => {
      const problem = ended ? undefined : reader.push(chunk, (message) => ended || options.onMessage(message));
      if (problem !== undefined) finish(problem.code, `${where}: ${problem.message}`);
    });
    call.on('error', fail);
    call.on('close', () =>
      finish(codeOfReset(call.rstCode), `${where}: ${reader.partial ? 'broke off in a message' : 'ended the stream'}`),
    );
  }

  untraced(() => {
    try {
      open();
    } catch (error) {
      fail(error);
    }
  });

  return {
    send(message) {
      if (ended || closing || stream === undefined || stream.destroyed || !stream.writable) return false;
      const queued = stream.writableLength;
      // One message always goes, however long: a queue shorter than it would hold it back for ever.
      if (queued > 0 && queued + message.length > limits.maxQueuedBytes) return false;
      try {
        stream.write(frameMessage(message));
        return true;
      } catch (error) {
        fail(error);
        return false;
      }
    },
    close() {
      if (ended || closing) return;
      closing = true;
      // Nobody there yet: nothing could leave, so there is nothing to wait for.
      if (!answered) return finish(GRPC_STATUS.CANCELLED, `${where}: closed by this side`);
      later(limits.closeTimeoutMs, () => finish(GRPC_STATUS.CANCELLED, `${where}: closed by this side`));
      quietly(() => stream?.end());
    },
    ping,
    get queuedBytes() {
      return stream?.writableLength ?? 0;
    },
  };
}

function quietly(work: () => void): void {
  try {
    work();
  } catch {
    // Tearing down: see above.
  }
}

/** HTTP status to gRPC status: grpc/grpc doc/http-grpc-status-mapping.md. */
function codeOfHttpStatus(status: number | undefined): number {
  switch (status) {
    case 400:
      return GRPC_STATUS.INTERNAL;
    case 401:
      return GRPC_STATUS.UNAUTHENTICATED;
    case 403:
      return GRPC_STATUS.PERMISSION_DENIED;
    case 404:
      return GRPC_STATUS.UNIMPLEMENTED;
    case 429:
    case 502:
    case 503:
    case 504:
      return GRPC_STATUS.UNAVAILABLE;
    default:
      return GRPC_STATUS.UNKNOWN;
  }
}

/** HTTP/2 error code of a reset stream to gRPC status: PROTOCOL-HTTP2.md, "Errors". */
function codeOfReset(code: number | undefined): number {
  switch (code) {
    case constants.NGHTTP2_REFUSED_STREAM:
    case constants.NGHTTP2_NO_ERROR:
    case undefined:
      return GRPC_STATUS.UNAVAILABLE;
    case constants.NGHTTP2_CANCEL:
      return GRPC_STATUS.CANCELLED;
    case constants.NGHTTP2_ENHANCE_YOUR_CALM:
      return GRPC_STATUS.RESOURCE_EXHAUSTED;
    case constants.NGHTTP2_INADEQUATE_SECURITY:
      return GRPC_STATUS.PERMISSION_DENIED;
    default:
      return GRPC_STATUS.INTERNAL;
  }
}

/** `grpc-message` is percent-encoded; a broken one is shown as it is. */
function decodeMessage(text: string): string {
  try {
    return clip(decodeURIComponent(text));
  } catch {
    return clip(text);
  }
}

/** A peer's text goes into one short line, without control characters. */
function clip(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to go.
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').slice(0, 200);
}

/** The causes that people meet, in words. */
function explain(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'ECONNREFUSED':
      return 'connection refused (is the controller running there?)';
    case 'ENOTFOUND':
      return 'unknown host';
    case 'EAI_AGAIN':
      return 'the name could not be resolved now';
    case 'ECONNRESET':
      return 'the connection was reset';
    case 'ETIMEDOUT':
      return 'the connection timed out';
    case 'ENOENT':
      return clip(error instanceof Error ? error.message : code);
    case 'ERR_HTTP2_ERROR':
      return 'does not speak HTTP/2 as gRPC needs it';
    default:
      return (
        clip(error instanceof AggregateError ? String(error.errors[0]) : error instanceof Error ? error.message : String(error)) || code
      );
  }
}
