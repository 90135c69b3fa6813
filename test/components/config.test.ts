/** The configurations that users are given, run by the real collector and the real Jaeger. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Collector, collectorConfig, componentPath, configFolder, startCollector } from './collector.ts';
import { type Jaeger, startJaeger } from './jaeger.ts';
import { freePort } from './ports.ts';
import { spawnProcess } from './process.ts';
import { type StubController, startStubController } from './stub-controller.ts';

/** The first use of a component on a machine builds it. */
const buildTimeoutMs = 15 * 60_000;

const hex = (bytes: number) => randomBytes(bytes).toString('hex');

/** Sends one span over OTLP/HTTP JSON; answers the HTTP status. */
async function sendSpan(
  collector: Collector,
  span: { readonly traceId: string; readonly spanId: string; readonly padding?: string },
): Promise<number> {
  const now = BigInt(Date.now()) * 1_000_000n;
  const link = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), attributes: [{ key: 'airt.evidence', value: { stringValue: 'span' } }] };
  const response = await fetch(`${collector.otlpHttp}/v1/traces`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      resourceSpans: [
        {
          resource: { attributes: [{ key: 'service.name', value: { stringValue: 'config-test' } }] },
          scopeSpans: [
            {
              scope: { name: 'test' },
              spans: [
                {
                  traceId: span.traceId,
                  spanId: span.spanId,
                  name: 'chat some-model',
                  kind: 3,
                  startTimeUnixNano: String(now - 1_000_000n),
                  endTimeUnixNano: String(now),
                  attributes: [
                    { key: 'gen_ai.operation.name', value: { stringValue: 'chat' } },
                    { key: 'gen_ai.usage.input_tokens', value: { intValue: '42' } },
                    { key: 'gen_ai.response.finish_reasons', value: { arrayValue: { values: [{ stringValue: 'stop' }] } } },
                    ...(span.padding ? [{ key: 'padding', value: { stringValue: span.padding } }] : []),
                  ],
                  events: [{ name: 'first', timeUnixNano: String(now), attributes: [] }],
                  links: [link],
                  status: { code: 2, message: 'refused' },
                },
              ],
            },
          ],
        },
      ],
    }),
  });
  await response.arrayBuffer();
  return response.status;
}

async function validate(binary: string, ...configs: readonly string[]): Promise<void> {
  const validation = await spawnProcess(binary, { args: ['validate', ...configs.map((config) => `--config=${config}`)] });
  const { code } = await validation.waitForExit();
  assert.equal(code, 0, validation.output());
}

const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;

async function enqueueFailures(collector: Collector, exporter: string): Promise<number> {
  const text = await (await fetch(collector.metrics)).text();
  const line = text.split('\n').find((l) => l.startsWith('otelcol_exporter_enqueue_failed_spans') && l.includes(`exporter="${exporter}"`));
  return Number(line?.split(' ').at(-1) ?? 0);
}

describe('configurations', { timeout: buildTimeoutMs }, () => {
  it('collector.yaml is valid', async () => validate(await componentPath('otelcol'), collectorConfig));

  it('jaeger.yaml is valid', async () => validate(await componentPath('jaeger'), join(configFolder, 'jaeger.yaml')));

  it("the README's addition is valid beside the README's example of an existing configuration", async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'airt-config-'));
    t.after(() => rm(folder, { recursive: true }));
    const readme = await readFile(join(configFolder, 'README.md'), 'utf8');
    const files = await Promise.all(
      ['existing.yaml', 'airt.yaml'].map(async (name) => {
        const block = new RegExp(`<!-- ${name} -->\\s*\`\`\`yaml\\n(.*?)\`\`\``, 's').exec(readme)?.[1];
        assert.ok(block, `README.md shows ${name}`);
        await writeFile(join(folder, name), block);
        return join(folder, name);
      }),
    );
    await validate(await componentPath('otelcol'), ...files);
  });
});

describe('collector.yaml and jaeger.yaml together', { timeout: buildTimeoutMs }, () => {
  let jaeger: Jaeger;
  let controllerPort: number;

  before(async () => {
    jaeger = await startJaeger();
    controllerPort = await freePort();
  });
  after(() => jaeger?.stop());

  const collectorFor = async (t: TestContext, env: Record<string, string> = {}) => {
    const collector = await startCollector({ controllerGrpc: `127.0.0.1:${controllerPort}`, jaegerGrpc: jaeger.otlpGrpc, env });
    t.after(() => collector.stop());
    return collector;
  };
  const stubFor = async (t: TestContext): Promise<StubController> => {
    const stub = await startStubController(controllerPort);
    t.after(() => stub.stop());
    return stub;
  };

  it('a span reaches Jaeger whole, and the controller within milliseconds', async (t) => {
    const stub = await stubFor(t);
    const collector = await collectorFor(t);
    const [traceId, spanId] = [hex(16), hex(8)];
    assert.equal(await sendSpan(collector, { traceId, spanId }), 200);
    const [span, ...others] = await jaeger.getTrace(traceId);
    assert.ok(span);
    assert.deepEqual(others, []);
    assert.equal(span.spanId, spanId);
    assert.equal(span.name, 'chat some-model');
    assert.equal(span.kind, 3);
    assert.deepEqual(span.resource, { 'service.name': 'config-test' });
    assert.deepEqual(span.attributes, {
      'gen_ai.operation.name': 'chat',
      'gen_ai.usage.input_tokens': 42,
      'gen_ai.response.finish_reasons': ['stop'],
    });
    assert.deepEqual(span.links, [{ traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), attributes: { 'airt.evidence': 'span' } }]);
    assert.deepEqual(
      span.events.map(({ name }) => name),
      ['first'],
    );
    assert.deepEqual(span.status, { code: 2, message: 'refused' });
    await stub.span(spanId);

    const latencies: number[] = [];
    for (let i = 0; i < 50; i++) {
      const id = hex(8);
      const sent = performance.now();
      await sendSpan(collector, { traceId: hex(16), spanId: id });
      latencies.push((await stub.span(id)) - sent);
    }
    const p50 = percentile(latencies, 0.5);
    t.diagnostic(`span sent -> received by the controller: p50 ${p50.toFixed(1)} ms, p95 ${percentile(latencies, 0.95).toFixed(1)} ms`);
    // The flush takes 5 ms; the default of 200 ms, or a batch that waits for its size, would show.
    assert.ok(p50 < 100, `half of the spans took more than ${p50} ms`);
  });

  it('spans larger than the default limit of gRPC reach both', async (t) => {
    const stub = await stubFor(t);
    const collector = await collectorFor(t);
    const [traceId, spanId, padding] = [hex(16), hex(8), 'x'.repeat(6 << 20)];
    assert.equal(await sendSpan(collector, { traceId, spanId, padding }), 200);
    await stub.span(spanId);
    const [span] = await jaeger.getTrace(traceId);
    assert.equal(String(span?.attributes.padding).length, padding.length);
  });

  it('with no controller, Jaeger gets every span and the agent no error, even when the queue for the controller is full', async (t) => {
    const collector = await collectorFor(t, { AIRT_QUEUE_BYTES: '70000' });
    const traces = Array.from({ length: 20 }, () => hex(16));
    for (const traceId of traces) {
      assert.equal(await sendSpan(collector, { traceId, spanId: hex(8), padding: 'x'.repeat(20_000) }), 200);
    }
    for (const traceId of traces) assert.equal((await jaeger.getTrace(traceId)).length, 1, 'once, not twice');
    assert.ok((await enqueueFailures(collector, 'otlp_grpc/airt')) > 0, 'the queue was really full');
    assert.equal(await enqueueFailures(collector, 'otlp_grpc/jaeger'), 0);
  });

  it('a controller that dies and comes back gets the spans sent meanwhile; Jaeger notices nothing', async (t) => {
    const first = await stubFor(t);
    const collector = await collectorFor(t);
    const warm = hex(8);
    await sendSpan(collector, { traceId: hex(16), spanId: warm });
    await first.span(warm);
    await first.stop();

    const [traceId, spanId] = [hex(16), hex(8)];
    assert.equal(await sendSpan(collector, { traceId, spanId }), 200);
    assert.equal((await jaeger.getTrace(traceId)).length, 1);
    await sleep(500);
    const back = performance.now();
    const second = await stubFor(t);
    const received = await second.span(spanId);
    t.diagnostic(`controller back -> span of the outage received: ${(received - back).toFixed(0)} ms`);
  });
});
