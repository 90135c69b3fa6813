import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { BodyCollector, type CollectOptions } from './request-body.ts';

const bodies: string[] = [];
let server: Server;
before(async () => {
  server = createServer((incoming, response) => {
    let text = '';
    incoming.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
    });
    incoming.on('end', () => {
      bodies.push(text);
      response.end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
after(() => {
  server.closeAllConnections();
  server.close();
});

function collect(options: Partial<CollectOptions> = {}) {
  bodies.length = 0;
  const seen: string[] = [];
  const sent = request({ host: '127.0.0.1', port: (server.address() as AddressInfo).port, method: 'POST' });
  const collector = new BodyCollector(sent, {
    onEnd: () => void seen.push('end'),
    onGiveUp: (reason) => void seen.push(reason),
    onError: ({ message }) => void seen.push(message),
    ...options,
  });
  const done = once(sent, 'response').then(([response]) => once((response as IncomingMessage).resume(), 'end'));
  return { sent, collector, seen, done };
}

describe('the body of a request', () => {
  it('is kept until it is whole, and then written as it was', async () => {
    const { sent, collector, seen, done } = collect();
    sent.write('a');
    sent.write('c3b6', 'hex');
    sent.end(new Uint8Array([99]));
    await sleep(20);
    assert.deepEqual([seen, bodies, collector.bytes().toString()], [['end'], [], 'aöc']);
    assert.equal(sent.writableEnded, true);
    collector.flush();
    await done;
    assert.deepEqual(bodies, ['aöc']);
  });

  it('is replaced', async () => {
    const { sent, collector, done } = collect({ onEnd: () => collector.replace(Buffer.from('another')) });
    sent.write('a');
    sent.end('b');
    await done;
    assert.deepEqual(bodies, ['another']);
  });

  it('passes where it is too large', async () => {
    const { sent, seen, done } = collect({ maxBytes: 5 });
    sent.write('abc');
    assert.deepEqual(seen, []);
    sent.write('def');
    assert.deepEqual(seen, ['more than 5 bytes']);
    sent.end('ghi');
    await done;
    assert.deepEqual([seen, bodies], [['more than 5 bytes'], ['abcdefghi']]);
  });

  it('passes where it stands still', async () => {
    const { sent, seen, done } = collect({ maxPauseMs: 60 });
    sent.write('abc');
    await sleep(40);
    sent.write('def');
    await sleep(40);
    assert.deepEqual(seen, []);
    await sleep(60);
    assert.deepEqual(seen, ['nothing came for 60 ms']);
    sent.end('ghi');
    await done;
    assert.deepEqual(bodies, ['abcdefghi']);
  });

  it('is not written after it was dropped', async () => {
    const { sent, collector, done } = collect({ onEnd: () => collector.drop() });
    done.catch(() => {});
    sent.end('a');
    await sleep(20);
    assert.deepEqual(bodies, []);
    sent.destroy();
  });
});
