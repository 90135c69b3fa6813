/** The server of scenarios.ts: the query of a request says what it does. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as zlib from 'node:zlib';

export const TEXT = JSON.stringify({ text: 'wörld '.repeat(40), calls: [1, 2, 3] });

const ENCODERS: Readonly<Record<string, (text: string) => Buffer>> = {
  gzip: (text) => zlib.gzipSync(text),
  deflate: (text) => zlib.deflateSync(text),
  raw: (text) => zlib.deflateRawSync(text),
  br: (text) => zlib.brotliCompressSync(text),
  zstd: (text) => zlib.zstdCompressSync(text),
  'gzip, br': (text) => zlib.brotliCompressSync(zlib.gzipSync(text)),
  'x-none': (text) => Buffer.from(text),
};

const date = 'Mon, 05 Jan 2026 09:00:00 GMT';

/** What it does with a request, by the name in its query. */
const DOES: Readonly<Record<string, (response: ServerResponse, request: IncomingMessage, body: string) => void>> = {
  whole: (response) => void response.writeHead(200, { date, 'content-length': Buffer.byteLength(TEXT) }).end(TEXT),
  echo: (response, { headers }, body) => {
    const { 'content-length': length, 'transfer-encoding': transfer, 'x-own': own, trailer } = headers;
    response.writeHead(200, { date }).end(JSON.stringify({ body, length, transfer, own, trailer }));
  },
  trailers: (response, { trailers, rawHeaders }, body) => {
    response.writeHead(200, { date, trailer: 'x-sum' });
    response.write(JSON.stringify({ body, trailers, names: rawHeaders.filter((_, at) => at % 2 === 0) }));
    response.addTrailers({ 'x-sum': '1' });
    response.end();
  },
  pieces: (response) => {
    response.writeHead(200, { date });
    let count = 0;
    const next = (): void => {
      if (count++ === 4) return void response.end();
      response.write(`piece ${count}\n`);
      setTimeout(next, 15);
    };
    next();
  },
  big: (response) => void response.writeHead(200, { date }).end('x'.repeat(3_000_000)),
  never: () => {},
  stall: (response) => {
    response.writeHead(200, { date });
    response.write('first');
  },
  hints: (response) => response.writeEarlyHints({ link: '</a>; rel=preload' }, () => void response.writeHead(200, { date }).end('hello')),
  empty: (response) => void response.writeHead(204, { date }).end(),
  unmodified: (response) => void response.writeHead(304, { date }).end(),
  error: (response) => void response.writeHead(500, { date, 'content-type': 'application/json' }).end('{"error":1}'),
  close: (response) => void response.writeHead(200, { date, connection: 'close' }).end('hello'),
  hangup: (response) => response.destroy(),
  cut: (response) => {
    response.writeHead(200, { date });
    response.write('first');
    setTimeout(() => response.destroy(), 25);
  },
  'cut-length': (response) => {
    response.writeHead(200, { date, 'content-length': 100 });
    response.write('first');
    setTimeout(() => response.destroy(), 25);
  },
  broken: (response) => void response.socket?.end('HTTP/1.1 200\u0001 OK\r\n\r\n'),
  'broken-later': (response) => {
    response.socket?.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nfirst\r\n');
    setTimeout(() => response.socket?.end('no chunk\r\n'), 25);
  },
  'until-close': (response) => {
    response.socket?.write('HTTP/1.1 200 OK\r\n\r\nfirst');
    setTimeout(() => response.socket?.end('second'), 25);
  },
};

function encoded(response: ServerResponse, coding: string, sends: string): void {
  const bytes = ENCODERS[coding]?.(TEXT) ?? Buffer.alloc(0);
  const head = { date, 'content-encoding': coding === 'raw' ? 'deflate' : coding, 'content-type': 'application/json' };
  if (sends === 'whole') return void response.writeHead(200, { ...head, 'content-length': bytes.length }).end(bytes);
  response.writeHead(200, head);
  let at = 0;
  const next = (): void => {
    if (at >= bytes.length) return void response.end();
    response.write(bytes.subarray(at, at + 50));
    at += 50;
    setTimeout(next, 2);
  };
  next();
}

export async function startPeer(): Promise<{ readonly port: number; readonly server: Server; close(): void }> {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { searchParams } = new URL(request.url ?? '', 'http://localhost');
    const does = searchParams.get('does') ?? 'whole';
    if (does === 'early') return void response.writeHead(401, { date, connection: 'close' }).end('no');
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const coding = searchParams.get('coding');
    if (coding) encoded(response, coding, does);
    else DOES[does]?.(response, request, body);
  };
  const server = createServer((request, response) => void answer(request, response).catch(() => {})).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    server,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
