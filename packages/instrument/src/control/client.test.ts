import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { outcomeStatusToProto } from '@airt/engine';
import { createBackoff } from './backoff.ts';
import { createControlClient } from './client.ts';
import type { ControlClient, ControlClientOptions, ControlClientState } from './client-options.ts';
import { createOutbox } from './outbox.ts';
import { startTestController } from './testing/controller.ts';
import { MISBEHAVIOURS, startPeer } from './testing/peers.ts';

/** Everything under test is unref'd: without this the test process would end in the middle. */
const alive = setInterval(() => undefined, 1_000);
test.after(() => clearInterval(alive));

const trace = Buffer.alloc(16, 1);

interface Agent {
  readonly client: ControlClient;
  readonly states: ControlClientState[];
  readonly logs: string[];
  readonly counts: Map<string, number>;
}

function agent(target: string, options: Partial<ControlClientOptions> = {}): Agent {
  const states: ControlClientState[] = [];
  const logs: string[] = [];
  const counts = new Map<string, number>();
  const client = createControlClient({
    target,
    hello: () => ({ instanceUid: 'agent-1', agentName: '@airt/instrument' }),
    onStateChange: (state) => states.push(state),
    log: (level, message) => logs.push(`${level} ${message}`),
    count: (name) => counts.set(name, (counts.get(name) ?? 0) + 1),
    ...options,
    timing: { welcomeTimeoutMs: 300, backoffMinMs: 30, backoffMaxMs: 60, helloIntervalMs: 100, ...options.timing },
    limits: { connectTimeoutMs: 300, pingIntervalMs: 200, pingTimeoutMs: 200, closeTimeoutMs: 200, ...options.limits },
  });
  return { client, states, logs, counts };
}

async function until(condition: () => boolean, what: string, ms = 5_000): Promise<void> {
  const end = Date.now() + ms;
  while (!condition()) {
    if (Date.now() > end) assert.fail(`not within ${ms} ms: ${what}`);
    await sleep(5);
  }
}

const outcome = (id: string) => ({ directiveId: id, status: outcomeStatusToProto('applied') });

describe('control client against grpc-js', () => {
  test('says hello, takes policies and directives, and answers', async (t) => {
    const controller = await startTestController({ welcome: { epoch: 7, nowUnixMs: Date.now() + 60_000, heartbeatIntervalMs: 100 } });
    t.after(() => controller.stop());
    const directives: string[] = [];
    const offsets: number[] = [];
    let heard = 0;
    const { client, states } = agent(controller.address, {
      token: 'tok',
      onHeard: () => (heard += 1),
      onPolicyUpdate: (update) => ({
        versions: { good: 'v1' },
        errors: update.nonce === 'bad' ? [{ name: 'p', version: 'v2', message: 'no', line: 3, column: 4 }] : [],
      }),
      onDirective: (directive, receipt) => {
        directives.push(directive.id ?? '');
        offsets.push(receipt.clockOffsetMs);
      },
    });
    client.start();
    const server = await controller.stream(0);
    const hello = await server.until((message) => message.hello);
    assert.equal(hello.instanceUid, 'agent-1');
    assert.deepEqual(server.metadata.get('authorization'), ['Bearer tok']);
    await until(() => client.state() === 'connected', 'connected');
    assert.deepEqual(states, ['connecting', 'connected']);

    server.send({ policyUpdate: { nonce: 'n1' } });
    const ack = await server.until((message) => message.policyAck);
    assert.deepEqual([ack.nonce, ack.versions], ['n1', { good: 'v1' }]);
    assert.deepEqual(client.policyVersions, { good: 'v1' });
    server.send({ policyUpdate: { nonce: 'bad' } });
    const nack = await server.until((message) => message.policyNack);
    assert.equal(nack.nonce, 'bad');
    assert.deepEqual([nack.errors?.[0]?.name, nack.errors?.[0]?.line], ['p', 3]);

    server.send({ directive: { id: 'd1', sequence: 5, epoch: 7, steer: { guidance: 'g' }, scope: { traceId: trace } } });
    await until(() => directives.length === 1, 'directive');
    assert.ok(Math.abs((offsets[0] ?? 0) - 60_000) < 2_000, `offset ${offsets[0]}`);

    server.send({ directive: { id: 'old', sequence: 6, epoch: 6, steer: { guidance: 'g' }, scope: { traceId: trace } } });
    const fenced = await server.until((message) => message.directiveOutcome);
    assert.deepEqual([fenced.directiveId, fenced.status], ['old', outcomeStatusToProto('rejected')]);
    assert.equal(directives.length, 1);

    client.sendOutcome(outcome('d1'));
    await server.until((message) => (message.directiveOutcome?.directiveId === 'd1' ? true : null));
    assert.equal(client.signal({ kind: 5, traceId: trace }), true);
    await server.until((message) => message.signal);
    await server.until((message) => message.heartbeat);
    // The controller said nothing lately: its answers to pings count as hearing it.
    const before = heard;
    await until(() => heard > before, 'heard by ping');

    const hellos = () => server.received.flatMap((message) => message.hello ?? []);
    server.send({ reportFullState: {} });
    await until(() => hellos().length === 2, 'hello again');
    const again = hellos().at(-1);
    assert.deepEqual([again?.lastDirectiveSequence, again?.epoch, again?.policyVersions], [5, 7, { good: 'v1' }]);
    client.refresh();
    await until(() => hellos().length === 3, 'hello after a change of ours');
    for (let i = 0; i < 20; i += 1) server.send({ reportFullState: {} });
    await sleep(150);
    assert.ok(hellos().length <= 5, `${hellos().length} Hellos: a controller that asks all the time is not answered all the time`);
    assert.deepEqual(
      server.received.map((message) => message.sequence),
      server.received.map((_, index) => index + 1),
    );

    await client.close('done');
    assert.equal((await server.until((message) => message.goodbye)).reason, 'done');
    assert.equal(client.state(), 'closed');
  });

  test('reconnects, resends what may not have arrived, and keeps what came up meanwhile', async (t) => {
    const first = await startTestController();
    t.after(() => first.stop());
    const port = Number(first.address.split(':')[1]);
    const { client, logs } = agent(first.address);
    client.start();
    const server = await first.stream(0);
    await until(() => client.state() === 'connected', 'connected');
    client.sendOutcome(outcome('a'));
    await server.until((message) => message.directiveOutcome);
    await first.stop();
    await until(() => client.state() === 'backoff', 'lost');
    client.sendOutcome(outcome('b'));
    assert.equal(client.signal({ kind: 5 }), false);
    const second = await startTestController({ port });
    t.after(() => second.stop());
    const again = await second.stream(0);
    await until(() => again.received.filter((message) => message.directiveOutcome).length === 2, 'outcomes again');
    assert.deepEqual(
      again.received.map((message) => message.hello?.instanceUid ?? message.directiveOutcome?.directiveId),
      ['agent-1', 'a', 'b'],
    );
    assert.equal(client.pendingOutcomes, 0);
    assert.deepEqual(
      logs.filter((line) => line.startsWith('warn')),
      [],
    );
    await client.close();
  });

  test('a draining controller is left, and not before the time it asked for', async (t) => {
    const controller = await startTestController();
    t.after(() => controller.stop());
    const { client } = agent(controller.address);
    client.start();
    const server = await controller.stream(0);
    await until(() => client.state() === 'connected', 'connected');
    server.send({ drain: { retryAfterMs: 400, reason: 'rollout' } });
    const at = Date.now();
    await server.ended;
    await controller.stream(1);
    assert.ok(Date.now() - at >= 390, `came back after ${Date.now() - at} ms`);
    await client.close();
  });

  test('handlers that throw are counted, and answered for', async (t) => {
    const controller = await startTestController();
    t.after(() => controller.stop());
    const boom = (): never => {
      throw new Error('boom');
    };
    const { client, counts } = agent(controller.address, {
      onDirective: boom,
      onPolicyUpdate: boom,
      onWelcome: boom,
      onHeard: boom,
      log: boom,
    });
    client.start();
    const server = await controller.stream(0);
    server.send({ policyUpdate: { nonce: 'n' } });
    assert.equal((await server.until((message) => message.policyNack)).nonce, 'n');
    server.send({ directive: { id: 'd', epoch: 1, scope: { traceId: trace } } });
    assert.equal((await server.until((message) => message.directiveOutcome)).status, outcomeStatusToProto('rejected'));
    assert.ok((counts.get('control.handler_failed') ?? 0) >= 4);
    assert.equal(client.state(), 'connected');
    await client.close();
  });

  test('messages that are not known are passed over', async (t) => {
    const controller = await startTestController();
    t.after(() => controller.stop());
    const { client } = agent(controller.address);
    client.start();
    const server = await controller.stream(0);
    server.send({});
    server.send({ sequence: 9 });
    server.send({ budgetLease: { leaseId: 'x' } });
    server.send({ policyUpdate: { nonce: 'after' } });
    await server.until((message) => message.policyNack);
    assert.equal(client.state(), 'connected');
    await client.close();
  });

  test('a refusal that will last is met with long waits', async (t) => {
    const controller = await startTestController({ welcome: false });
    t.after(() => controller.stop());
    const { client, logs } = agent(controller.address, { random: () => 1, timing: { backoffMinMs: 1, backoffMaxMs: 100_000 } });
    client.start();
    const server = await controller.stream(0);
    server.fail(16, 'who are you');
    await until(() => client.state() === 'backoff', 'backoff');
    assert.match(client.lastError ?? '', /who are you/);
    await sleep(100);
    assert.equal(controller.streams.length, 1);
    assert.equal(logs.filter((line) => line.startsWith('warn')).length, 1);
    await client.close();
  });
});

describe('control client against peers that misbehave', () => {
  for (const [name, misbehave] of Object.entries(MISBEHAVIOURS)) {
    test(name, async (t) => {
      const peer = await startPeer(misbehave);
      t.after(() => peer.stop());
      const { client, logs, states } = agent(peer.address);
      client.start();
      for (let i = 0; i < 1_500; i += 1) client.sendOutcome(outcome(`o${i}`));
      await until(() => states.filter((state) => state === 'backoff').length >= 2, 'two failures');
      assert.ok(!states.includes('connected'));
      assert.equal(client.pendingOutcomes, 1_000);
      assert.equal(logs.filter((line) => line.startsWith('warn')).length, 1, logs.join('\n'));
      assert.ok(client.lastError);
      await client.close();
      await sleep(80);
      assert.equal(states.at(-1), 'closed');
    });
  }

  test('an address that is none: one line, and no attempt', () => {
    const { client, logs } = agent('ftp://x');
    client.start();
    assert.equal(client.state(), 'closed');
    assert.equal(logs.length, 1);
    assert.match(logs[0] ?? '', /ftp:\/\/x/);
  });

  test('a controller that starts later is found', async (t) => {
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const address = probe.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    probe.close();
    const { client, logs } = agent(`127.0.0.1:${port}`);
    client.start();
    await until(() => client.state() === 'backoff', 'refused');
    const controller = await startTestController({ port });
    t.after(() => controller.stop());
    await until(() => client.state() === 'connected', 'connected');
    assert.equal(client.lastError, undefined);
    assert.equal(logs.filter((line) => line.startsWith('warn')).length, 1);
    await client.close();
  });
});

describe('backoff', () => {
  test('doubles up to its bound, with full jitter, and starts anew after a stream that held', () => {
    const timing = { backoffMinMs: 250, backoffMaxMs: 30_000, backoffResetMs: 10_000 };
    const most = createBackoff(timing, () => 1);
    const waits = Array.from({ length: 9 }, () => most.next({ livedMs: 0, lasting: false }));
    assert.deepEqual(waits, [250, 500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
    assert.equal(most.next({ livedMs: 9_999, lasting: false }), 30_000);
    assert.equal(most.next({ livedMs: 10_000, lasting: false }), 250);
    assert.ok(createBackoff(timing, () => 0).next({ livedMs: 0, lasting: false }) > 0);
  });
});

describe('outbox', () => {
  test('drops the oldest, resends only lately sent ones, in order', () => {
    const box = createOutbox({ maxWaiting: 3, maxSent: 2, sentForMs: 100 });
    for (const id of ['a', 'b', 'c', 'd']) box.add(outcome(id), 0);
    assert.equal(box.dropped, 1);
    const took = (nowMs: number, limit = 9): string[] => {
      const ids: string[] = [];
      box.flush((message) => ids.length < limit && ids.push(message.directiveId ?? '') > 0, nowMs);
      return ids;
    };
    assert.deepEqual(took(0, 2), ['b', 'c']);
    assert.deepEqual(took(0), ['d']);
    box.rewind(50);
    assert.deepEqual(took(60), ['c', 'd']);
    box.rewind(150);
    assert.equal(box.waiting, 0);
  });
});
