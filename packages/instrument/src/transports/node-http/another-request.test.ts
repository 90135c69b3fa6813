/** Another request beside the application's reaches the same server, however the application reaches it. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import * as http from 'node:http';
import * as https from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { TEST_CERTIFICATE, TEST_KEY } from '../../control/testing/certificate.ts';
import type { TransportReply } from '../transport.ts';
import { nodeHttpTransport } from './index.ts';

const received: string[] = [];
const listener = (name: string): http.RequestListener => {
  return (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push(`${name} ${request.headers.host} ${request.headers['x-own']} ${Buffer.concat(chunks).toString()}`);
      response.end('answer');
    });
  };
};
const folder = mkdtempSync(join(tmpdir(), 'airt-unix-'));
const plain = http.createServer(listener('plain'));
const secure = https.createServer({ cert: TEST_CERTIFICATE, key: TEST_KEY }, listener('secure'));
const unix = http.createServer(listener('unix'));
const servers = [plain, secure, unix];
const portOf = (server: http.Server): number => (server.address() as AddressInfo).port;
let failure: unknown;

before(async () => {
  plain.listen(0, '127.0.0.1');
  secure.listen(0, '127.0.0.1');
  unix.listen(join(folder, 'socket'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  nodeHttpTransport.install({
    match: () => ({
      unread: () => {},
      ready: () => async (exchange) => {
        const own = await exchange.send({});
        const reply = (original: TransportReply) => ({
          ...{ head: original.head, original, body: original.body, isNative: true, observer: undefined, isEdited: () => false },
        });
        try {
          await (await exchange.send({ body: 'again', additional: new AbortController().signal })).body?.read();
        } catch (error) {
          failure = error;
        }
        return reply(own);
      },
    }),
  });
});
after(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  received.length = 0;
  failure = undefined;
});

async function post(module: typeof http | typeof https, options: https.RequestOptions): Promise<void> {
  const sent = module.request({ method: 'POST', path: '/', ...options });
  sent.end('own');
  const [response] = (await once(sent, 'response')) as [http.IncomingMessage];
  assert.equal(await response.map(String).reduce((text, chunk) => text + chunk, ''), 'answer');
}

class OwnAgent extends http.Agent {
  connections = 0;
  override createConnection(...args: Parameters<http.Agent['createConnection']>) {
    this.connections++;
    return super.createConnection(...args);
  }
}

describe('another request', () => {
  const headers = { 'x-own': 'a' };
  const ways: Readonly<Record<string, () => [name: string, host: string, sent: Promise<void>]>> = {
    'the default agent': () => {
      const port = portOf(plain);
      return ['plain', `127.0.0.1:${port}`, post(http, { host: '127.0.0.1', port, headers })];
    },
    'an agent of its own': () => {
      const port = portOf(plain);
      return [
        'plain',
        `localhost:${port}`,
        post(http, { host: 'localhost', family: 4, port, headers, agent: new OwnAgent({ keepAlive: true }) }),
      ];
    },
    'no agent that is kept': () => {
      const port = portOf(plain);
      return ['plain', `127.0.0.1:${port}`, post(http, { host: '127.0.0.1', port, headers, agent: false })];
    },
    'a name that only the application can resolve': () => {
      const port = portOf(plain);
      const lookup: http.RequestOptions['lookup'] = (_name, options, callback) =>
        options.all ? callback(null, [{ address: '127.0.0.1', family: 4 }]) : callback(null, '127.0.0.1', 4);
      return ['plain', `model.invalid:${port}`, post(http, { host: 'model.invalid', port, headers, lookup })];
    },
    'a header with another name and port': () => {
      const port = portOf(plain);
      return ['plain', 'api.example', post(http, { host: '127.0.0.1', port, headers: { ...headers, Host: 'api.example' } })];
    },
    'a header with another name, and an agent of its own': () => {
      const port = portOf(plain);
      const agent = new OwnAgent();
      return ['plain', 'api.example', post(http, { host: '127.0.0.1', port, agent, headers: { ...headers, Host: 'api.example' } })];
    },
    'headers as a list': () => {
      const port = portOf(plain);
      return ['plain', 'h', post(http, { host: '127.0.0.1', port, headers: ['X-Own', 'a', 'Host', 'h', 'Content-Length', '3'] })];
    },
    'a socket of the file system': () => ['unix', 'localhost', post(http, { socketPath: join(folder, 'socket'), headers })],
    'TLS, with an authority of the request': () => {
      const port = portOf(secure);
      return ['secure', `localhost:${port}`, post(https, { host: 'localhost', family: 4, port, headers, ca: TEST_CERTIFICATE })];
    },
    'TLS, not verified, with another name': () => {
      const port = portOf(secure);
      const options = { rejectUnauthorized: false, servername: 'api.example', headers: { ...headers, host: 'api.example' } };
      return ['secure', 'api.example', post(https, { host: '127.0.0.1', port, ...options })];
    },
    'TLS, with an agent of its own': () => {
      const port = portOf(secure);
      const agent = new https.Agent({ ca: TEST_CERTIFICATE, keepAlive: true });
      return ['secure', `localhost:${port}`, post(https, { host: 'localhost', family: 4, port, headers, agent })];
    },
  };
  for (const [way, start] of Object.entries(ways)) {
    it(`goes by ${way}`, async () => {
      const [name, host, sent] = start();
      await sent;
      assert.equal(failure, undefined);
      assert.deepEqual(received, [`${name} ${host} a own`, `${name} ${host} a again`]);
    });
  }

  it('is not sent where the application makes the connection of each request', async () => {
    const port = portOf(plain);
    await post(http, { host: '127.0.0.1', port, headers, createConnection: () => connect(port, '127.0.0.1') });
    assert.match(String(failure), /the application makes the connection/);
    assert.equal(received.length, 1);
  });
});
