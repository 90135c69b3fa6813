/** A response that is made in the process, and what it leaves behind. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import * as http from 'node:http';
import * as https from 'node:https';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, it } from 'node:test';
import { TEST_CERTIFICATE, TEST_KEY } from '../../control/testing/certificate.ts';
import { madeReply } from '../testing/host.ts';
import { nodeHttpTransport } from './index.ts';

const requests: string[] = [];
const listener: http.RequestListener = (request, response) => {
  requests.push(request.url ?? '');
  request.on('error', () => {});
  request.resume().on('end', () => response.end('hello'));
};
const plain = http.createServer(listener);
const secure = https.createServer({ cert: TEST_CERTIFICATE, key: TEST_KEY }, listener);
const portOf = (server: http.Server): number => (server.address() as AddressInfo).port;

before(async () => {
  for (const server of [plain, secure]) await once(server.listen(0, '127.0.0.1'), 'listening');
  nodeHttpTransport.install({
    match: ({ url }) =>
      url.pathname === '/denied' ? { ready: () => () => madeReply(403, '{"error":"denied"}'), unread: () => {} } : undefined,
  });
});
after(() => {
  for (const server of [plain, secure]) {
    server.closeAllConnections();
    server.close();
  }
});
beforeEach(() => {
  requests.length = 0;
});

interface Seen {
  readonly text: string;
  readonly events: readonly string[];
  readonly reusedSocket: boolean;
}

async function send(sent: http.ClientRequest, write: (sent: http.ClientRequest) => void = (each) => each.end('body')): Promise<Seen> {
  const events: string[] = [];
  for (const name of ['socket', 'finish', 'response', 'error', 'close'] as const) sent.on(name, () => events.push(name));
  const responded = once(sent, 'response');
  const closed = new Promise((resolve) => sent.on('close', resolve));
  write(sent);
  const [response] = (await responded) as [http.IncomingMessage];
  const text = await response.map(String).reduce((all, chunk) => all + chunk, '');
  await closed;
  return { text: `${response.statusCode} ${text}`, events, reusedSocket: sent.reusedSocket };
}

describe('a local response', () => {
  const EVENTS = ['socket', 'finish', 'response', 'close'];
  const DENIED = '403 {"error":"denied"}';

  it('leaves a connection that serves what follows', async () => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    const options = { host: '127.0.0.1', port: portOf(plain), method: 'POST', agent };
    const first = await send(http.request({ ...options, path: '/denied' }));
    assert.deepEqual([first.text, first.events], [DENIED, EVENTS]);
    const second = await send(http.request({ ...options, path: '/plain' }));
    assert.deepEqual([second.text, second.reusedSocket], ['200 hello', true]);
    const third = await send(http.request({ ...options, path: '/denied' }));
    assert.deepEqual([third.text, third.reusedSocket, third.events], [DENIED, true, EVENTS]);
    assert.deepEqual(requests, ['/plain']);
    agent.destroy();
  });

  it('waits its turn, and lets others have theirs', async () => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    const options = { host: '127.0.0.1', port: portOf(plain), method: 'POST', agent };
    const all = ['/plain', '/denied', '/denied', '/plain'].map((path) => send(http.request({ ...options, path })));
    assert.deepEqual(
      (await Promise.all(all)).map(({ text }) => text),
      ['200 hello', DENIED, DENIED, '200 hello'],
    );
    agent.destroy();
  });

  it('goes over TLS', async () => {
    const options = { host: 'localhost', family: 4, port: portOf(secure), method: 'POST', ca: TEST_CERTIFICATE };
    const { text, events } = await send(https.request({ ...options, path: '/denied' }));
    assert.deepEqual([text, events], [DENIED, EVENTS]);
    assert.equal((await send(https.request({ ...options, path: '/plain' }))).text, '200 hello');
  });

  it('is there though the connection is not kept', async () => {
    const options = { host: '127.0.0.1', port: portOf(plain), method: 'POST', agent: new http.Agent() };
    assert.equal((await send(http.request({ ...options, path: '/denied' }))).text, DENIED);
    assert.equal((await send(http.request({ ...options, path: '/denied', agent: false }))).text, DENIED);
    assert.deepEqual(requests, []);
  });

  it('answers a request whose head has left, and closes its connection', async () => {
    const agent = new http.Agent({ keepAlive: true });
    const options = { host: '127.0.0.1', port: portOf(plain), method: 'POST', path: '/denied', agent };
    const expecting = await send(http.request({ ...options, headers: { expect: '100-continue', 'content-length': 4 } }), (sent) => {
      sent.on('continue', () => sent.end('body'));
    });
    assert.equal(expecting.text, DENIED);
    const flushed = await send(http.request(options), (sent) => {
      sent.flushHeaders();
      setTimeout(() => sent.end('body'), 20);
    });
    assert.equal(flushed.text, DENIED);
    assert.equal(Object.values(agent.freeSockets).flat().length, 0);
    agent.destroy();
  });

  it('answers a request that is written in pieces, with its callbacks', async () => {
    const options = { host: '127.0.0.1', port: portOf(plain), method: 'POST', path: '/denied' };
    const callbacks: string[] = [];
    const { text } = await send(http.request(options), (sent) => {
      sent.write('one', () => callbacks.push('one'));
      sent.write('two', () => {
        callbacks.push('two');
        sent.end(() => callbacks.push('end'));
      });
    });
    assert.deepEqual([text, callbacks], [DENIED, ['one', 'two', 'end']]);
    assert.deepEqual(requests, []);
  });

  it('does not come where there is no server: the application sees that there is none', async () => {
    const sent = http.request({ host: '127.0.0.1', port: 3, method: 'POST', path: '/denied', agent: new http.Agent() });
    const outcome = await send(sent).then(
      ({ text }) => text,
      (error: NodeJS.ErrnoException) => error.code,
    );
    // Whichever is first: the refusal of the connection, or the answer that needs none.
    assert.ok([DENIED, 'ECONNREFUSED'].includes(outcome ?? ''), outcome);
  });
});
