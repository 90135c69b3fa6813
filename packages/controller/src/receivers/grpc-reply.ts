/** How a call over HTTP/2 ends: with its messages and a status in trailers, or with a status alone. */
import { constants, type ServerHttp2Stream } from 'node:http2';

const CONTENT = { ':status': 200, 'content-type': 'application/grpc', 'grpc-accept-encoding': 'identity,gzip,deflate' } as const;

export interface GrpcStatus {
  readonly code: number;
  readonly details?: string;
  /** A serialised google.rpc.Status. */
  readonly statusDetails?: Uint8Array;
}

/** Begins an answer that has messages; `sendStatus` ends it. */
export function beginReply(stream: ServerHttp2Stream): void {
  if (!stream.headersSent && !stream.destroyed) stream.respond(CONTENT, { waitForTrailers: true });
}

/** Sends one message, and the status OK behind it. */
export function sendReply(stream: ServerHttp2Stream, frame: Buffer): void {
  if (stream.destroyed || stream.closed) return;
  beginReply(stream);
  stream.once('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
  stream.end(frame);
}

/** Ends a call with a status. A sender that has not finished stops sending. */
export function sendStatus(stream: ServerHttp2Stream, status: GrpcStatus): void {
  if (stream.destroyed || stream.closed) return;
  const trailers = {
    'grpc-status': String(status.code),
    ...(status.details ? { 'grpc-message': percentEncoded(status.details) } : {}),
    ...(status.statusDetails ? { 'grpc-status-details-bin': Buffer.from(status.statusDetails).toString('base64') } : {}),
  };
  if (stream.headersSent) {
    stream.once('wantTrailers', () => stream.sendTrailers(trailers));
    stream.end();
  } else stream.respond({ ...CONTENT, ...trailers }, { endStream: true });
  stopReading(stream);
}

/** A sender that has read the status ends its side as well; one that goes on is cut off. */
const CLOSE_AFTER_MS = 1000;

/** What is still on its way is discarded. RST_STREAM without an error says that the answer is whole, and that the rest is not wanted. */
function stopReading(stream: ServerHttp2Stream): void {
  if (stream.readableEnded) return;
  stream.removeAllListeners('data');
  stream.resume();
  const close = setTimeout(() => stream.close(constants.NGHTTP2_NO_ERROR), CLOSE_AFTER_MS).unref();
  stream.once('close', () => clearTimeout(close));
}

/** As the protocol wants `grpc-message`: UTF-8, of which only printable ASCII but `%` is left as it is. */
const percentEncoded = (text: string): string =>
  [...Buffer.from(text.slice(0, 1000), 'utf8')]
    .map((byte) =>
      byte >= 0x20 && byte <= 0x7e && byte !== 0x25 ? String.fromCharCode(byte) : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
    )
    .join('');
