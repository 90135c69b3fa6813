/**
 * One bidirectional gRPC stream as a client, on `node:http2`. Not on `@grpc/grpc-js`: that keeps its socket ref'd while a stream is
 * open, so an agent that has finished would never exit. Here session, socket and timers are all unref'd. The wire format is
 * grpc/grpc doc/PROTOCOL-HTTP2.md; one stream per connection, no compression, no retry (the caller's business).
 *
 * Whatever the peer does, the stream ends with exactly one `onEnd`, memory stays within the limits, and nothing throws. Its states are in
 * `stream-state.ts`; this file connects them with Node.
 */
import { type ClientHttp2Session, type ClientHttp2Stream, connect, constants, type IncomingHttpHeaders } from 'node:http2';
import { onProcessIdle } from '../../net/on-process-idle.ts';
import { createNamedTimers, type Timers, unrefTimers } from '../../net/timers.ts';
import { withoutTracing } from '../../telemetry/application.ts';
import { createFrameReader, type FrameReader, frameMessage } from './framing.ts';
import { decodeStatusMessage, describeError, GRPC_STATUS, statusOfHttp, statusOfReset, toLine } from './status.ts';
import {
  OPENING,
  type StreamEffect,
  type StreamEnd,
  type StreamInput,
  type StreamState,
  type StreamTimer,
  type StreamTiming,
  stepStream,
} from './stream-state.ts';
import { describeTarget, type OpeningSocket, openSocket, type Target } from './target.ts';

export type { StreamEnd } from './stream-state.ts';

export interface GrpcStreamLimits extends StreamTiming {
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
  /** Default: timers that do not keep the process alive. */
  readonly timers?: Timers;
}

export interface GrpcStream {
  /** Queues a message. false: not taken, since the stream has ended or too much waits already. */
  send(message: Uint8Array): boolean;
  /** Ends politely: what is queued leaves, within `closeTimeoutMs`. */
  close(): void;
  /** Sends a keepalive ping now, unless one is on its way or the peer has not answered yet. */
  ping(): void;
  /** Bytes that have not yet left. */
  readonly queuedBytes: number;
}

/** Opens a stream. Never throws: what goes wrong comes through `onEnd`. */
export function openGrpcStream(options: GrpcStreamOptions): GrpcStream {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const where = describeTarget(options.target);
  const timers = createNamedTimers<StreamTimer>(options.timers ?? unrefTimers, (timer) => dispatch({ kind: 'timer_fired', timer }));
  let state: StreamState = OPENING;
  let connection: Connection | undefined;

  function dispatch(input: StreamInput): void {
    const step = stepStream(state, input, { timing: limits, where });
    state = step.state;
    for (const effect of step.effects) carryOut(effect);
  }

  function carryOut(effect: StreamEffect): void {
    switch (effect.kind) {
      case 'start_timer':
        timers.start(effect.timer, effect.delayMs);
        break;
      case 'stop_timer':
        timers.stop(effect.timer);
        break;
      case 'send_ping':
        sendPing();
        break;
      case 'end_sending':
        quietly(() => connection?.call.end());
        break;
      case 'report_open':
        options.onOpen?.();
        break;
      case 'report_pong':
        options.onPong?.();
        break;
      case 'tear_down':
        timers.stopAll();
        connection?.destroy();
        setImmediate(() => options.onEnd(effect.end)).unref();
        break;
    }
  }

  const isEnded = (): boolean => state.kind === 'ended';
  const fail = (code: number, message: string, givenUp = false): void =>
    dispatch({ kind: 'failed', end: { code, message: `${where}: ${message}`, givenUp } });
  const failWith = (error: unknown): void => fail(GRPC_STATUS.UNAVAILABLE, describeError(error));

  function sendPing(): void {
    try {
      const isSent = connection?.session.ping((error) => {
        if (error === null) dispatch({ kind: 'pong_received' });
      });
      if (isSent !== true) fail(GRPC_STATUS.UNAVAILABLE, 'the connection takes no more pings');
    } catch (error) {
      failWith(error);
    }
  }

  withoutTracing(() => {
    try {
      dispatch({ kind: 'started' });
      connection = openConnection(options, createFrameReader(limits.maxMessageBytes), {
        isEnded,
        onSettings: () => dispatch({ kind: 'settings_received' }),
        fail,
        failWith,
      });
      // An error on the way there has ended the stream before there was anything to free.
      if (isEnded()) connection.destroy();
    } catch (error) {
      failWith(error);
    }
  });

  return {
    send(message) {
      const call = connection?.call;
      if (state.kind === 'ended' || state.kind === 'closing' || call === undefined || call.destroyed || !call.writable) return false;
      const queued = call.writableLength;
      // One message always goes, however long: a queue shorter than it would hold it back for ever.
      if (queued > 0 && queued + message.length > limits.maxQueuedBytes) return false;
      try {
        call.write(frameMessage(message));
        return true;
      } catch (error) {
        failWith(error);
        return false;
      }
    },
    close: () => dispatch({ kind: 'close_requested' }),
    ping: () => dispatch({ kind: 'ping_requested' }),
    get queuedBytes() {
      return connection?.call.writableLength ?? 0;
    },
  };
}

/** The HTTP/2 session with the one call on it. */
interface Connection {
  readonly session: ClientHttp2Session;
  readonly call: ClientHttp2Stream;
  destroy(): void;
}

interface ConnectionEvents {
  isEnded(): boolean;
  onSettings(): void;
  /** `code` is a gRPC status code; `message` comes after the address. */
  fail(code: number, message: string, givenUp?: boolean): void;
  failWith(error: unknown): void;
}

/** Throws where the socket or the session cannot be made at all. */
function openConnection(options: GrpcStreamOptions, reader: FrameReader, events: ConnectionEvents): Connection {
  const opening = openSocket(options.target, options.caFile);
  const stopWatching = watchSocket(opening, events);
  const destroySocket = (): void => {
    stopWatching();
    quietly(() => opening.destroy());
  };
  try {
    const scheme = options.target.kind === 'tcp' && options.target.tls ? 'https' : 'http';
    const session = openSession(`${scheme}://${options.target.authority}`, opening, events);
    const call = openCall(session, scheme, options, reader, events);
    return {
      session,
      call,
      destroy() {
        // Anything may fail while tearing down a connection that already failed, and none of it matters any more.
        quietly(() => call.close(constants.NGHTTP2_CANCEL));
        quietly(() => session.destroy());
        destroySocket();
      },
    };
  } catch (error) {
    destroySocket();
    throw error;
  }
}

/** Returns how to stop looking whether the attempt alone keeps the process alive. */
function watchSocket({ socket }: OpeningSocket, { fail, failWith }: ConnectionEvents): () => void {
  // Listened to at once and for ever: an error without a listener would end the process.
  socket.on('error', failWith);
  const stop = onProcessIdle(() => fail(GRPC_STATUS.CANCELLED, 'given up, the process has nothing else to do', true));
  socket.once('connect', stop);
  return stop;
}

function openSession(url: string, { socket }: OpeningSocket, { onSettings, fail, failWith }: ConnectionEvents): ClientHttp2Session {
  const session = connect(url, { createConnection: () => socket, settings: { enablePush: false } });
  session.unref();
  session.on('error', failWith);
  session.on('frameError', () => undefined);
  session.on('goaway', (code) => {
    // No further streams, but this one may go on to its end (RFC 9113, 6.8); the keepalive finds out if it does not.
    if (code !== constants.NGHTTP2_NO_ERROR) fail(GRPC_STATUS.UNAVAILABLE, `closed the connection (HTTP/2 error ${code})`);
  });
  session.on('close', () => fail(GRPC_STATUS.UNAVAILABLE, 'the connection was closed'));
  session.once('remoteSettings', onSettings);
  return session;
}

function openCall(
  session: ClientHttp2Session,
  scheme: string,
  options: GrpcStreamOptions,
  reader: FrameReader,
  { isEnded, fail, failWith }: ConnectionEvents,
): ClientHttp2Stream {
  const call = session.request(
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
  call.on('response', (headers) => checkResponse(headers, fail));
  call.on('trailers', (trailers) => failFromTrailers(trailers, fail));
  call.on('data', (chunk: Uint8Array) => {
    const problem = isEnded() ? undefined : reader.push(chunk, (message) => isEnded() || options.onMessage(message));
    if (problem !== undefined) fail(problem.code, problem.message);
  });
  call.on('error', failWith);
  call.on('close', () => fail(statusOfReset(call.rstCode), reader.partial ? 'broke off in a message' : 'ended the stream'));
  return call;
}

type Fail = ConnectionEvents['fail'];

function checkResponse(headers: IncomingHttpHeaders & { ':status'?: number | undefined }, fail: Fail): void {
  const status = headers[':status'];
  const type = String(headers['content-type'] ?? '');
  // A response of headers alone carries the status of the call in them ("Trailers-Only").
  if (headers['grpc-status'] !== undefined) failFromTrailers(headers, fail);
  else if (status !== 200) fail(statusOfHttp(status), `answered with HTTP status ${status ?? 'missing'}`);
  else if (!type.startsWith('application/grpc')) fail(GRPC_STATUS.UNKNOWN, `does not speak gRPC (content-type "${toLine(type)}")`);
}

function failFromTrailers(trailers: IncomingHttpHeaders, fail: Fail): void {
  const code = Number(trailers['grpc-status'] ?? Number.NaN);
  const text = decodeStatusMessage(String(trailers['grpc-message'] ?? ''));
  if (!Number.isInteger(code)) fail(GRPC_STATUS.UNKNOWN, 'ended without a status');
  else fail(code, text !== '' ? text : code === GRPC_STATUS.OK ? 'ended the stream' : `status ${code}`);
}

function quietly(work: () => void): void {
  try {
    work();
  } catch {
    // Only for tearing down: see above.
  }
}
