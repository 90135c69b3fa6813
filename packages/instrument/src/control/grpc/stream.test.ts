import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http2';
import { describe, test } from 'node:test';
import { airt } from '@airt/protocol/control';
import { startTestController } from '../testing/controller.ts';
import { MISBEHAVIOURS, startPeer } from '../testing/peers.ts';
import { type GrpcStream, type GrpcStreamOptions, openGrpcStream, type StreamEnd } from './stream.ts';
import { parseTarget, type Target } from './target.ts';

function targetOf(address: string): Target {
  const target = parseTarget(address);
  if ('error' in target) throw new Error(target.error);
  return target;
}

interface Opened {
  readonly stream: GrpcStream;
  readonly messages: Uint8Array[];
  readonly ends: StreamEnd[];
  readonly end: Promise<StreamEnd>;
}

function open(address: string, options: Partial<GrpcStreamOptions> = {}): Opened {
  const messages: Uint8Array[] = [];
  const ends: StreamEnd[] = [];
  let resolveEnd: (end: StreamEnd) => void = () => undefined;
  const end = new Promise<StreamEnd>((resolve) => {
    resolveEnd = resolve;
  });
  const stream = openGrpcStream({
    target: targetOf(address),
    path: '/airt.control.v1.ControlService/Connect',
    onMessage: (message) => messages.push(message),
    onEnd: (ended) => {
      ends.push(ended);
      resolveEnd(ended);
    },
    ...options,
    limits: { connectTimeoutMs: 400, pingIntervalMs: 300, pingTimeoutMs: 300, closeTimeoutMs: 300, ...options.limits },
  });
  return { stream, messages, ends, end };
}

/** The test process itself has to stay while everything under test is unref'd. */
async function within<T>(promise: Promise<T>, ms = 10_000): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`nothing happened within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

const hello = airt.control.v1.AgentMessage.encode({ sequence: 1, hello: { instanceUid: 'i' } }).finish();

describe('stream against grpc-js', { concurrency: true }, () => {
  test('carries messages both ways and ends politely', async (t) => {
    const controller = await startTestController();
    t.after(() => controller.stop());
    const { stream, messages, end } = open(controller.address, { headers: { authorization: 'Bearer secret' } });
    assert.equal(stream.send(hello), true);
    const server = await within(controller.stream(0));
    assert.equal(await within(server.until((message) => message.hello?.instanceUid)), 'i');
    assert.deepEqual(server.metadata.get('authorization'), ['Bearer secret']);
    server.send({ drain: { retryAfterMs: 5, reason: 'x'.repeat(100_000) } });
    while (messages.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    stream.close();
    assert.equal(stream.send(hello), false);
    await within(server.ended);
    assert.equal((await within(end)).code, 0);
  });

  test('tells the status and the words of the server', async (t) => {
    const controller = await startTestController({ welcome: false });
    t.after(() => controller.stop());
    const { stream, end, ends } = open(controller.address);
    stream.send(hello);
    (await within(controller.stream(0))).fail(16, 'no such tokén');
    const ended = await within(end);
    assert.equal(ended.code, 16);
    assert.match(ended.message, /no such tokén/);
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(ends.length, 1);
  });

  test('ends when the server is gone', async (t) => {
    const controller = await startTestController();
    t.after(() => controller.stop());
    const { stream, end } = open(controller.address);
    stream.send(hello);
    await within(controller.stream(0));
    await controller.stop();
    assert.ok([1, 14].includes((await within(end)).code));
  });

  test('takes no more than its limit while nothing leaves', async (t) => {
    const peer = await startPeer((socket) => socket.pause());
    t.after(() => peer.stop());
    const { stream, end } = open(peer.address, { limits: { maxQueuedBytes: 10_000 } });
    const big = new Uint8Array(4_000);
    let taken = 0;
    for (let i = 0; i < 100; i += 1) if (stream.send(big)) taken += 1;
    assert.ok(taken >= 1 && taken <= 3, String(taken));
    assert.ok(stream.queuedBytes <= 13_000);
    stream.close();
    await within(end);
  });

  test('a method that is not there is UNIMPLEMENTED', async (t) => {
    const controller = await startTestController();
    t.after(() => controller.stop());
    const { end } = open(controller.address, { path: '/no.Such/Method' });
    assert.equal((await within(end)).code, 12);
  });
});

describe('misbehaving peers end the stream once, cleanly', { concurrency: true }, () => {
  for (const [name, misbehave] of Object.entries(MISBEHAVIOURS)) {
    test(name, async (t) => {
      const peer = await startPeer(misbehave);
      t.after(() => peer.stop());
      const { stream, end, ends, messages } = open(peer.address, { limits: { maxMessageBytes: 1_000_000 } });
      stream.send(hello);
      if (name === 'sends a broken message') {
        // The framing is sound: what is in it is the client's business.
        while (messages.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
        stream.close();
      }
      const ended = await within(end);
      assert.notEqual(ended.code, 0);
      assert.doesNotMatch(ended.message, /\n|\bat \w+ \(/);
      await new Promise((resolve) => setTimeout(resolve, 30));
      assert.equal(ends.length, 1);
      assert.equal(stream.send(hello), false);
    });
  }

  test('nobody there', async (t) => {
    const peer = await startPeer(() => undefined);
    t.after(() => peer.stop());
    peer.stop();
    assert.match((await within(open(peer.address).end)).message, /connection refused/);
  });

  test('a host that cannot be one, a certificate file that is not there', async () => {
    assert.equal((await within(open('nowhere.invalid:1').end)).code, 14);
    assert.match((await within(open('https://127.0.0.1:1', { caFile: '/no/such/ca.pem' }).end)).message, /ca\.pem/);
  });

  test('an HTTP/2 server that is no gRPC server', async () => {
    const server = createServer((_request, response) => {
      response.writeHead(503, { 'content-type': 'text/html' });
      response.end('<h1>down</h1>');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    const ended = await within(open(`http://127.0.0.1:${port}`).end);
    assert.equal(ended.code, 14);
    assert.match(ended.message, /HTTP status 503/);
    server.close();
  });
});
