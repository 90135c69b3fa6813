/** For tests: peers that accept a connection and then misbehave. */
import { createServer, type Server, type Socket } from 'node:net';

export interface HostilePeer {
  readonly address: string;
  stop(): void;
}

export async function startPeer(onConnection: (socket: Socket) => void): Promise<HostilePeer> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    onConnection(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    address: `127.0.0.1:${address.port}`,
    stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** One HTTP/2 frame (RFC 9113, 4.1). */
function h2Frame(type: number, flags: number, streamId: number, payload: Uint8Array): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head.writeUInt8(type, 3);
  head.writeUInt8(flags, 4);
  head.writeUInt32BE(streamId, 5);
  return Buffer.concat([head, payload]);
}

/** What a gRPC server begins an answer with: SETTINGS, and HEADERS with `:status: 200` and the content type, unindexed. */
function h2Opening(): Buffer {
  const literal = (name: string, value: string): Buffer =>
    Buffer.concat([Buffer.from([0, name.length]), Buffer.from(name), Buffer.from([value.length]), Buffer.from(value)]);
  // 0x88 is the indexed field ":status: 200" of the static table (RFC 7541, appendix A).
  const headers = Buffer.concat([Buffer.from([0x88]), literal('content-type', 'application/grpc')]);
  return Buffer.concat([h2Frame(4, 0, 0, Buffer.alloc(0)), h2Frame(1, 4, 1, headers)]);
}

const data = (bytes: Uint8Array): Buffer => h2Frame(0, 0, 1, bytes);

/** Every way to misbehave, by name. */
export const MISBEHAVIOURS: Readonly<Record<string, (socket: Socket) => void>> = {
  'says nothing': () => undefined,
  'closes at once': (socket) => void socket.end(),
  'resets at once': (socket) => void socket.resetAndDestroy(),
  'speaks HTTP/1.1': (socket) => void socket.end('HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n'),
  'sends garbage': (socket) => void socket.write(Buffer.alloc(4096, 0xa5)),
  'greets and says nothing more': (socket) => void socket.write(h2Frame(4, 0, 0, Buffer.alloc(0))),
  'sends half an HTTP/2 frame': (socket) => void socket.write(Buffer.concat([h2Opening(), data(Buffer.alloc(100)).subarray(0, 40)])),
  'sends half a message and closes': (socket) => void socket.end(Buffer.concat([h2Opening(), data(Buffer.from([0, 0, 0, 0, 9, 1, 2]))])),
  'announces a huge message': (socket) =>
    void socket.write(Buffer.concat([h2Opening(), data(Buffer.from([0, 0xff, 0xff, 0xff, 0xff, 1]))])),
  'sends a compressed message': (socket) => void socket.write(Buffer.concat([h2Opening(), data(Buffer.from([1, 0, 0, 0, 1, 1]))])),
  'sends a frame beyond the limit': (socket) => void socket.write(Buffer.concat([h2Opening(), h2Frame(0, 0, 1, Buffer.alloc(1 << 20))])),
  'sends a broken message': (socket) => void socket.write(Buffer.concat([h2Opening(), data(Buffer.from([0, 0, 0, 0, 2, 0x12, 0x7f]))])),
  'goes away': (socket) => void socket.write(Buffer.concat([h2Opening(), h2Frame(7, 0, 0, Buffer.from([0, 0, 0, 1, 0, 0, 0, 11]))])),
  'resets the stream': (socket) => void socket.write(Buffer.concat([h2Opening(), h2Frame(3, 0, 1, Buffer.from([0, 0, 0, 2]))])),
};
