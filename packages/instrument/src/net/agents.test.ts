import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { createAgents } from './agents.ts';

test('one connection serves many requests', async (context) => {
  const ports = new Set<number | undefined>();
  const server = createServer((incoming, answer) => {
    ports.add(incoming.socket.remotePort);
    incoming.resume().on('end', () => answer.end('ok'));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  context.after(() => server.close());
  const agent = await createAgents(100).create('http:');
  const { port } = server.address() as AddressInfo;
  for (let times = 0; times < 5; times++) {
    const answer = await new Promise<number | undefined>((resolve, reject) => {
      const sent = request({ agent, host: '127.0.0.1', port, method: 'POST' }, (response) => {
        response.resume().on('end', () => resolve(response.statusCode));
      });
      sent.on('error', reject).end('x');
    });
    assert.equal(answer, 200);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.equal(ports.size, 1);
  agent.destroy();
});

test('after giving up, an attempt fails at once', async () => {
  const agents = createAgents(100);
  const agent = await agents.create('http:');
  agents.giveUp();
  const error = await new Promise<Error>((resolve) => {
    request({ agent, host: '127.0.0.1', port: 9 }).on('error', resolve).end();
  });
  assert.match(error.message, /given up/);
});

test('where nobody listens, that is known with the first attempt', async () => {
  const agents = createAgents(100);
  const agent = await agents.create('http:');
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  const known = agents.unreachable();
  await new Promise((resolve) => {
    request({ agent, host: '127.0.0.1', port }).on('error', resolve).end();
  });
  await known;
  await agents.unreachable();
});
