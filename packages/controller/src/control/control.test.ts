import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { presetPolicies } from '@airt/engine';
import { airt, controlServiceDefinition } from '@airt/protocol';
import { credentials, makeGenericClientConstructor, type StatusObject, status } from '@grpc/grpc-js';
import { connectAgent, type TestAgent } from '../testing/agent.ts';
import { exportGrpc, modelStep, otlpBytes, toolStep } from '../testing/spans.ts';
import { type TestController, testController } from '../testing/start.ts';

const { ActionKind, OutcomeStatus, SignalKind } = airt.control.v1;
const VERSION_PATTERN = /^sha256:[0-9a-f]{16}$/;
const NAME = 'stop-tool-loops';

const folder = mkdtempSync(join(tmpdir(), 'airt-control-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const shortLived = join(folder, 'short.yaml');
writeFileSync(shortLived, presetPolicies.balanced.replace('expiresAfterSeconds: 120', 'expiresAfterSeconds: 1'));

let traces = 0;
/** Of the run that the next `loop` makes. */
const nextTraceId = (): string => (traces + 1).toString(16).padStart(32, '1');

/** Another run that loops: three equal calls. */
async function loop({ controller }: TestController, resource: Record<string, string>): Promise<string> {
  const traceId = nextTraceId();
  traces += 1;
  const from = Date.now() - 10_000;
  const spans = [1, 2, 3].flatMap((n) => [toolStep(traceId, n, from + n * 100), modelStep(traceId, n, from + n * 100 + 50)]);
  await exportGrpc(controller.grpcAddress, otlpBytes(spans, resource));
  return traceId;
}

const outcome = (id: string | null | undefined, what: number, more: object = {}) => ({
  directiveOutcome: { directiveId: id ?? '', status: what, appliedAtUnixMs: Date.now(), ...more },
});

async function greeted(agent: TestAgent): Promise<TestAgent> {
  await agent.next('welcome');
  return agent;
}

/** Runs a test with a controller of its own. */
const withController =
  (work: (test: TestController) => Promise<void>, changes: Parameters<typeof testController>[0] = {}) =>
  async (): Promise<void> => {
    const test = await testController(changes);
    try {
      await work(test);
    } finally {
      await test.controller.stop({ timeoutMs: 500 });
    }
  };

describe('hello', () => {
  it(
    'is answered by Welcome and by the policies that the agent lacks',
    withController(async ({ controller, event }) => {
      const agent = connectAgent(controller.grpcAddress, { instanceUid: 'a', agentName: '@airt/instrument', agentVersion: '1' });
      const welcome = await agent.next('welcome');
      assert.equal(welcome.controllerName, '@airt/controller');
      assert.ok(Math.abs((welcome.nowUnixMs ?? 0) - Date.now()) < 10_000);
      assert.equal(welcome.heartbeatIntervalMs, 10_000);
      const update = await agent.next('policyUpdate');
      const version = update.resources?.[0]?.version ?? '';
      assert.match(version, VERSION_PATTERN);
      assert.deepEqual(
        agent.received.map((message) => message.sequence),
        [1, 2],
      );
      const connected = await event('agent_connected');
      assert.deepEqual([connected.agentName, connected.reconnected, connected.actions.length], ['@airt/instrument', false, 5]);
      agent.send({ policyAck: { nonce: update.nonce ?? '', versions: { [NAME]: version } } });
      assert.deepEqual((await event('policy_ack')).versions, { [NAME]: version });
      agent.end();
      await event('agent_disconnected');

      const again = await greeted(connectAgent(controller.grpcAddress, { instanceUid: 'a', policyVersions: { [NAME]: version } }));
      again.send({ hello: { instanceUid: 'a', policyVersions: { [NAME]: version, gone: 'v1' } } });
      const removal = await again.next('policyUpdate');
      assert.deepEqual([removal.resources?.length ?? 0, removal.removed], [0, ['gone']], 'only what differs is sent');
      assert.equal(again.received.length, 2);
      again.end();
    }),
  );

  it(
    'needs the token where one is asked for',
    withController(
      async ({ controller }) => {
        const without = connectAgent(controller.grpcAddress, { instanceUid: 'a' });
        assert.equal((await without.ended).code, status.UNAUTHENTICATED);
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

  it(
    'on a second stream of the same process ends the first one',
    withController(async ({ controller, events }) => {
      const first = await greeted(connectAgent(controller.grpcAddress, { instanceUid: 'a' }));
      const second = await greeted(connectAgent(controller.grpcAddress, { instanceUid: 'a' }));
      assert.equal((await first.ended).code, status.ABORTED);
      assert.equal(controller.metrics().agents, 1);
      assert.equal(events.filter(({ type }) => type === 'agent_disconnected').length, 0);
      second.end();
    }),
  );
});

describe('policies', () => {
  it(
    'that an agent refuses are told with their place, the last good version is known, and they are not sent again',
    withController(async ({ controller, event, lines }) => {
      const agent = await greeted(connectAgent(controller.grpcAddress, { instanceUid: 'a', policyVersions: { [NAME]: 'sha256:old' } }));
      const update = await agent.next('policyUpdate');
      const version = update.resources?.[0]?.version ?? '';
      const errors = [{ name: NAME, version, message: 'no such action', line: 14, column: 9 }];
      agent.send({ policyNack: { nonce: update.nonce ?? '', versions: { [NAME]: 'sha256:old' }, errors } });
      const nack = await event('policy_nack');
      assert.deepEqual(nack.versions, { [NAME]: 'sha256:old' });
      assert.deepEqual([nack.errors[0]?.line, nack.errors[0]?.message], [14, 'no such action']);
      assert.ok(lines.some((line) => line.includes('at 14:9: no such action')));
      agent.send({ hello: { instanceUid: 'a', policyVersions: { [NAME]: 'sha256:old' } } });
      agent.send({ heartbeat: {} }, 99);
      await agent.next('reportFullState');
      assert.equal(agent.received.filter((message) => message.policyUpdate).length, 1);
      agent.end();
    }),
  );
});

describe('directives', () => {
  it(
    'go to the process that the spans came from, and to no other',
    withController(async (test) => {
      const [a, b] = [
        connectAgent(test.controller.grpcAddress, { instanceUid: 'a' }),
        connectAgent(test.controller.grpcAddress, { instanceUid: 'b' }),
      ];
      await greeted(a);
      await greeted(b);
      await loop(test, { 'service.instance.id': 'b' });
      assert.ok((await b.next('directive')).steer);
      assert.equal(a.received.filter((message) => message.directive).length, 0);
      a.end();
      b.end();
    }),
  );

  it(
    'go to all that claim the run when the spans name no process; the one that applies it decides',
    withController(async (test) => {
      const openRuns = [{ traceId: Buffer.from(nextTraceId(), 'hex') }];
      const agents = ['a', 'b'].map((instanceUid) => connectAgent(test.controller.grpcAddress, { instanceUid, openRuns }));
      const other = connectAgent(test.controller.grpcAddress, { instanceUid: 'c' });
      for (const agent of [...agents, other]) await greeted(agent);
      await loop(test, {});
      const [a, b] = agents as [TestAgent, TestAgent];
      a.send(outcome((await a.next('directive')).id, OutcomeStatus.NOT_APPLICABLE, { reason: 'the run moved on' }));
      b.send(outcome((await b.next('directive')).id, OutcomeStatus.APPLIED));
      const { outcome: final, instanceUid } = await test.event('outcome');
      assert.deepEqual([final.status, instanceUid], ['applied', 'b']);
      assert.equal(other.received.filter((message) => message.directive).length, 0);
      assert.equal(test.events.filter(({ type }) => type === 'outcome').length, 1);
      for (const agent of [a, b, other]) agent.end();
    }),
  );

  it(
    'go to nobody when the spans name no process and no agent claims the run, not even to one of the same service',
    withController(
      async (test) => {
        const resource = { 'service.name': 's' };
        const agent = await greeted(connectAgent(test.controller.grpcAddress, { instanceUid: 'a', resource }));
        await loop(test, resource);
        const { outcome: final, source } = await test.event('outcome');
        assert.deepEqual([final.status, source], ['expired', 'controller']);
        assert.match(final.reason ?? '', /the spans name no process, and no connected agent claims run 1/);
        assert.equal(agent.received.filter((message) => message.directive).length, 0);
        agent.end();
      },
      { policies: { files: [shortLived] } },
    ),
  );

  it(
    'go to the stream that has the run open, whatever it calls itself',
    withController(async (test) => {
      const traceId = nextTraceId();
      const owner = await greeted(
        connectAgent(test.controller.grpcAddress, { instanceUid: 'uid-of-stream', openRuns: [{ traceId: Buffer.from(traceId, 'hex') }] }),
      );
      const other = await greeted(connectAgent(test.controller.grpcAddress, { instanceUid: 'other' }));
      await loop(test, { 'service.instance.id': 'uid-of-spans' });
      const directive = await owner.next('directive');
      owner.send(outcome(directive.id, OutcomeStatus.NOT_APPLICABLE, { reason: 'the run moved on' }));
      assert.equal((await test.event('outcome')).outcome.status, 'not_applicable');
      assert.equal(other.received.filter((message) => message.directive).length, 0);
      owner.end();
      other.end();
    }),
  );

  it(
    'learn of runs from signals',
    withController(async (test) => {
      const traceId = nextTraceId();
      const owner = await greeted(connectAgent(test.controller.grpcAddress, { instanceUid: 'x' }));
      const other = await greeted(connectAgent(test.controller.grpcAddress, { instanceUid: 'y' }));
      owner.send({ signal: { kind: SignalKind.RUN_STARTED, traceId: Buffer.from(traceId, 'hex') } });
      // A gap makes the controller speak: then the signal before it has been read.
      owner.send({ heartbeat: {} }, 50);
      await owner.next('reportFullState');
      await loop(test, {});
      await owner.next('directive');
      assert.equal(other.received.filter((message) => message.directive).length, 0);
      owner.end();
      other.end();
    }),
  );

  it(
    'are resent after a reconnect when they were not received, and not when they were',
    withController(async (test) => {
      const { controller, events } = test;
      const first = await greeted(connectAgent(controller.grpcAddress, { instanceUid: 'a' }));
      await loop(test, { 'service.instance.id': 'a' });
      const one = await first.next('directive');
      await loop(test, { 'service.instance.id': 'a' });
      const two = await first.next('directive');
      assert.deepEqual([one.sequence, two.sequence], [1, 2]);
      first.cut();
      await test.event('agent_disconnected');
      await loop(test, { 'service.instance.id': 'a' });

      const second = await greeted(connectAgent(controller.grpcAddress, { instanceUid: 'a', lastDirectiveSequence: 1 }));
      const resent = await second.next('directive');
      const fresh = await second.next('directive');
      assert.deepEqual([resent.id, resent.sequence, fresh.sequence], [two.id, 2, 3]);
      assert.deepEqual(
        events.filter((event) => event.type === 'delivered').map((event) => event.resent),
        [false, false, true, false],
      );
      // An outcome that is repeated because its arrival was in doubt counts once.
      for (let times = 0; times < 3; times += 1) second.send(outcome(two.id, OutcomeStatus.APPLIED));
      second.send(outcome(one.id, OutcomeStatus.FAILED, { reason: 'it broke' }));
      await test.event('outcome', 1);
      assert.equal(events.filter(({ type }) => type === 'outcome').length, 2);
      const { deliveries, outcomes } = controller.journal.explain(two.id ?? '').decisions[0] ?? {};
      assert.equal(deliveries?.length, 2);
      assert.equal(outcomes?.filter(({ final }) => !final).length, 1);
      second.end();
    }),
  );

  it(
    'that the agent cannot carry out are not sent, and say so',
    withController(async (test) => {
      const agent = await greeted(
        connectAgent(test.controller.grpcAddress, { instanceUid: 'a', capabilities: { actions: [ActionKind.HALT] } }),
      );
      await loop(test, { 'service.instance.id': 'a' });
      const { outcome: final, source } = await test.event('outcome');
      assert.deepEqual([final.status, source, final.reason], ['rejected', 'controller', 'the agent does not implement steer']);
      assert.equal(agent.received.filter((message) => message.directive).length, 0);
      agent.end();
    }),
  );

  it(
    'that nobody took expire, and so do those that were never answered',
    withController(
      async (test) => {
        await loop(test, { 'service.instance.id': 'nobody' });
        const nobody = await test.event('outcome');
        assert.deepEqual([nobody.outcome.status, nobody.source], ['expired', 'controller']);
        assert.match(nobody.outcome.reason ?? '', /no agent that owns the run was connected/);
        const agent = await greeted(connectAgent(test.controller.grpcAddress, { instanceUid: 'a' }));
        await loop(test, { 'service.instance.id': 'a' });
        const directive = await agent.next('directive');
        const silent = await test.event('outcome', 1);
        assert.match(silent.outcome.reason ?? '', /the agent reported no outcome before it expired/);
        assert.ok(silent.atMs >= (directive.expiresAtUnixMs ?? 0), 'not before it expired');
        // The agent had applied it and was late to say so: the journal knows.
        agent.send(outcome(directive.id, OutcomeStatus.APPLIED));
        agent.send({ heartbeat: {} }, 90);
        await agent.next('reportFullState');
        assert.equal(test.controller.journal.explain(directive.id ?? '').decisions[0]?.outcome?.outcome.status, 'applied');
        assert.equal(test.events.filter(({ type }) => type === 'outcome').length, 2, 'a final outcome stays final');
        agent.end();
      },
      { policies: { files: [shortLived] } },
    ),
  );

  it(
    'of a process that said goodbye are not applicable',
    withController(async (test) => {
      const agent = await greeted(connectAgent(test.controller.grpcAddress, { instanceUid: 'a' }));
      await loop(test, { 'service.instance.id': 'a' });
      await agent.next('directive');
      agent.send({ goodbye: { reason: 'done' } });
      assert.equal((await agent.ended).code, status.OK);
      assert.equal((await test.event('outcome')).outcome.status, 'not_applicable');
      assert.equal((await test.event('agent_disconnected')).reason, 'done');
      await loop(test, { 'service.instance.id': 'a' });
      assert.equal((await test.event('outcome', 1)).outcome.status, 'not_applicable');
    }),
  );
});

describe('a hostile or broken peer', () => {
  const raw = makeGenericClientConstructor(controlServiceDefinition, 'ControlService');

  it(
    'that sends bytes which are no message is told so and nothing else happens',
    withController(async ({ controller }) => {
      const client = new raw(controller.grpcAddress, credentials.createInsecure());
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
      const agent = await greeted(connectAgent(controller.grpcAddress, { instanceUid: 'a' }));
      agent.end();
    }),
  );

  it(
    'that sends outcomes nobody asked for changes nothing',
    withController(async (test) => {
      const agent = await greeted(connectAgent(test.controller.grpcAddress, { instanceUid: '__proto__', resource: { __proto__x: 'y' } }));
      agent.send(outcome('dec_unknown', OutcomeStatus.APPLIED));
      agent.send(outcome('', OutcomeStatus.APPLIED));
      agent.send(outcome('dec_unknown', 77));
      agent.send({ policyAck: { nonce: 'never sent', versions: {} } });
      agent.send({
        directiveOutcome: { traceId: Buffer.alloc(3), spanId: Buffer.alloc(9), directiveId: 'x', status: OutcomeStatus.APPLIED },
      });
      agent.send({ heartbeat: {} }, 90);
      await agent.next('reportFullState');
      assert.equal(test.events.filter(({ type }) => type === 'outcome' || type === 'policy_ack').length, 0);
      agent.end();
    }),
  );

  it(
    'that answers for another process decides nothing',
    withController(async (test) => {
      const [mine, other] = await Promise.all(
        ['a', 'b'].map(async (instanceUid) => await greeted(connectAgent(test.controller.grpcAddress, { instanceUid }))),
      );
      assert.ok(mine && other);
      const trace = await loop(test, { 'service.name': 's', 'service.instance.id': 'a' });
      const { id } = await mine.next('directive');
      other.send(outcome(id, OutcomeStatus.APPLIED));
      other.send(outcome('x'.repeat(500_000), OutcomeStatus.APPLIED));
      other.send({ heartbeat: {} }, 90);
      await other.next('reportFullState');
      mine.send(outcome(id, OutcomeStatus.NOT_APPLICABLE));
      const told = await test.event('outcome');
      assert.deepEqual([told.outcome.status, told.instanceUid], ['not_applicable', 'a']);
      const [decision] = test.controller.journal.explain(trace).decisions;
      assert.deepEqual([...new Set(decision?.outcomes.map(({ instanceUid }) => instanceUid))], ['a']);
      mine.end();
      other.end();
    }),
  );

  it(
    'cannot write lines of its own into the log, nor move the cursor',
    withController(async ({ controller, lines }) => {
      const agent = await greeted(connectAgent(controller.grpcAddress, { instanceUid: 'a\r\u001b[2Jb' }));
      const before = lines.length;
      agent.send({ health: { healthy: false, lastError: 'x\nairt controller: all is well\u009b31m' } });
      agent.send({ heartbeat: {} }, 90);
      await agent.next('reportFullState');
      assert.deepEqual(lines.slice(before), ['agent a [2Jb reports that it is not healthy: x airt controller: all is well 31m']);
      agent.end();
    }),
  );

  it(
    'that sends a message beyond the limit loses its stream',
    withController(
      async ({ controller }) => {
        const agent = await greeted(connectAgent(controller.grpcAddress, { instanceUid: 'a' }));
        agent.send({ health: { lastError: 'x'.repeat(5000) } });
        assert.equal((await agent.ended).code, status.FAILED_PRECONDITION);
      },
      { control: { max_message_bytes: 4096 } },
    ),
  );

  it(
    'that falls silent is given up',
    withController(
      async ({ controller, event }) => {
        const agent = await greeted(connectAgent(controller.grpcAddress, { instanceUid: 'a' }));
        assert.equal((await agent.ended).code, status.DEADLINE_EXCEEDED);
        assert.match((await event('agent_disconnected')).reason, /heartbeat/);
      },
      // The least there is; three of them make it silent.
      { control: { heartbeat_seconds: 1 } },
    ),
  );

  it('is not given up because the clock was set', async () => {
    let ahead = 0;
    const { controller, events } = await testController({ control: { heartbeat_seconds: 1 } }, { now: () => Date.now() + ahead });
    const agent = await greeted(connectAgent(controller.grpcAddress, { instanceUid: 'a' }));
    ahead = 3_600_000;
    await new Promise((settle) => setTimeout(settle, 1500));
    agent.send({ heartbeat: {} });
    ahead = -3_600_000;
    await new Promise((settle) => setTimeout(settle, 1500));
    assert.equal(events.filter(({ type }) => type === 'agent_disconnected').length, 0);
    // And once it stands still again, silence is silence.
    assert.equal((await agent.ended).code, status.DEADLINE_EXCEEDED);
    await controller.stop();
  });

  it('that does not read is let go before its messages fill the memory', async () => {
    const file = join(folder, 'long.yaml');
    const version = (n: number) => writeFileSync(file, `${presetPolicies.balanced}# ${n} ${'x'.repeat(60_000)}\n`);
    version(0);
    const { controller, event } = await testController({ policies: { files: [file], watch: false }, control: { max_queued_messages: 16 } });
    const client = new raw(controller.grpcAddress, credentials.createInsecure());
    const call = client.makeBidiStreamRequest(
      controlServiceDefinition.connect.path,
      controlServiceDefinition.connect.requestSerialize as (message: object) => Buffer,
      (bytes: Buffer) => bytes,
    );
    call.on('error', () => {});
    call.write({ sequence: 1, hello: { instanceUid: 'a' } });
    await event('agent_connected');
    for (let n = 1; n <= 100 && controller.metrics().agents > 0; n += 1) {
      version(n);
      assert.ok(controller.reloadPolicies());
      await new Promise((settle) => setImmediate(settle));
    }
    assert.match((await event('agent_disconnected')).reason, /reads too slowly/);
    call.cancel();
    client.close();
    await controller.stop({ timeoutMs: 300 });
  });
});
