/**
 * Loopback ports for processes that a test starts. They are taken from below the range from which systems give ports to outgoing
 * connections (Linux: from 32768): nothing but another test can take one between its choice and its use, or while a process restarts.
 */
import { randomInt } from 'node:crypto';
import { connect, createServer } from 'node:net';

const RANGE = { from: 20_000, to: 32_768 };
const ATTEMPTS = 50;

/**
 * A TCP port on 127.0.0.1 that nothing listens on now. It is not reserved: who starts a process on it must be ready to see it
 * taken ({@link withFreePorts}).
 */
export async function freePort(): Promise<number> {
  const { port, close } = await listen();
  await close();
  return port;
}

/** As many different free ports. */
async function freePorts(count: number): Promise<readonly number[]> {
  // All are held open until all are known, else the same one could come twice.
  const servers = await Promise.all(Array.from({ length: count }, listen));
  const ports = servers.map(({ port }) => port);
  await Promise.all(servers.map(({ close }) => close()));
  return ports;
}

interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

async function listen(): Promise<Listening> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await listenOn(randomInt(RANGE.from, RANGE.to));
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
    }
  }
}

function listenOn(port: number): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve({ port, close: () => new Promise((done) => server.close(() => done())) }));
  });
}

/** Starts something on free ports; when it fails because one of them was taken in the meantime, once more on others. */
export async function withFreePorts<T>(count: number, start: (ports: readonly number[]) => Promise<T>): Promise<T> {
  try {
    return await start(await freePorts(count));
  } catch (error) {
    if (!/address already in use|EADDRINUSE/.test(String(error))) throw error;
    return start(await freePorts(count));
  }
}

/** Whether something accepts TCP connections there. */
export function isListening(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host, timeout: 1_000 });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => end(true));
    socket.once('timeout', () => end(false));
    socket.once('error', () => end(false));
  });
}
