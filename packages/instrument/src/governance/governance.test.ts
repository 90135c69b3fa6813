import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { outcomeStatusToProto, type PointContext } from '@airt/engine';
import { readConfig } from '../config.ts';
import type { AgentMessageKey } from '../control/messages/message.ts';
import type { AgentMessage, DirectiveMessage } from '../control/messages/types.ts';
import { createFakeNetwork } from '../control/testing/fake-network.ts';
import { createCoverage } from '../coverage.ts';
import { createDiagnostics } from '../diagnostics.ts';
import { createHealth, type Health } from '../health/health.ts';
import { createManualTimers } from '../net/testing/manual-timers.ts';
import { createRun, type Run } from '../runs/run.ts';
import { createGovernance, type GovernanceOptions } from './governance.ts';

const TRACE = 'a'.repeat(32);
const traceId = Buffer.from(TRACE, 'hex');
const POLICY = `apiVersion: airt.dev/v1
kind: Policy
metadata: { name: p }
spec:
  mode: enforce
  rules:
    - name: no-rm
      on: pre_tool_call
      when: tool.name == "rm"
      deny: { reason: "no" }
`;

function run(modelCalls = 0): Run {
  const span = { traceId: TRACE, spanId: 'b'.repeat(16), traceFlags: 1 };
  const identity = { traceId: TRACE, root: true, span: undefined, parent: span, first: span, owner: 'wire' as const };
  return Object.assign(createRun({ ...identity, agentName: 'writer', conversationId: undefined, nowMs: 1_000_000 }), { modelCalls });
}

function governed(t: TestContext, env: NodeJS.ProcessEnv = { AIRT_CONTROLLER: 'host:1' }, change: Partial<GovernanceOptions> = {}) {
  const network = createFakeNetwork();
  const manual = createManualTimers();
  const lines: string[] = [];
  const diagnostics = createDiagnostics('debug', (line) => lines.push(line));
  const health = createHealth(diagnostics, manual.clock);
  const open = new Set<Run>();
  const governance = createGovernance({
    config: readConfig(env),
    instanceUid: 'i',
    diagnostics,
    health,
    coverage: createCoverage(),
    clock: manual.clock,
    resource: { 'service.name': 's' },
    openRuns: () => open,
    isOpenRun: (id) => ([...open].some((one) => one.traceId === id) ? true : undefined),
    modelCallsOf: (id) => [...open].reduce((sum, one) => (one.traceId === id ? sum + one.modelCalls : sum), 0),
    timers: manual,
    openStream: network.openStream,
    ...change,
  });
  t.after(() => governance.close());
  const start = (one: Run): void => {
    open.add(one);
    governance.runStarted(one);
  };
  const end = (one: Run): void => {
    open.delete(one);
    governance.runEnded(one, manual.clock());
  };
  const sent = <K extends AgentMessageKey>(key: K): NonNullable<AgentMessage[K]>[] =>
    network.stream.sent.map((message) => message[key]).filter((content) => content != null);
  const direct = (change: Partial<DirectiveMessage> = {}): void =>
    network.stream.receive({ directive: { id: 'd', epoch: 1, scope: { traceId }, steer: { guidance: 'stop' }, ...change } });
  return { governance, network, manual, diagnostics, health, lines, start, end, sent, direct };
}

describe('the health of the process', () => {
  const conditions = ({ active }: Health) => active.map(({ id, subject }) => [id, subject]);

  test('names a controller that is not there until it is', (t) => {
    const { network, health, manual } = governed(t);
    network.stream.end(14, 'connection refused');
    assert.deepEqual(conditions(health), [['controller_unreachable', 'host:1']]);
    manual.advance(60_000);
    network.stream.welcome();
    assert.deepEqual(conditions(health), []);
  });

  test('names a policy file that is not in force, and a rule whose condition fails', (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'airt-health-'));
    t.after(() => rmSync(folder, { recursive: true }));
    const [broken, sound] = ['broken.yaml', 'sound.yaml'].map((name) => join(folder, name)) as [string, string];
    writeFileSync(broken, 'kind: Policy\n');
    writeFileSync(
      sound,
      `apiVersion: airt.dev/v1
kind: Policy
metadata: { name: guard }
spec:
  mode: enforce
  rules:
    - { name: careless, on: pre_tool_call, when: 'tool.args.command == "rm"', deny: { reason: no } }
`,
    );
    const { health, governance, lines } = governed(t, { AIRT_POLICY: `${broken},${sound}` });
    assert.deepEqual(conditions(health), [['policy_unreadable', broken]]);
    const before = lines.length;
    const context: PointContext = {
      run: { model_calls: 1, tool_calls: 0, input_tokens: 0, output_tokens: 0, duration_seconds: 1 },
      ...{ agent: {}, service: 's', model: { tools: [] }, tool: { name: 'shell', args: 'no object' } },
    };
    for (let i = 0; i < 3; i += 1) governance.engine.judge('pre_tool_call', context, 'r');
    assert.deepEqual(conditions(health).slice(1), [['rule_not_judged', 'guard, rule careless']]);
    assert.equal(lines.length, before + 1);
  });
});

describe('with a controller', () => {
  test('Hello tells who this is; Health follows Welcome, and a failure', (t) => {
    const { network, sent, start, diagnostics, manual } = governed(t);
    start(run());
    network.stream.welcome();
    const [hello] = sent('hello');
    assert.deepEqual([hello?.instanceUid, hello?.resource?.['service.name'], hello?.openRuns?.[0]?.agentName], ['i', 's', 'writer']);
    assert.deepEqual(
      sent('health').map(({ healthy }) => healthy),
      [true],
    );
    manual.advance(5_000);
    diagnostics.failure('read_response', new TypeError('what the application sent'));
    const [, health] = sent('health');
    assert.deepEqual([health?.healthy, health?.lastError, health?.failures], [false, 'read_response (TypeError)', { read_response: 1 }]);
    manual.advance(60_000);
    assert.equal(sent('health').at(-1)?.healthy, true);
  });

  test('failures of the stream itself ask for no Health', (t) => {
    const { network, sent, manual, governance, diagnostics } = governed(t);
    network.stream.welcome({ features: ['signal'] });
    network.stream.takes = false;
    governance.client?.signal({ kind: 5 });
    network.stream.takes = true;
    manual.advance(59_999);
    assert.equal(sent('health').length, 1);
    manual.advance(1);
    assert.deepEqual([sent('health').length, sent('health')[1]?.messagesDropped], [2, 1]);
    assert.equal(diagnostics.failures.get('control.messages_dropped'), 1);
  });

  test('runs are signalled where the controller understands it: one signal for a run with its sub-agents', (t) => {
    const { network, sent, start, end } = governed(t);
    const [outer, inner] = [run(), run()];
    network.stream.welcome();
    start(outer);
    assert.equal(sent('signal').length, 0);
    network.stream.receive({ welcome: { features: ['signal'] } });
    start(inner);
    end(inner);
    end(outer);
    assert.deepEqual(
      sent('signal').map(({ kind }) => kind),
      [5, 6],
    );
  });

  test('a directive is due at its run, and its outcome is reported', (t) => {
    const { governance, network, sent, start, direct, manual } = governed(t);
    network.stream.welcome();
    start(run());
    direct();
    const { fresh } = governance.directives.due({ traceId: TRACE }, manual.clock());
    assert.deepEqual(
      fresh.map(({ id, source }) => [id, source]),
      [['d', 'controller']],
    );
    governance.directives.applied('d', { nowMs: manual.clock(), changes: ['messages[+guidance]'] });
    const [outcome] = sent('directiveOutcome');
    assert.deepEqual(
      [outcome?.directiveId, outcome?.status, outcome?.changes],
      ['d', outcomeStatusToProto('applied'), ['messages[+guidance]']],
    );
    direct();
    assert.equal(sent('directiveOutcome').length, 2, 'sent again: the controller has not received it');
  });

  test('a directive that cannot be carried out is rejected in words, and one that is withdrawn ends', (t) => {
    const { network, sent, start, direct } = governed(t);
    network.stream.welcome();
    start(run());
    direct({ id: 'span', scope: { traceId, spanId: Buffer.alloc(8, 1) } });
    direct({ id: 'cancelled' });
    network.stream.receive({ directiveCancel: { directiveId: 'cancelled' } });
    assert.deepEqual(
      sent('directiveOutcome').map(({ directiveId, status }) => [directiveId, status]),
      [
        ['span', outcomeStatusToProto('rejected')],
        ['cancelled', outcomeStatusToProto('not_applicable')],
      ],
    );
  });

  test('model calls since the directive came are counted over the run with its sub-agents, also those that have ended', (t) => {
    const { governance, network, sent, start, end, direct, manual } = governed(t);
    network.stream.welcome();
    const [outer, inner] = [run(1), run(2)];
    start(outer);
    start(inner);
    direct({ expected: { maxModelCallsSince: 2 } });
    inner.modelCalls = 4;
    end(inner);
    assert.equal(governance.directives.due({ traceId: TRACE, agentName: 'writer' }, manual.clock()).fresh.length, 1);
    governance.directives.postpone('d');
    outer.modelCalls = 2;
    assert.equal(governance.directives.due({ traceId: TRACE, agentName: 'writer' }, manual.clock()).fresh.length, 0);
    assert.equal(sent('directiveOutcome')[0]?.reason, '3 model calls of the run have started since');
  });

  test('policies: the first update is waited for, and leases are renewed by whatever comes', async (t) => {
    const made = governed(t, { AIRT_CONTROLLER: 'host:1', AIRT_CONTROLLER_WAIT_MS: '60000' });
    const { governance, network, sent, manual } = made;
    network.stream.welcome();
    network.stream.receive({ policyUpdate: { nonce: 'n', resources: [{ name: 'p', version: '1', document: POLICY, leaseMs: 1_000 }] } });
    await governance.policiesReady;
    assert.deepEqual(sent('policyAck')[0]?.versions, { p: '1' });
    assert.ok(governance.engine.hasRulesAt('pre_tool_call'));
    for (let i = 0; i < 10; i += 1) {
      manual.advance(900);
      network.stream.pong();
    }
    assert.ok(governance.engine.hasRulesAt('pre_tool_call'));
    manual.advance(1_000);
    assert.ok(!governance.engine.hasRulesAt('pre_tool_call'));
  });

  test('what waits is not applicable at the end, and nothing is left running', async (t) => {
    const { governance, network, sent, start, direct, manual } = governed(t);
    network.stream.welcome();
    start(run());
    direct();
    await governance.close();
    assert.equal(sent('directiveOutcome')[0]?.reason, 'the process is ending');
    assert.ok(sent('goodbye').length === 1 && manual.running === 0);
  });
});

describe('without a controller', () => {
  test('a policy file governs alone, and a run costs no timer once it has ended', async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'airt-governance-'));
    t.after(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'p.yaml');
    writeFileSync(file, POLICY);
    const { governance, start, end, manual, network } = governed(t, { AIRT_POLICY: file });
    await governance.policiesReady;
    assert.ok(governance.engine.hasRulesAt('pre_tool_call'));
    assert.deepEqual([governance.client, network.streams.length], [undefined, 0]);
    const idle = manual.running;
    const one = run();
    start(one);
    assert.equal(manual.running, idle + 1);
    manual.advance(10_000);
    assert.equal(manual.running, idle + 1);
    end(one);
    manual.advance(1_000);
    assert.equal(manual.running, idle);
  });
});
