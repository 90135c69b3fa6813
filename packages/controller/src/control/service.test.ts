import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { airt, controlServiceDefinition } from '@airt/protocol';
import { credentials, makeGenericClientConstructor, type StatusObject, status } from '@grpc/grpc-js';
import { connectAgent } from '../testing/agent.ts';
import { connectedAgent, everythingRead, outcomeMessage, policyFile, sendLoop, withController } from '../testing/control.ts';
import { testController } from '../testing/start.ts';
import { createTestTime } from '../testing/time.ts';
import { featuresOf } from './messages/dispatch.ts';
import { MESSAGES } from './messages/index.ts';

const { OutcomeStatus } = airt.control.v1;
const VERSION_PATTERN = /^sha256:[0-9a-f]{16}$/;
const NAME = 'stop-tool-loops';

describe('hello', () => {
  it(
    'is answered by Welcome and by the policies that the agent lacks',
    withController(async ({ controller, event }) => {
      const agent = connectAgent(controller.grpcAddress, { instanceUid: 'a', agentName: '@airt/instrument', agentVersion: '1' });
      const welcome = await agent.next('welcome');
      assert.equal(welcome.controllerName, '@airt/controller');
      assert.ok(Math.abs((welcome.nowUnixMs ?? 0) - Date.now()) < 10_000);
      assert.equal(welcome.heartbeatIntervalMs, 10_000);
      assert.deepEqual(welcome.features, featuresOf(MESSAGES), 'only what this controller acts on');
      assert.ok(welcome.features?.includes('signal'));
      const update = await agent.next('policyUpdate');
      const version = update.resources?.[0]?.version ?? '';
      assert.match(version, VERSION_PATTERN);
      assert.deepEqual(
        agent.received.map((message) => message.sequence),
        [1, 2],
      );
      const connected = await event('agent_connected');
      assert.deepEqual([connected.dataPlaneName, connected.reconnected, connected.actions.length], ['@airt/instrument', false, 5]);
      agent.send({ policyAck: { nonce: update.nonce ?? '', versions: { [NAME]: version } } });
      assert.deepEqual((await event('policy_ack')).versions, { [NAME]: version });
      agent.end();
      await event('agent_disconnected');
    }),
  );

  it(
    'of a process that comes back gets only what differs',
    withController(async (test) => {
      const first = connectAgent(test.controller.grpcAddress, { instanceUid: 'a' });
      const version = (await first.next('policyUpdate')).resources?.[0]?.version ?? '';
      first.end();
      await test.event('agent_disconnected');
      const again = await connectedAgent(test, { instanceUid: 'a', policyVersions: { [NAME]: version } });
      assert.equal((await test.event('agent_connected', 1)).reconnected, true);
      again.send({ hello: { instanceUid: 'a', policyVersions: { [NAME]: version, gone: 'v1' } } });
      const removal = await again.next('policyUpdate');
      assert.deepEqual([removal.resources?.length ?? 0, removal.removed], [0, ['gone']]);
      assert.equal(again.received.length, 2);
      again.end();
    }),
  );

  it(
    'needs the token where one is configured',
    withController(
      async (test) => {
        const agent = connectAgent(test.controller.grpcAddress, { instanceUid: 'a' });
        assert.equal((await agent.ended).code, status.UNAUTHENTICATED);
      },
      { control: { token: 'secret' } },
    ),
  );

  it(
    'must be the first message',
    withController(async ({ controller }) => {
      const agent = connectAgent(controller.grpcAddress, null);
      agent.send({ heartbeat: {} });
      const { code, details } = await agent.ended;
      assert.equal(code, status.FAILED_PRECONDITION);
      assert.match(details, /Hello/);
    }),
  );

  it('must come in time', async () => {
    const time = createTestTime();
    const { controller } = await testController({}, time);
    const agent = connectAgent(controller.grpcAddress, null);
    // The stream is open once a second one on the same connection has been welcomed.
    const other = connectAgent(controller.grpcAddress, { instanceUid: 'b' });
    await other.next('welcome');
    agent.send({});
    time.advance(10_000);
    assert.equal((await agent.ended).code, status.FAILED_PRECONDITION);
    other.end();
    await controller.stop({ timeoutMs: 500 });
  });

  it(
    'on a second stream of the same process ends the first one',
    withController(async (test) => {
      const first = await connectedAgent(test, { instanceUid: 'a' });
      const second = await connectedAgent(test, { instanceUid: 'a' });
      assert.equal((await first.ended).code, status.ABORTED);
      assert.equal(test.controller.metrics().agents, 1);
      assert.equal(test.events.filter(({ type }) => type === 'agent_disconnected').length, 0);
      second.end();
    }),
  );
});

describe('policies', () => {
  it(
    'that an agent rejects are logged with their place, the last good version is known, and they are not sent again',
    withController(async (test) => {
      const agent = await connectedAgent(test, { instanceUid: 'a', policyVersions: { [NAME]: 'sha256:old' } });
      const update = await agent.next('policyUpdate');
      const version = update.resources?.[0]?.version ?? '';
      const errors = [{ name: NAME, version, message: 'no such action', line: 14, column: 9 }];
      agent.send({ policyNack: { nonce: update.nonce ?? '', versions: { [NAME]: 'sha256:old' }, errors } });
      const nack = await test.event('policy_nack');
      assert.deepEqual(nack.versions, { [NAME]: 'sha256:old' });
      assert.deepEqual([nack.errors[0]?.line, nack.errors[0]?.message], [14, 'no such action']);
      assert.ok(test.lines.some((line) => line.includes('at 14:9: no such action')));
      agent.send({ hello: { instanceUid: 'a', policyVersions: { [NAME]: 'sha256:old' } } });
      await everythingRead(agent);
      assert.equal(agent.received.filter((message) => message.policyUpdate).length, 1);
      agent.end();
    }),
  );
});

describe('an agent that falls silent', () => {
  it('is given up after three intervals', async () => {
    const time = createTestTime();
    const test = await testController({ control: { heartbeat_seconds: 10 } }, time);
    const agent = await connectedAgent(test, { instanceUid: 'a' });
    for (let intervals = 0; intervals < 4; intervals += 1) time.advance(10_000);
    assert.equal((await agent.ended).code, status.DEADLINE_EXCEEDED);
    assert.match((await test.event('agent_disconnected')).reason, /heartbeat/);
    await test.controller.stop({ timeoutMs: 500 });
  });

  it('is not given up because the clock was set', async () => {
    const time = createTestTime();
    const test = await testController({ control: { heartbeat_seconds: 10 } }, time);
    const agent = await connectedAgent(test, { instanceUid: 'a' });
    time.setClock(time.now() + 3_600_000);
    time.advance(10_000);
    agent.send({ heartbeat: {} });
    await everythingRead(agent);
    time.setClock(time.now() - 7_200_000);
    time.advance(10_000);
    assert.equal(test.events.filter(({ type }) => type === 'agent_disconnected').length, 0);
    // And once the clock stands still again, silence is silence.
    time.advance(40_000);
    assert.equal((await agent.ended).code, status.DEADLINE_EXCEEDED);
    await test.controller.stop({ timeoutMs: 500 });
  });
});

describe('a hostile or broken peer', () => {
  const RawClient = makeGenericClientConstructor(controlServiceDefinition, 'ControlService');

  it(
    'that sends bytes which are no message gets a status that says so, and nothing else happens',
    withController(async (test) => {
      const client = new RawClient(test.controller.grpcAddress, credentials.createInsecure());
      const call = client.makeBidiStreamRequest(
        controlServiceDefinition.connect.path,
        (bytes: Buffer) => bytes,
        (bytes: Buffer) => bytes,
      );
      const ended = new Promise<StatusObject>((settle) => call.on('status', settle));
      call.on('error', () => {});
      call.on('data', () => {});
      call.write(Buffer.from([0xff, 0xff, 0xff]));
      assert.equal((await ended).code, status.FAILED_PRECONDITION);
      client.close();
      const agent = await connectedAgent(test, { instanceUid: 'a' });
      agent.end();
    }),
  );

  it(
    'that sends outcomes of unknown directives changes nothing',
    withController(async (test) => {
      const agent = await connectedAgent(test, { instanceUid: '__proto__', resource: { __proto__x: 'y' } });
      agent.send(outcomeMessage('dec_unknown', OutcomeStatus.APPLIED));
      agent.send(outcomeMessage('', OutcomeStatus.APPLIED));
      agent.send(outcomeMessage('dec_unknown', 77));
      agent.send({ policyAck: { nonce: 'never sent', versions: {} } });
      agent.send({
        directiveOutcome: { traceId: Buffer.alloc(3), spanId: Buffer.alloc(9), directiveId: 'x', status: OutcomeStatus.APPLIED },
      });
      await everythingRead(agent);
      assert.equal(test.events.filter(({ type }) => type === 'outcome' || type === 'policy_ack').length, 0);
      agent.end();
    }),
  );

  it(
    'that reports outcomes for another process decides nothing',
    withController(async (test) => {
      const [owner, other] = [await connectedAgent(test, { instanceUid: 'a' }), await connectedAgent(test, { instanceUid: 'b' })];
      const trace = await sendLoop(test, { 'service.name': 's', 'service.instance.id': 'a' });
      const { id } = await owner.next('directive');
      other.send(outcomeMessage(id, OutcomeStatus.APPLIED));
      other.send(outcomeMessage('x'.repeat(500_000), OutcomeStatus.APPLIED));
      await everythingRead(other);
      owner.send(outcomeMessage(id, OutcomeStatus.NOT_APPLICABLE));
      const final = await test.event('outcome');
      assert.deepEqual([final.outcome.status, final.instanceUid], ['not_applicable', 'a']);
      const [decision] = test.controller.journal.explain(trace).decisions;
      assert.deepEqual([...new Set(decision?.outcomes.map(({ instanceUid }) => instanceUid))], ['a']);
      owner.end();
      other.end();
    }),
  );

  it(
    'cannot write lines of its own into the log, nor move the cursor',
    withController(async (test) => {
      const agent = await connectedAgent(test, { instanceUid: 'a\r\u001b[2Jb' });
      const before = test.lines.length;
      agent.send({ health: { healthy: false, lastError: 'x\nairt controller: all is well\u009b31m' } });
      await everythingRead(agent);
      assert.deepEqual(test.lines.slice(before), [
        'agent a \\u001b[2Jb reports that it is not healthy: x airt controller: all is well\\u009b31m',
      ]);
      agent.end();
    }),
  );

  it(
    'that sends a message beyond the limit loses its stream',
    withController(
      async (test) => {
        const agent = await connectedAgent(test, { instanceUid: 'a' });
        agent.send({ health: { lastError: 'x'.repeat(5000) } });
        assert.equal((await agent.ended).code, status.FAILED_PRECONDITION);
      },
      { control: { max_message_bytes: 4096 } },
    ),
  );

  it('that does not read is let go before its messages fill the memory', async (context) => {
    const version = (n: number) => (text: string) => `${text}# ${n} ${'x'.repeat(60_000)}\n`;
    const file = policyFile(version(0));
    context.after(file.remove);
    const { controller, event } = await testController({
      policies: { files: [file.path], watch: false },
      control: { max_queued_messages: 16 },
    });
    const client = new RawClient(controller.grpcAddress, credentials.createInsecure());
    const call = client.makeBidiStreamRequest(
      controlServiceDefinition.connect.path,
      controlServiceDefinition.connect.requestSerialize as (message: object) => Buffer,
      (bytes: Buffer) => bytes,
    );
    call.on('error', () => {});
    call.write({ sequence: 1, hello: { instanceUid: 'a' } });
    await event('agent_connected');
    for (let n = 1; n <= 100 && controller.metrics().agents > 0; n += 1) {
      file.write(version(n));
      assert.ok(controller.reloadPolicies());
      await new Promise((settle) => setImmediate(settle));
    }
    assert.match((await event('agent_disconnected')).reason, /reads too slowly/);
    call.cancel();
    client.close();
    await controller.stop({ timeoutMs: 300 });
  });
});
