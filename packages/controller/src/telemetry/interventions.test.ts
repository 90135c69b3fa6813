import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import type { Decision, Outcome } from '@airt/engine';
import { decodeTraceRequest, type SpanRecord } from '@airt/protocol';
import { createInterventionExport, exportAddress } from './interventions.ts';

const TRACE = 'ab'.repeat(16);
const NOW = 1_790_000_000_000;
const span = (digit: string, traceId = TRACE) => ({ traceId, spanId: digit.repeat(16) });
const decision: Decision = {
  id: 'dec_1',
  sessionId: TRACE,
  traceId: TRACE,
  instanceUid: 'agent-1',
  policy: { name: 'stop-tool-loops', version: 'sha256:1', rule: 'ladder', mode: 'enforce' },
  findingId: 'fnd_1',
  detector: 'loop.repeat',
  action: { kind: 'deny_tool', tool: 'search', reason: 'enough' },
  rung: 1,
  reason: 'search was called 4 times',
  decidedMs: NOW,
  expiresMs: NOW + 60_000,
  dryRun: false,
  evidence: [span('1'), span('2'), span('3')],
};
const applied: Outcome = {
  decisionId: 'dec_1',
  status: 'applied',
  span: span('9'),
  atMs: NOW + 40,
  latencyMs: 2.5,
  changes: ['tools[-search]'],
};

const received: SpanRecord[] = [];
let answer = 200;
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    if (answer === 200) received.push(...decodeTraceRequest(Buffer.concat(chunks)).spans);
    response.writeHead(answer).end();
  });
});
let endpoint = '';
before(async () => {
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(() => server.close());

const lines: string[] = [];
const create = (env: Record<string, string> = {}) =>
  createInterventionExport({
    endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT === undefined ? endpoint : undefined,
    env,
    resource: { team: 'a' },
    version: '1',
    flushMs: 10,
    log: (line) => lines.push(line),
  });

async function exported(outcome: Outcome, changes: Partial<Decision> = {}): Promise<SpanRecord> {
  received.length = 0;
  const interventions = create();
  const deliveries = [{ atMs: NOW + 1, instanceUid: 'agent-1', sequence: 1, resent: false }];
  interventions.record({
    decision: { ...decision, ...changes },
    outcome,
    source: 'agent',
    dispatchedMs: NOW,
    endedMs: NOW + 50,
    deliveries,
  });
  await interventions.stop(2000);
  const [first] = received;
  assert.ok(first, 'the span arrived');
  return first;
}

describe('the span of an intervention', () => {
  it("stands under the changed span in the agent's trace, with links to the evidence", async () => {
    const sent = await exported(applied);
    assert.equal(sent.name, 'airt.intervention deny_tool');
    assert.deepEqual([sent.traceId, sent.parentSpanId, sent.scope.name], [TRACE, '9'.repeat(16), '@airt/controller']);
    assert.deepEqual([sent.startUnixNano, sent.endUnixNano], [BigInt(NOW) * 1_000_000n, BigInt(NOW + 50) * 1_000_000n]);
    assert.deepEqual(
      sent.links.map(({ traceId, spanId }) => ({ traceId, spanId })),
      decision.evidence,
    );
    assert.deepEqual(
      sent.events.map(({ name, attributes }) => [name, attributes['service.instance.id'], attributes['airt.resent']]),
      [['airt.delivered', 'agent-1', false]],
    );
    assert.deepEqual(
      { ...sent.attributes },
      {
        'airt.decision.id': 'dec_1',
        'airt.policy.name': 'stop-tool-loops',
        'airt.policy.version': 'sha256:1',
        'airt.policy.rule': 'ladder',
        'airt.policy.mode': 'enforce',
        'airt.detector': 'loop.repeat',
        'airt.finding.id': 'fnd_1',
        'airt.verdict': 'deny',
        'airt.action': 'deny_tool',
        'airt.action.tool': 'search',
        'airt.rung': 1,
        'airt.reason': 'search was called 4 times',
        'airt.dry_run': false,
        'airt.outcome': 'applied',
        'airt.changes': ['tools[-search]'],
        'airt.latency_ms': 2.5,
      },
    );
    assert.deepEqual([sent.resource['service.name'], sent.resource.team], ['airt-controller', 'a']);
  });

  it('stands under the last evidence where nothing was changed, and says why', async () => {
    const sent = await exported({ decisionId: 'dec_1', status: 'expired', atMs: NOW, reason: 'nobody was connected' });
    assert.equal(sent.parentSpanId, '3'.repeat(16));
    assert.equal(sent.attributes['airt.outcome.reason'], 'nobody was connected');
    assert.equal(sent.status.code, 'unset');
  });

  it('never leaves its trace, whatever an agent says it changed', async () => {
    const sent = await exported({ ...applied, span: span('9', 'cd'.repeat(16)) });
    assert.deepEqual([sent.traceId, sent.parentSpanId], [TRACE, '3'.repeat(16)]);
  });

  it('is an error only where the agent failed, and a dry run where either side says so', async () => {
    const sent = await exported({ ...applied, status: 'failed', reason: 'it broke', dryRun: true });
    assert.deepEqual(sent.status, { code: 'error', message: 'it broke' });
    assert.equal(sent.attributes['airt.dry_run'], true);
    assert.equal((await exported(applied, { dryRun: true })).attributes['airt.dry_run'], true);
  });
});

describe('export', () => {
  it('goes where the configuration says, else the standard variables, else nowhere', () => {
    assert.equal(exportAddress('http://a:1', { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://b' }), 'http://a:1/v1/traces');
    assert.equal(exportAddress('http://a:1/v1/traces', {}), 'http://a:1/v1/traces');
    assert.equal(exportAddress(undefined, { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://b/' }), 'http://b/v1/traces');
    const both = { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://c/own', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://b' };
    assert.equal(exportAddress(undefined, both), 'http://c/own');
    assert.equal(exportAddress(undefined, { ...both, OTEL_TRACES_EXPORTER: 'none' }), undefined);
    assert.equal(exportAddress(undefined, { ...both, OTEL_SDK_DISABLED: 'true' }), undefined);
    assert.equal(exportAddress(undefined, {}), undefined);
  });

  it('that fails is told once, counted, and ends in time', async () => {
    answer = 400;
    const interventions = create();
    for (let n = 0; n < 2; n += 1) {
      interventions.record({ decision, outcome: applied, source: 'agent', dispatchedMs: NOW, endedMs: NOW + 1, deliveries: [] });
      await new Promise((settle) => setTimeout(settle, 60));
    }
    await interventions.stop(1000);
    answer = 200;
    assert.deepEqual(interventions.counts, { exported: 0, failed: 2 });
    assert.equal(lines.filter((line) => line.includes('cannot be exported')).length, 1);
    const nowhere = create({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' });
    nowhere.record({ decision, outcome: applied, source: 'agent', dispatchedMs: NOW, endedMs: NOW + 1, deliveries: [] });
    const from = Date.now();
    await nowhere.stop(200);
    assert.ok(Date.now() - from < 1500);
  });
});
