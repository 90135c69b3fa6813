import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { openTunnel, proxyAuthorization } from './tunnel.ts';

/** What the proxy was asked, what came of it, and the way. */
async function tunnel(t: TestContext, answer: (socket: Socket) => void, authorization?: string) {
  let asked = '';
  const server = createServer((socket) => {
    socket
      .on('error', () => {})
      .once('data', (chunk) => {
        asked += chunk;
        answer(socket);
        socket.on('data', (more) => socket.write(`echo ${more}`));
      });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  t.after(() => {
    socket.destroy();
    server.close();
  });
  await once(socket, 'connect');
  const error = await new Promise<Error | undefined>((resolve) => openTunnel(socket, 'collector:4318', authorization, resolve));
  return { asked, error, socket };
}

test('what is written behind the answer reaches the target, whatever pieces it comes in', async (t) => {
  const { asked, error, socket } = await tunnel(
    t,
    (peer) => {
      peer.write('HTTP/1.1 200 Connection ');
      setTimeout(() => peer.write('established\r\nx: y\r\n\r\nfirst '), 20);
    },
    'Basic dTpw',
  );
  assert.equal(error, undefined);
  assert.equal(asked, 'CONNECT collector:4318 HTTP/1.1\r\nHost: collector:4318\r\nProxy-Authorization: Basic dTpw\r\n\r\n');
  socket.write('hello');
  let received = '';
  for await (const chunk of socket) {
    received += chunk;
    if (received.endsWith('hello')) break;
  }
  assert.equal(received, 'first echo hello');
});

test('a proxy that refuses, says nonsense, ends, or talks without end is an error in words', async (t) => {
  const cases: [(peer: Socket) => void, RegExp][] = [
    [(peer) => peer.write('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'), /the proxy answered with status 407/],
    [(peer) => peer.write('SSH-2.0\r\n\r\n'), /something else than HTTP/],
    [(peer) => peer.end(), /the proxy closed the connection/],
    [(peer) => peer.write('x'.repeat(100_000)), /something else than HTTP/],
  ];
  for (const [answer, expected] of cases) {
    const { error, socket } = await tunnel(t, answer);
    assert.match(error?.message ?? '', expected);
    assert.equal(socket.destroyed, true);
  }
});

test('the user of a proxy address', () => {
  assert.equal(proxyAuthorization(new URL('http://me:p%40ss@proxy:1')), `Basic ${Buffer.from('me:p@ss').toString('base64')}`);
  assert.equal(proxyAuthorization(new URL('http://proxy:1')), undefined);
});
