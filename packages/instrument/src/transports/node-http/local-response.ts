/** Responses that are made in this process, in place of one from the network. */

import type { ClientRequest } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { nextTick } from '../../platform/process.ts';
import type { Reply } from '../transport.ts';
import { coverMethod } from './cover-method.ts';
import { hasHeadLeft } from './request-head.ts';

/** A response as it would come over the wire, so that Node's own parser reads it. */
export interface LocalResponse {
  readonly head: Reply['head'];
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Reads the body of a reply that is made here: the error of a provider, a few hundred bytes. */
export async function localResponseOf({ head, headers = {}, body }: Reply): Promise<LocalResponse> {
  const pieces: Uint8Array[] = [];
  for (let piece = await body?.read(); piece !== undefined; piece = await body?.read()) pieces.push(piece);
  return { head, headers, body: Buffer.concat(pieces) };
}

function encode({ head, headers, body }: LocalResponse, closes: boolean): Buffer {
  const { STATUS_CODES } = process.getBuiltinModule('node:http');
  const lines = [
    `HTTP/1.1 ${head.status} ${STATUS_CODES[head.status] ?? 'Unknown'}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value.replaceAll(/[\r\n]+/g, ' ')}`),
    `content-length: ${body.byteLength}`,
    ...(closes ? ['connection: close'] : []),
  ];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), body]);
}

/**
 * Answers a request of which nothing is to leave. Its socket takes no bytes until the request has "finished", and then the response goes
 * through the request's own parser: every event, the agent's accounting, and the reuse of the connection are Node's.
 * @param end Ends the request with Node's own method.
 */
export function answerLocally(request: ClientRequest, response: LocalResponse, end: () => void): void {
  // What has left already waits at the server for a body that never comes: that connection is not used again.
  const bytes = encode(response, hasHeadLeft(request));
  const withSocket = (socket: Socket): void => {
    const release = silence(socket);
    request.once('close', release);
    onceFinished(request, () => {
      release();
      request.off('close', release);
      if (!socket.destroyed) socket.emit('data', bytes);
    });
  };
  if (request.socket) withSocket(request.socket);
  // Before its head is flushed, and before other listeners.
  else request.prependOnceListener('socket', withSocket);
  end();
}

/** Node adds listeners of its own; what the application sees of ours is one more for a moment. */
function onceFinished(request: ClientRequest, work: () => void): void {
  // After the application's listeners.
  request.once('finish', () => nextTick(work));
}

/** Takes what is written, and sends none of it. */
function silence(socket: Duplex): () => void {
  return coverMethod(
    socket,
    'write',
    () =>
      ((_chunk: unknown, encoding?: unknown, callback?: unknown) => {
        const done = typeof encoding === 'function' ? encoding : callback;
        if (typeof done === 'function') nextTick(done as () => void);
        return true;
      }) as Duplex['write'],
  );
}

/** A connection whose other end answers with this response, whatever it is sent. */
export function localConnection(response: LocalResponse): Duplex {
  const { Duplex } = process.getBuiltinModule('node:stream');
  const connection = new Duplex({
    read() {},
    write(_chunk, _encoding, callback) {
      callback();
    },
    final(callback) {
      callback();
    },
  });
  connection.push(encode(response, true));
  return connection;
}
