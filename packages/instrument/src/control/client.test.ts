import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { outcomeStatusToProto } from '@airt/engine';
import { createManualTimers } from '../net/testing/manual-timers.ts';
import { type ControlClientOptions, createControlClient } from './client.ts';
import { FEATURES } from './messages/index.ts';
import type { AgentMessageKey } from './messages/message.ts';
import type { AgentMessage, WelcomeMessage } from './messages/types.ts';
import { createFakeNetwork } from './testing/fake-network.ts';

const trace = Buffer.alloc(16, 1);
const outcome = (id: string) => ({ directiveId: id, status: outcomeStatusToProto('applied') });
const boom = (): never => {
  throw new Error('boom');
};

/** A client whose network and clock are the test's. */
function agent(options: Partial<ControlClientOptions> = {}) {
  const network = createFakeNetwork();
  const manual = createManualTimers();
  const states: string[] = [];
  const logs: string[] = [];
  const counts = new Map<string, number>();
  const client = createControlClient({
    target: 'host:1',
    hello: () => ({ instanceUid: 'agent-1', agentName: '@airt/instrument', capabilities: { conditionLanguages: ['cel'] } }),
    onStateChange: (state) => states.push(state),
    log: (level, message) => logs.push(`${level} ${message}`),
    count: (name) => counts.set(name, (counts.get(name) ?? 0) + 1),
    clock: manual.clock,
    random: () => 1,
    timers: manual,
    openStream: network.openStream,
    ...options,
  });
  const sent = <K extends AgentMessageKey>(key: K): NonNullable<AgentMessage[K]>[] =>
    network.stream.sent.map((message) => message[key]).filter((content) => content != null);
  const kinds = () =>
    network.stream.sent.map((message) =>
      Object.keys(message)
        .filter((key) => key !== 'sequence')
        .join(),
    );
  return { client, network, manual, states, logs, counts, sent, kinds };
}

function connected(options: Partial<ControlClientOptions> = {}, welcome: WelcomeMessage = {}) {
  const made = agent(options);
  const { network } = made;
  made.client.start();
  network.stream.welcome(welcome);
  return made;
}

describe('the conversation', () => {
  test('Hello goes first, with the features that are handled here', () => {
    const { client, network, states, sent } = agent({ token: 'tok', caFile: '/ca.pem' });
    client.start();
    client.start();
    assert.equal(network.streams.length, 1);
    assert.deepEqual(network.stream.options.headers, { authorization: 'Bearer tok' });
    assert.equal(network.stream.options.caFile, '/ca.pem');
    assert.deepEqual(network.stream.sent, []);
    network.stream.open();
    const [hello] = sent('hello');
    assert.deepEqual([hello?.instanceUid, hello?.lastDirectiveSequence, hello?.epoch], ['agent-1', 0, 0]);
    assert.deepEqual([hello?.capabilities?.features, hello?.capabilities?.conditionLanguages], [[...FEATURES], ['cel']]);
    assert.deepEqual(states, ['connecting', 'awaiting_welcome']);
    network.stream.receive({ welcome: {} });
    assert.deepEqual(states.at(-1), 'connected');
  });

  test('policies are acknowledged, or not, with their versions', () => {
    const { client, network, sent } = connected({
      onPolicyUpdate: (update) => ({
        versions: { good: 'v1' },
        errors: update.nonce === 'bad' ? [{ name: 'p', version: 'v2', message: 'no', line: 3, column: 4 }] : [],
      }),
    });
    network.stream.receive({ policyUpdate: { nonce: 'n1' } });
    assert.deepEqual([sent('policyAck')[0]?.nonce, sent('policyAck')[0]?.versions], ['n1', { good: 'v1' }]);
    assert.deepEqual(client.policyVersions, { good: 'v1' });
    network.stream.receive({ policyUpdate: { nonce: 'bad' } });
    const [nack] = sent('policyNack');
    assert.deepEqual([nack?.nonce, nack?.errors?.[0]?.name, nack?.errors?.[0]?.line], ['bad', 'p', 3]);
  });

  test('directives are handed on with the offset of the clocks; one of a superseded controller is rejected', () => {
    const taken: unknown[] = [];
    const { client, network, sent, counts, manual } = connected(
      { onDirective: ({ id }, { clockOffsetMs }) => taken.push([id, clockOffsetMs]) },
      { epoch: 7, nowUnixMs: 1_060_000 },
    );
    assert.equal(client.clockOffsetMs, 60_000);
    network.stream.receive({ directive: { id: 'd1', sequence: 5, epoch: 7, scope: { traceId: trace } } });
    network.stream.receive({ directive: { id: 'old', sequence: 6, epoch: 6, scope: { traceId: trace } } });
    network.stream.receive({ directive: { sequence: 4, epoch: 7 } });
    assert.deepEqual(taken, [['d1', 60_000]]);
    const [fenced, ...others] = sent('directiveOutcome');
    assert.deepEqual([fenced?.directiveId, fenced?.status, others.length], ['old', outcomeStatusToProto('rejected'), 0]);
    assert.deepEqual(Buffer.from(fenced?.traceId ?? []), trace);
    assert.deepEqual([counts.get('control.directives_fenced'), counts.get('control.bad_messages')], [1, 1]);
    manual.advance(1_000);
    network.stream.receive({ reportFullState: {} });
    assert.deepEqual([sent('hello').at(-1)?.lastDirectiveSequence, sent('hello').at(-1)?.epoch], [5, 7]);
    // A new controller counts anew.
    network.stream.receive({ directive: { id: 'd2', sequence: 2, epoch: 8 } });
    manual.advance(1_000);
    network.stream.receive({ reportFullState: {} });
    assert.deepEqual([sent('hello').at(-1)?.lastDirectiveSequence, sent('hello').at(-1)?.epoch], [2, 8]);
  });

  test('a directive that is withdrawn is handed on', () => {
    const cancelled: string[] = [];
    const { network } = connected({ onDirectiveCancel: (id, reason) => cancelled.push(`${id} ${reason}`) });
    network.stream.receive({ directiveCancel: { directiveId: 'd', reason: 'r' } });
    assert.deepEqual(cancelled, ['d r']);
  });

  test('without anybody who takes them, directives are rejected and policies not acknowledged', () => {
    const { network, sent } = connected();
    network.stream.receive({ directive: { id: 'd', epoch: 1 } });
    network.stream.receive({ policyUpdate: { nonce: 'n' } });
    assert.deepEqual([sent('directiveOutcome')[0]?.status, sent('policyNack')[0]?.nonce], [outcomeStatusToProto('rejected'), 'n']);
  });

  test('a controller that asks all the time is answered at most once a second; a change here is sent as soon', () => {
    const { client, network, manual, sent } = connected();
    for (let ms = 0; ms < 3_000; ms += 100) {
      network.stream.receive({ reportFullState: {} });
      client.refresh();
      manual.advance(100);
    }
    assert.equal(sent('hello').length, 4);
  });

  test('heartbeats go at the interval that Welcome asked for; what answers counts as activity', () => {
    const activity: number[] = [];
    const { network, manual, sent } = connected({ onActivity: (nowMs) => activity.push(nowMs) }, { heartbeatIntervalMs: 10_000 });
    manual.advance(35_000);
    assert.deepEqual([sent('heartbeat').length, network.stream.pings], [3, 3]);
    network.stream.pong();
    assert.deepEqual(activity, [1_000_000, 1_035_000]);
    network.stream.receive({ welcome: { heartbeatIntervalMs: 0 } });
    manual.advance(60_000);
    assert.equal(sent('heartbeat').length, 3);
  });

  test('messages that are not known are ignored', () => {
    const { client, network, counts } = connected();
    network.stream.receive({});
    network.stream.receive({ sequence: 9 });
    network.stream.receive({ budgetLease: { leaseId: 'x' } });
    // Field 90, a string.
    network.stream.receiveBytes(Buffer.from([0xd2, 0x05, 0x01, 0x61]));
    assert.equal(client.state(), 'connected');
    assert.equal(counts.size, 0);
  });

  test('bytes that are no message end the stream', () => {
    const { client, network, counts } = connected();
    network.stream.receiveBytes(Buffer.from([0x12, 0x7f]));
    assert.deepEqual([client.state(), network.stream.isClosed, counts.get('control.bad_messages')], ['backing_off', true, 1]);
  });

  test('Goodbye goes last, and nothing happens after it', async () => {
    const { client, network, manual, kinds, states } = connected({ onPolicyUpdate: () => ({ versions: {}, errors: [] }) });
    const closing = client.close('done');
    network.stream.receive({ policyUpdate: { nonce: 'n' } });
    await closing;
    await client.close('again');
    manual.advance(1_000_000);
    assert.deepEqual(kinds(), ['hello', 'goodbye']);
    assert.deepEqual([client.state(), states.at(-1), network.streams.length, manual.running], ['closed', 'closed', 1, 0]);
    client.start();
    assert.equal(network.streams.length, 1);
  });
});

describe('signals', () => {
  test('go only where Welcome named the feature', async () => {
    const { client, network, sent, counts, manual } = connected({}, { features: ['checkpoint'] });
    assert.equal(client.signal({ kind: 5, traceId: trace }), false);
    network.stream.receive({ welcome: { features: ['signal'] } });
    assert.equal(client.signal({ kind: 5, traceId: trace }), true);
    assert.equal(sent('signal').length, 1);
    // Another controller, which does not know them.
    network.stream.end(14, 'gone');
    assert.equal(client.signal({ kind: 5, traceId: trace }), false);
    manual.advance(30_000);
    network.stream.welcome();
    assert.equal(client.signal({ kind: 5, traceId: trace }), false);
    assert.equal(sent('signal').length, 0);
    assert.equal(counts.get('control.messages_dropped'), undefined, 'what was not to be sent is not missing');
    await client.close();
  });

  test('what too much waits for is counted, and leaves a gap for the controller to see', () => {
    const { client, network, counts } = connected({}, { features: ['signal'] });
    network.stream.takes = false;
    assert.equal(client.signal({ kind: 5 }), false);
    network.stream.takes = true;
    assert.equal(client.signal({ kind: 6 }), true);
    assert.deepEqual([network.stream.sent.map(({ sequence }) => sequence), counts.get('control.messages_dropped')], [[1, 3], 1]);
  });
});

describe('health', () => {
  test('goes after Welcome, soon after a change, and now and then', () => {
    let failures = 0;
    const made = agent({ health: () => ({ healthy: failures === 0, failures: { f: failures } }) });
    const { client, network, manual, sent, kinds } = made;
    client.reportHealth();
    client.start();
    network.stream.open();
    client.reportHealth();
    assert.deepEqual(kinds(), ['hello']);
    network.stream.receive({ welcome: {} });
    assert.deepEqual(kinds(), ['hello', 'health']);
    manual.advance(60_000);
    assert.equal(sent('health').length, 2);
    for (; failures < 1_000; failures += 1) client.reportHealth();
    assert.equal(sent('health').length, 2, 'not again so soon');
    manual.advance(5_000);
    assert.deepEqual(
      sent('health').map(({ healthy }) => healthy),
      [true, true, false],
    );
    manual.advance(59_999);
    assert.equal(sent('health').length, 3);
    manual.advance(1);
    assert.equal(sent('health').length, 4);
  });

  test('one that is not taken is not counted, and one that cannot be made harms nothing', () => {
    const { network, manual, counts, client } = connected({ health: () => ({ healthy: true }) });
    network.stream.takes = false;
    manual.advance(60_000);
    assert.equal(counts.get('control.messages_dropped'), undefined);
    const broken = connected({ health: boom });
    assert.deepEqual(broken.kinds(), ['hello']);
    assert.equal(broken.counts.get('control.handler_failed'), 1);
    assert.equal(client.state(), 'connected');
  });
});

describe('reconnecting', () => {
  test('resends what may not have arrived, and keeps what came up meanwhile', () => {
    const { client, network, manual, sent, logs } = connected();
    client.sendOutcome(outcome('a'));
    network.stream.end(14, 'gone');
    assert.equal(client.lastError, 'gone');
    client.sendOutcome(outcome('b'));
    assert.deepEqual([client.state(), client.pendingOutcomes], ['backing_off', 2]);
    manual.advance(250);
    network.stream.welcome();
    assert.deepEqual(
      sent('directiveOutcome').map(({ directiveId }) => directiveId),
      ['a', 'b'],
    );
    assert.deepEqual([client.pendingOutcomes, client.lastError, network.streams.length], [0, undefined, 2]);
    assert.deepEqual(
      logs.filter((line) => line.startsWith('warn')),
      [],
    );
  });

  test('outcomes that the stream does not take wait for the next message or heartbeat', () => {
    const { client, network, manual, sent } = connected({}, { heartbeatIntervalMs: 1_000 });
    network.stream.takes = false;
    client.sendOutcome(outcome('a'));
    client.sendOutcome(outcome('b'));
    network.stream.takes = true;
    assert.equal(client.pendingOutcomes, 2);
    manual.advance(1_000);
    assert.equal(client.pendingOutcomes, 0);
    assert.deepEqual(
      sent('directiveOutcome').map(({ directiveId }) => directiveId),
      ['a', 'b'],
    );
  });

  test('at most a thousand outcomes wait, the latest ones', () => {
    const { client, network, counts, sent } = agent();
    client.start();
    for (let i = 0; i < 1_500; i += 1) client.sendOutcome(outcome(`o${i}`));
    assert.deepEqual([client.pendingOutcomes, counts.get('control.outcomes_dropped')], [1_000, 500]);
    network.stream.welcome();
    assert.equal(sent('directiveOutcome')[0]?.directiveId, 'o500');
  });

  test('a draining controller is left, and not before the time it asked for', () => {
    const { client, network, manual } = connected();
    network.stream.receive({ drain: { retryAfterMs: 4_000, reason: 'rollout' } });
    assert.deepEqual([client.state(), network.stream.isClosed], ['backing_off', true]);
    manual.advance(3_999);
    assert.equal(network.streams.length, 1);
    manual.advance(1_000);
    assert.equal(network.streams.length, 2);
  });

  test('what an earlier stream still says does not count', () => {
    const { client, network, manual } = connected({ onDirective: () => assert.fail('it does not count') });
    const [first] = network.streams;
    network.stream.receive({ drain: {} });
    manual.advance(1_000);
    network.stream.open();
    first?.receive({ directive: { id: 'd', epoch: 1 } });
    first?.receiveBytes(Buffer.from([0x12, 0x7f]));
    first?.end(14, 'gone');
    first?.open();
    assert.equal(client.state(), 'awaiting_welcome');
  });

  test('one warning however often it fails, with waits that grow', () => {
    const { client, network, manual, logs, counts } = agent();
    client.start();
    for (let failures = 0; failures < 6; failures += 1) {
      network.stream.end(14, 'connection refused');
      manual.advance(250 * 2 ** failures - 1);
      assert.equal(network.streams.length, failures + 1);
      manual.advance(1);
      assert.equal(network.streams.length, failures + 2);
    }
    assert.equal(logs.length, 1);
    assert.match(logs[0] ?? '', /^warn no controller: connection refused/);
    assert.equal(counts.get('control.connect_failed'), 6);
  });

  test('a refusal that will last is met with long waits', () => {
    const { client, network, manual } = agent();
    client.start();
    network.stream.end(16, 'who are you');
    assert.match(client.lastError ?? '', /who are you/);
    manual.advance(29_999);
    assert.equal(network.streams.length, 1);
    manual.advance(1);
    assert.equal(network.streams.length, 2);
  });

  test('accepted and silent is as good as absent', () => {
    const { client, network, manual } = agent();
    client.start();
    network.stream.open();
    manual.advance(10_000);
    assert.deepEqual([client.state(), network.stream.isClosed], ['backing_off', true]);
    assert.match(client.lastError ?? '', /did not answer/);
  });

  test('an address that is none: one line, and no attempt', async () => {
    const { client, network, logs } = agent({ target: 'ftp://x' });
    client.start();
    assert.deepEqual([client.state(), network.streams.length, logs.length], ['closed', 0, 1]);
    assert.match(logs[0] ?? '', /ftp:\/\/x/);
    await client.close();
  });
});

describe('what the host throws', () => {
  test('is counted and answered for', () => {
    const { client, network, sent, counts } = connected({
      hello: boom,
      onDirective: boom,
      onPolicyUpdate: boom,
      onWelcome: boom,
      onActivity: boom,
      onDirectiveCancel: boom,
      onStateChange: boom,
      log: boom,
    });
    network.stream.receive({ policyUpdate: { nonce: 'n' } });
    network.stream.receive({ directive: { id: 'd', epoch: 1, scope: { traceId: trace } } });
    network.stream.receive({ directiveCancel: { directiveId: 'd' } });
    assert.deepEqual([sent('hello').length, sent('policyNack')[0]?.nonce], [1, 'n']);
    assert.equal(sent('directiveOutcome')[0]?.status, outcomeStatusToProto('rejected'));
    assert.ok((counts.get('control.handler_failed') ?? 0) >= 8);
    assert.equal(client.state(), 'connected');
  });

  test('does not stop the connection where it cannot even be counted, or the stream cannot be opened', () => {
    const { client, network } = connected({ count: boom, onActivity: boom });
    network.stream.receive({ reportFullState: {} });
    assert.equal(client.state(), 'connected');
    const broken = agent({ openStream: boom });
    broken.client.start();
    assert.equal(broken.client.state(), 'backing_off');
    broken.manual.advance(250);
    assert.equal(broken.client.state(), 'backing_off');
  });

  test('may call back into the client', () => {
    const made = agent({
      hello: () => {
        client.refresh();
        return {};
      },
      onWelcome: () => void client.close(),
    });
    const { client } = made;
    client.start();
    made.network.stream.welcome();
    assert.deepEqual([client.state(), made.kinds()], ['closing', ['hello', 'goodbye']]);
  });
});
