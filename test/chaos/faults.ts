/** What can be wrong with the other end of a connection: a controller, or a receiver of telemetry. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer as createHttp, type RequestListener } from 'node:http';
import { createServer as createHttp2, type Http2Server, type ServerHttp2Stream } from 'node:http2';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { freePort } from '../components/ports.ts';
import type { Peer } from './peer.ts';
import { swallowingPeer } from './swallow.ts';

/** A way to be broken. */
export interface Fault {
  readonly name: string;
  /** What a client perceives: no connection, no answer, or an answer that is none. */
  readonly kind: 'no connection' | 'silence' | 'a useless answer';
  /** `undefined`: this system cannot make it. */
  start(): Promise<Peer | undefined>;
}

const garbage = randomBytes(4096);
/** A frame header of gRPC that promises more than two gigabytes. */
const hugeFrame = Buffer.from([0, 0x7f, 0xff, 0xff, 0xff, 1, 2, 3]);

/** All faults that stay the same for a whole run. */
export const allFaults: readonly Fault[] = [
  { name: 'refusing', kind: 'no connection', start: async () => peer(`127.0.0.1:${await freePort()}`) },
  {
    name: 'a name that does not resolve',
    kind: 'no connection',
    start: async () => peer('no-such-host.invalid:4317', 'no-such-host.invalid:4318'),
  },
  { name: 'an address that swallows packets', kind: 'silence', start: swallowingPeer },
  tcp('a black hole', 'silence', () => {}),
  tcp('closing at once', 'no connection', (socket) => socket.destroy()),
  tcp('resetting at the first byte', 'no connection', (socket) => socket.once('data', () => socket.resetAndDestroy())),
  tcp('garbage', 'a useless answer', (socket) => socket.write(garbage)),
  tcp('garbage without end', 'a useless answer', (socket) => pour(socket)),
  http('status 200 and garbage', 'a useless answer', garbage, (stream) => {
    stream.respond({ ':status': 200, 'content-type': 'text/html' });
    stream.end('<html>It works!</html>');
  }),
  http('the right protocol and garbage', 'a useless answer', garbage, (stream) => {
    stream.respond({ ':status': 200, 'content-type': 'application/grpc' });
    stream.write(Buffer.concat([Buffer.from([0, 0, 0, 16, 0]), garbage]));
  }),
  http('a message of two gigabytes', 'a useless answer', hugeFrame, (stream) => {
    stream.respond({ ':status': 200, 'content-type': 'application/grpc' });
    stream.write(hugeFrame);
  }),
  http('an answer without end', 'a useless answer', undefined, (stream) => {
    stream.respond({ ':status': 200, 'content-type': 'application/grpc' });
    pour(stream);
  }),
  http('status 503', 'a useless answer', '', (stream) => {
    stream.respond({ ':status': 503 });
    stream.end();
  }),
];

const peer = (controller: string, otlp = controller, close = async () => {}): Peer => ({ controller, otlp, close });

/** One TCP server for both. */
function tcp(name: string, kind: Fault['kind'], onSocket: (socket: Socket) => void): Fault {
  return {
    name,
    kind,
    async start() {
      const server = createServer(onSocket);
      const { address, close } = await listen(server);
      return peer(address, address, close);
    },
  };
}

/** HTTP/2 for the controller, HTTP/1.1 for telemetry. `body`: undefined is one without end. */
function http(name: string, kind: Fault['kind'], body: Buffer | string | undefined, onStream: (stream: ServerHttp2Stream) => void): Fault {
  const onRequest: RequestListener = (req, res) => {
    req.on('error', () => {}).resume();
    res.on('error', () => {}).writeHead(body === '' ? 503 : 200, { 'content-type': 'application/x-protobuf' });
    if (body === undefined) pour(res);
    else res.end(body);
  };
  return {
    name,
    kind,
    async start() {
      const h2 = createHttp2();
      h2.on('stream', (stream) => {
        stream.on('error', () => {});
        onStream(stream);
      });
      const [control, otlp] = await Promise.all([listen(h2), listen(createHttp(onRequest))]);
      return peer(control.address, otlp.address, async () => void (await Promise.all([control.close(), otlp.close()])));
    },
  };
}

/** Writes as fast as the other end reads, up to what would hurt anyone. */
function pour(into: NodeJS.WritableStream & { destroyed: boolean }): void {
  let left = 64 << 20;
  const more = () => {
    while (left > 0 && !into.destroyed) {
      left -= 65_536;
      if (!into.write(Buffer.alloc(65_536, 'x'))) return void into.once('drain', more);
    }
  };
  more();
}

async function listen(server: Server | Http2Server): Promise<{ address: string; close: () => Promise<void> }> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).once('close', () => sockets.delete(socket));
  });
  server.on('sessionError', () => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  return { address: `127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}
