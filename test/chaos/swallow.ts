/**
 * An address that swallows packets, as behind a firewall: a connection to it neither opens nor fails. Made of a process that
 * listens with the shortest of queues, is stopped, and whose queue is filled; the kernel then leaves every further attempt unanswered.
 */
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { spawnProcess } from '../components/process.ts';
import type { Peer } from './peer.ts';

const program = `const server = require('node:net').createServer(); server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => console.log('port ' + server.address().port))`;
const settledMs = 300;

/** undefined: this system's queues do not fill up like that. */
export async function swallowingPeer(): Promise<Peer | undefined> {
  const child = await spawnProcess(process.execPath, { name: 'listener', args: ['-e', program] });
  const port = Number((await child.waitForLine(/^port /)).split(' ')[1]);
  child.signal('SIGSTOP');
  const sockets: Socket[] = [];
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    await child.kill();
  };
  for (let attempt = 0; attempt < 20; attempt++) {
    const socket = connect(port, '127.0.0.1').on('error', () => {});
    sockets.push(socket);
    await sleep(attempt < 3 ? 20 : settledMs);
    // Two in a row that stay open-ended: the queue is full.
    if (attempt > 3 && sockets.slice(-2).every((each) => each.connecting)) {
      const address = `127.0.0.1:${port}`;
      return { controller: address, otlp: address, close };
    }
  }
  await close();
  return undefined;
}
