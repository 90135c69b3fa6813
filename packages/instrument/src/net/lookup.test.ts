import assert from 'node:assert/strict';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { describe, type TestContext, test } from 'node:test';
import { createLookup } from './lookup.ts';

async function nameServer(
  t: TestContext,
  answer?: (query: Buffer) => Buffer,
): Promise<{ readonly address: string; readonly queries: () => number }> {
  const socket: Socket = createSocket('udp4');
  let queries = 0;
  socket.on('message', (query, from) => {
    queries += 1;
    if (answer !== undefined) socket.send(answer(query), from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  t.after(() => socket.close());
  return { address: `127.0.0.1:${socket.address().port}`, queries: () => queries };
}

function find(lookup: ReturnType<typeof createLookup>, name: string): Promise<string> {
  return new Promise((resolve) => {
    lookup.lookup(name, { family: 4 }, (error, address) => resolve(error?.code ?? JSON.stringify(address)));
  });
}

describe('lookup', () => {
  test('names of this machine need no name server', async (t) => {
    const server = await nameServer(t);
    assert.equal(await find(createLookup([server.address]), 'localhost'), '"127.0.0.1"');
    assert.equal(server.queries(), 0);
  });

  test('towards a name server that answers nothing it ends, and can be given up at once', async (t) => {
    const server = await nameServer(t);
    const lookup = createLookup([server.address]);
    const found = find(lookup, 'controller.example');
    setTimeout(() => lookup.cancel(), 50);
    const from = Date.now();
    assert.equal(await found, 'EAI_AGAIN');
    assert.ok(Date.now() - from < 1_000);
    assert.equal(await find(lookup, 'controller.example'), 'EAI_AGAIN');
    assert.ok(server.queries() >= 1);
  });

  test('where a name server says no, the system decides', async (t) => {
    // The query itself with the bits of an answer and the code of "no such name" (RFC 1035, 4.1.1).
    const server = await nameServer(t, (query) => {
      const reply = Buffer.from(query);
      reply.writeUInt16BE(0x8183, 2);
      return reply;
    });
    assert.match(await find(createLookup([server.address]), 'controller.invalid'), /ENOTFOUND|EAI_AGAIN/);
    assert.ok(server.queries() >= 1);
  });
});
