import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { createAgents } from './agents.ts';

test('requests after each other share one connection, and each is answered', async (t) => {
  let connections = 0;
  const server = createServer((req, res) => {
    req.resume().on('end', () => res.end('taken'));
  });
  server.on('connection', () => {
    connections += 1;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const agent = await createAgents(1_000).create('http:');
  t.after(() => agent.destroy());
  const { port } = server.address() as AddressInfo;
  for (let nth = 0; nth < 5; nth++) {
    const sent = request({ host: '127.0.0.1', port, method: 'POST', agent });
    sent.end('spans');
    const [answer] = await once(sent, 'response');
    answer.resume();
    await once(answer, 'end');
    // Until the socket is back in the pool.
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  assert.equal(connections, 1);
});
