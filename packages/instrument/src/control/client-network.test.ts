/** The control client over real sockets: with a controller on the real `@grpc/grpc-js`, and with peers that misbehave. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { outcomeStatusToProto } from '@airt/engine';
import { type ControlClient, type ControlClientOptions, createControlClient } from './client.ts';
import { startTestController } from './testing/controller.ts';
import { MISBEHAVIOURS, startPeer } from './testing/peers.ts';

/** Everything under test is unref'd: without this the test process would end in the middle. */
const alive = setInterval(() => undefined, 1_000);
test.after(() => clearInterval(alive));

const outcome = (id: string) => ({ directiveId: id, status: outcomeStatusToProto('applied') });

interface Agent {
  readonly client: ControlClient;
  readonly states: string[];
  readonly logs: string[];
}

function agent(target: string, options: Partial<ControlClientOptions> = {}): Agent {
  const states: string[] = [];
  const logs: string[] = [];
  const client = createControlClient({
    target,
    hello: () => ({ instanceUid: 'agent-1', agentName: '@airt/instrument' }),
    onStateChange: (state) => states.push(state),
    log: (level, message) => logs.push(`${level} ${message}`),
    ...options,
    timing: { welcomeTimeoutMs: 300, backoffMinMs: 30, backoffMaxMs: 60, helloIntervalMs: 100, ...options.timing },
    limits: { connectTimeoutMs: 300, pingIntervalMs: 200, pingTimeoutMs: 200, closeTimeoutMs: 200, ...options.limits },
  });
  return { client, states, logs };
}

async function until(condition: () => boolean, what: string, ms = 5_000): Promise<void> {
  const end = Date.now() + ms;
  while (!condition()) {
    if (Date.now() > end) assert.fail(`not within ${ms} ms: ${what}`);
    await sleep(5);
  }
}

describe('against grpc-js', { concurrency: true }, () => {
  test('every kind of message arrives, in order', async (t) => {
    const welcome = { epoch: 7, nowUnixMs: Date.now() + 60_000, heartbeatIntervalMs: 100, features: ['signal'] };
    const controller = await startTestController({ welcome });
    t.after(() => controller.stop());
    const directives: string[] = [];
    let activities = 0;
    const { client } = agent(controller.address, {
      token: 'tok',
      health: () => ({ healthy: true, failures: { f: 1 } }),
      onActivity: () => (activities += 1),
      onPolicyUpdate: () => ({ versions: { good: 'v1' }, errors: [] }),
      onDirective: ({ id }) => directives.push(id ?? ''),
    });
    client.start();
    const server = await controller.stream(0);
    assert.equal((await server.until((message) => message.hello)).instanceUid, 'agent-1');
    assert.deepEqual(server.metadata.get('authorization'), ['Bearer tok']);
    assert.deepEqual((await server.until((message) => message.health)).failures, { f: 1 });
    server.send({ policyUpdate: { nonce: 'n1' } });
    assert.deepEqual((await server.until((message) => message.policyAck)).versions, { good: 'v1' });
    server.send({ directive: { id: 'd1', sequence: 5, epoch: 7, steer: { guidance: 'g' }, scope: { traceId: Buffer.alloc(16, 1) } } });
    await until(() => directives.length === 1, 'directive');
    client.sendOutcome(outcome('d1'));
    await server.until((message) => message.directiveOutcome);
    assert.equal(client.signal({ kind: 5, traceId: Buffer.alloc(16, 1) }), true);
    await server.until((message) => message.signal);
    await server.until((message) => message.heartbeat);
    // The controller sends nothing: its answers to pings count as activity.
    const before = activities;
    await until(() => activities > before, 'the answer to a ping');
    assert.deepEqual(
      server.received.map((message) => message.sequence),
      server.received.map((_, index) => index + 1),
    );
    await client.close('done');
    assert.equal((await server.until((message) => message.goodbye)).reason, 'done');
    assert.equal(client.state(), 'closed');
  });

  test('a controller that is restarted gets what may not have arrived', async (t) => {
    const first = await startTestController();
    t.after(() => first.stop());
    const port = Number(first.address.split(':')[1]);
    const { client } = agent(first.address);
    client.start();
    const server = await first.stream(0);
    await until(() => client.state() === 'connected', 'connected');
    client.sendOutcome(outcome('a'));
    await server.until((message) => message.directiveOutcome);
    await first.stop();
    await until(() => client.state() !== 'connected', 'lost');
    client.sendOutcome(outcome('b'));
    const second = await startTestController({ port });
    t.after(() => second.stop());
    const again = await second.stream(0);
    await until(() => again.received.filter((message) => message.directiveOutcome).length === 2, 'outcomes again');
    assert.deepEqual(
      again.received.map((message) => message.hello?.instanceUid ?? message.directiveOutcome?.directiveId),
      ['agent-1', 'a', 'b'],
    );
    await client.close();
  });

  test('a draining controller is left politely', async (t) => {
    const controller = await startTestController();
    t.after(() => controller.stop());
    const { client } = agent(controller.address);
    client.start();
    const server = await controller.stream(0);
    await until(() => client.state() === 'connected', 'connected');
    server.send({ drain: { retryAfterMs: 100, reason: 'rollout' } });
    await server.ended;
    await controller.stream(1);
    await client.close();
  });

  test('a controller that starts later is found', async (t) => {
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const address = probe.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    probe.close();
    const { client, logs } = agent(`127.0.0.1:${port}`);
    client.start();
    await until(() => client.state() === 'backing_off', 'refused');
    const controller = await startTestController({ port });
    t.after(() => controller.stop());
    await until(() => client.state() === 'connected', 'connected');
    assert.equal(client.lastError, undefined);
    assert.equal(logs.filter((line) => line.startsWith('warn')).length, 1);
    await client.close();
  });
});

describe('against peers that misbehave', { concurrency: true }, () => {
  for (const [name, misbehave] of Object.entries(MISBEHAVIOURS)) {
    test(name, async (t) => {
      const peer = await startPeer(misbehave);
      t.after(() => peer.stop());
      const { client, logs, states } = agent(peer.address);
      client.start();
      for (let i = 0; i < 1_500; i += 1) client.sendOutcome(outcome(`o${i}`));
      await until(() => states.filter((state) => state === 'backing_off').length >= 2, 'two failures');
      assert.ok(!states.includes('connected'));
      assert.equal(client.pendingOutcomes, 1_000);
      assert.equal(logs.filter((line) => line.startsWith('warn')).length, 1, logs.join('\n'));
      assert.ok(client.lastError);
      await client.close();
      await sleep(80);
      assert.equal(states.at(-1), 'closed');
    });
  }
});
