import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { presetPolicies } from '@airt/engine';
import { airt } from '@airt/protocol';
import { readJournal } from './journal/journal-reader.ts';
import { connectAgent, type TestAgent } from './testing/agent.ts';
import { exportGrpc, modelStep, otlpBytes, otlpJson, toolStep } from './testing/spans.ts';
import { eventually, testController } from './testing/start.ts';

const { OutcomeStatus } = airt.control.v1;
const RESOURCE = { 'service.name': 'research', 'service.instance.id': 'agent-1' };
const TRACE = 'ab'.repeat(16);
const FROM = Date.now() - 60_000;
const folder = mkdtempSync(join(tmpdir(), 'airt-controller-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Steps of a loop: tool call n and the model call after it. */
const steps = (...numbers: number[]) =>
  numbers.flatMap((n) => [toolStep(TRACE, n, FROM + n * 100), modelStep(TRACE, n, FROM + n * 100 + 50)]);

const applied = (id: string | null | undefined, spanId: string, at: number) => ({
  directiveOutcome: {
    directiveId: id ?? '',
    status: OutcomeStatus.APPLIED,
    traceId: Buffer.from(TRACE, 'hex'),
    spanId: Buffer.from(spanId, 'hex'),
    appliedAtUnixMs: at,
    latencyMs: 3,
    changes: ['messages[+guidance]'],
  },
});

const welcomed = async (agent: TestAgent): Promise<TestAgent> => {
  await agent.next('policyUpdate');
  return agent;
};

describe('a run that loops', () => {
  it('is steered, loses the tool when it goes on all the same, and both stand in its own trace and in the journal', async () => {
    // The spans of one controller are received by another one, whose receiver is under test elsewhere.
    const sink = await testController();
    const path = join(folder, 'loop.db');
    const { controller, events, event, lines } = await testController({
      journal: { path },
      telemetry: { endpoint: sink.controller.httpUrl, flush_ms: 20 },
    });
    assert.ok(lines.some((line) => line.includes('the built-in preset "balanced"')));
    const agent = await welcomed(connectAgent(controller.grpcAddress, { instanceUid: 'agent-1', resource: RESOURCE }));
    await exportGrpc(controller.grpcAddress, otlpBytes(steps(1, 2, 3), RESOURCE));
    const steer = await agent.next('directive');
    // The agent fills the name in, where it is that of one of its tools.
    assert.match(steer.steer?.guidance ?? '', /called \{tool\} 3 times/);
    assert.equal(steer.scope?.toolName, 'web_search');
    assert.equal(Buffer.from(steer.scope?.traceId ?? []).toString('hex'), TRACE);
    assert.equal(steer.expected?.lastToolCallDigest, 'c'.repeat(32));
    agent.send(applied(steer.id, '00000000000000bb', FROM + 350));
    const outcome = await event('outcome');
    assert.deepEqual([outcome.source, outcome.outcome.status, outcome.instanceUid], ['agent', 'applied', 'agent-1']);

    // Newer evidence, sent by HTTP this time: the next rung.
    await fetch(`${controller.httpUrl}/v1/traces`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(otlpJson(steps(4, 5), RESOURCE)),
    });
    const deny = await agent.next('directive');
    assert.equal(deny.denyTool?.toolName, 'web_search');
    assert.equal(deny.sequence, 2);
    agent.send(applied(deny.id, '00000000000000cc', FROM + 600));
    await event('outcome', 1);
    const order = [...new Set(events.map(({ type }) => type))];
    assert.deepEqual(order, ['agent_connected', 'span', 'finding', 'decision', 'delivered', 'outcome']);

    const { decisions, findings } = controller.journal.explain(TRACE);
    assert.deepEqual(
      decisions.map(({ decision, outcome: last }) => [decision.action.kind, last?.outcome.status]),
      [
        ['steer', 'applied'],
        ['deny_tool', 'applied'],
      ],
    );
    assert.ok(findings.length > 0);
    agent.end();
    await controller.stop();
    assert.equal(controller.metrics().interventionsExported, 2);
    assert.equal(sink.controller.metrics().spans, 2, 'both intervention spans arrived');
    assert.equal(sink.controller.metrics().events, 0, "a controller's own spans are not evidence");
    await sink.controller.stop();

    const reader = readJournal(path);
    const [explained] = reader.explain((steer.id ?? '').slice(0, 12)).decisions;
    assert.equal(explained?.decision.id, steer.id);
    assert.equal(explained?.finding?.measures.tool, 'web_search');
    assert.equal(explained?.policyDocument, presetPolicies.balanced);
    assert.equal(explained?.deliveries[0]?.instanceUid, 'agent-1');
    assert.deepEqual(explained?.outcome?.outcome.changes, ['messages[+guidance]']);
    reader.close();
  });

  it('is none where the configuration of detectors says so', async () => {
    const { controller } = await testController({ detectors: { loop: { pollerWords: ['search'] } } });
    await exportGrpc(controller.grpcAddress, otlpBytes(steps(1, 2, 3), RESOURCE));
    const { events, findings } = controller.metrics();
    assert.deepEqual([events, findings], [6, 0], 'web_search may be repeated');
    await controller.stop();
  });

  it('gives one decision for spans that were sent twice', async () => {
    const { controller, events } = await testController();
    const bytes = otlpBytes(steps(1, 2, 3), RESOURCE);
    await exportGrpc(controller.grpcAddress, bytes);
    await exportGrpc(controller.grpcAddress, bytes);
    assert.equal(events.filter(({ type }) => type === 'decision').length, 1);
    assert.equal(events.filter(({ type }) => type === 'span').length, 6);
    await controller.stop();
  });

  it('gets its directive when its process connects only afterwards', async () => {
    const { controller } = await testController();
    await exportGrpc(controller.grpcAddress, otlpBytes(steps(1, 2, 3), RESOURCE));
    const agent = connectAgent(controller.grpcAddress, { instanceUid: 'agent-1' });
    assert.ok((await agent.next('directive')).steer);
    agent.end();
    await controller.stop();
  });

  it('is governed by a controller that was killed and started again', async () => {
    const path = join(folder, 'restart.db');
    const clock = { ms: Date.now() };
    const first = await testController({ journal: { path } }, { now: () => clock.ms });
    await exportGrpc(first.controller.grpcAddress, otlpBytes(steps(1, 2, 3), RESOURCE));
    await first.event('decision');
    // Nothing is stopped in order: the second start finds what the first one left, as after a kill.
    clock.ms += 1000;
    const second = await testController({ journal: { path } }, { now: () => clock.ms });
    assert.ok(second.lines.some((line) => line.includes('resuming 1 decision')));
    const agent = connectAgent(second.controller.grpcAddress, {
      instanceUid: 'agent-1',
      epoch: Math.floor(clock.ms / 1000) - 1,
      lastDirectiveSequence: 7,
    });
    const directive = await agent.next('directive');
    assert.equal(directive.sequence, 8, 'numbers go on from what the agent has seen');
    assert.ok((directive.epoch ?? 0) >= Math.floor(clock.ms / 1000));
    agent.end();
    await second.controller.stop();
    await first.controller.stop();
  });
});

describe('policies', () => {
  it('are reloaded when their file changes; a broken file is rejected with its place and the last good one stays', async () => {
    const file = join(folder, 'policy.yaml');
    writeFileSync(file, presetPolicies.balanced);
    const { controller, lines, event } = await testController({ policies: { files: [file] } });
    const agent = connectAgent(controller.grpcAddress, { instanceUid: 'agent-1' });
    const first = await agent.next('policyUpdate');
    assert.equal(first.resources?.[0]?.document, presetPolicies.balanced);
    agent.send({ policyAck: { nonce: first.nonce ?? '', versions: { 'stop-tool-loops': first.resources?.[0]?.version ?? '' } } });
    await event('policy_ack');

    writeFileSync(file, presetPolicies.balanced.replace('mode: enforce', 'mode: enfroce'));
    const rejection = await eventually(() => lines.find((line) => line.includes('policy rejected')), 'the rejection');
    assert.match(rejection, /policy\.yaml:\d+:\d+: /);
    writeFileSync(file, presetPolicies.balanced.replace('mode: enforce', 'mode: shadow'));
    const second = await agent.next('policyUpdate');
    assert.match(second.resources?.[0]?.document ?? '', /mode: shadow/);
    agent.end();
    await controller.stop();
  });

  it('that are broken at the start prevent it, with every problem', async () => {
    const file = join(folder, 'broken.yaml');
    writeFileSync(file, 'apiVersion: airt.dev/v1\nkind: Policy\nmetadata: { name: x }\nspec:\n  mdoe: enforce\n');
    await assert.rejects(testController({ policies: { files: [file] } }), /broken\.yaml:5:3: .*mdoe/);
  });
});

describe('shutting down', () => {
  it('tells agents to go elsewhere, ends open decisions, and refuses with a status that is retried', async () => {
    const path = join(folder, 'stop.db');
    const { controller } = await testController({ journal: { path } });
    const agent = await welcomed(connectAgent(controller.grpcAddress, { instanceUid: 'agent-1' }));
    await exportGrpc(controller.grpcAddress, otlpBytes(steps(1, 2, 3), RESOURCE));
    await agent.next('directive');
    const stopping = controller.stop();
    assert.ok(await agent.next('drain'));
    assert.equal((await agent.ended).code, 0);
    await stopping;
    const reader = readJournal(path);
    const [open] = reader.explain(TRACE).decisions;
    assert.equal(open?.outcome?.outcome.status, 'expired');
    assert.match(open?.outcome?.outcome.reason ?? '', /controller stopped/);
    reader.close();
  });

  it('is bounded though an agent holds its stream', async () => {
    const { controller } = await testController();
    const agent = await welcomed(connectAgent(controller.grpcAddress, { instanceUid: 'agent-1' }));
    const from = Date.now();
    await controller.stop({ timeoutMs: 300 });
    assert.ok(Date.now() - from < 2000);
    agent.cut();
  });

  it('does not wait for connections that never said anything', async () => {
    const { controller } = await testController();
    const [host = '', port] = controller.grpcAddress.split(':');
    const silent = connect(Number(port), host);
    const closed = once(silent.resume(), 'close');
    await once(silent, 'connect');
    const from = Date.now();
    await controller.stop();
    assert.ok(Date.now() - from < 2000);
    await closed;
  });

  it('an address in use is said in a sentence', async () => {
    const { controller } = await testController();
    const taken = new URL(controller.httpUrl).host;
    await assert.rejects(
      testController({ listen: { http: taken } }),
      /listen\.http: 127\.0\.0\.1:\d+ cannot be used: another process .*--listen-http/,
    );
    await assert.rejects(
      testController({ listen: { grpc: controller.grpcAddress } }),
      /listen\.grpc: .* cannot be used: another process .*--listen-grpc/,
    );
    await controller.stop();
  });
});
