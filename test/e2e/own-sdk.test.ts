/**
 * Applications that have registered an OpenTelemetry SDK of their own, of either line that is in use: it is kept, what AIRT sees goes
 * through it, below the application's own spans, and the controller hears of it in time all the same.
 */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { FlatSpan } from '../components/jaeger.ts';
import { cachedModules } from '../testing/npm-install.ts';
import { type Agent, agents, governed, startAgent } from './agent.ts';
import { ANSWER, correctionOf, shown, startStubbornModel } from './loop.ts';
import { eventually, type Pipeline, type RunningController, startControllerHere, startPipeline } from './stack.ts';
import { agentRuns, chats, checkIntervention, checkRun, checkTree, interventions, toolRuns } from './trace.ts';

/** `@opentelemetry/sdk-node` by the line of its core packages, with the version that its spans' resource names. */
const LINES = [
  { line: '2.x', sdkNode: '0.223.0', api: '1.9.1', version: '2.12.0' },
  { line: '3.x', sdkNode: '0.301.0', api: '1.10.0', version: '3.1.0' },
] as const;

const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as {
  readonly devDependencies: Readonly<Record<string, string>>;
};
const version = (name: string): string => manifest.devDependencies[name] ?? assert.fail(`${name} is not in package.json`);

describe('an application with its own OpenTelemetry SDK', () => {
  let pipeline: Pipeline;
  let running: RunningController;
  const folders: string[] = [];
  before(async () => {
    pipeline = await startPipeline();
    running = await startControllerHere(pipeline);
  });
  after(async () => {
    await running?.controller.stop();
    await pipeline?.stop();
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  /** The application as its author has it: its sources beside its own packages. */
  async function application({ sdkNode, api }: (typeof LINES)[number]): Promise<string> {
    const modules = await cachedModules({
      '@opentelemetry/api': api,
      '@opentelemetry/sdk-node': sdkNode,
      '@anthropic-ai/sdk': version('@anthropic-ai/sdk'),
      openai: version('openai'),
    });
    const folder = mkdtempSync(join(tmpdir(), 'airt-app-'));
    folders.push(folder);
    cpSync(join(import.meta.dirname, 'apps'), folder, { recursive: true });
    cpSync(join(agents, 'tools.mjs'), join(folder, 'tools.mjs'));
    symlinkSync(modules, join(folder, 'node_modules'));
    return folder;
  }

  /** Runs it to its end. */
  async function run(folder: string, program: string, service: string, env: Readonly<Record<string, string>>) {
    const model = await startStubbornModel();
    const { env: settings, nodeArgs } = governed(pipeline, service);
    const agent: Agent = await startAgent({
      program: join(folder, program),
      model,
      nodeArgs,
      cwd: folder,
      env: { ...settings, OTEL_LOGS_EXPORTER: 'none', AGENT_MAX_STEPS: '20', ...env },
    });
    const result = await agent.result();
    await model.close();
    assert.equal(agent.process.stderr(), '');
    assert.deepEqual(model.rejected, []);
    return { model, result };
  }

  /** The application's own spans are as they are without AIRT, and ours are within them. */
  function checkOwn(spans: readonly FlatSpan[], line: (typeof LINES)[number], lookups: number): FlatSpan {
    const own = spans.filter(({ scope }) => scope === 'research-app');
    const [root] = own.filter(({ name }) => name === 'POST /research');
    assert.ok(root);
    checkTree(spans, root);
    const lookedUp = own.filter(({ name }) => name === 'lookup web_search');
    assert.deepEqual(
      lookedUp.map(({ parentSpanId }) => parentSpanId),
      Array.from({ length: lookups }, () => root.spanId),
    );
    const [agentRun, ...more] = agentRuns(spans);
    assert.ok(agentRun && more.length === 0);
    assert.equal(agentRun.parentSpanId, root.spanId, 'invoke_agent is below the span that was active');
    for (const span of spans.filter(({ scope }) => scope === '@airt/instrument'))
      assert.equal(span.resource['telemetry.sdk.version'], line.version, `${span.name} went through the application's SDK`);
    return agentRun;
  }

  /** A run of it, when it has been steered, has lost the tool, and its trace is whole. */
  async function corrected(line: (typeof LINES)[number], program: string, service: string) {
    // The SDK's own delay of 5 s is longer than the run: in time comes only what goes to the controller directly.
    const { model, result } = await run(await application(line), program, service, { AIRT_OTLP_ENDPOINT: running.controller.httpUrl });
    assert.deepEqual([result.exit.code, result.ended, result.answer], [0, 'answered', ANSWER]);
    const correction = await correctionOf(running, service);
    assert.deepEqual(
      correction.decisions.map(({ action }) => action),
      ['steer', 'deny_tool'],
    );
    const spans = await pipeline.jaeger.getTrace(correction.traceId, {
      until: (all) => interventions(all).length === 2 && agentRuns(all).length > 0,
    });
    return { model, result, correction, spans, agentRun: checkOwn(spans, line, model.requests.length - 1) };
  }

  for (const line of LINES) {
    it(`SDK ${line.line}: openai`, async (test) => {
      const { model, result, correction, spans, agentRun } = await corrected(line, 'openai-app.mjs', `e2e-sdk-${line.line}-openai`);
      checkRun(spans, agentRun, model);
      for (const { id, spanId } of correction.decisions) assert.equal(checkIntervention(spans, id).spanId, spanId);

      // The collector brings the same spans once more: nothing of it counts.
      const operations = chats(spans).length + toolRuns(spans).length + 1;
      const spansOf = () => running.all('span').filter(({ event }) => event.traceId === correction.traceId).length;
      await eventually('the spans from the collector', () => running.controller.metrics().spans >= 2 * operations);
      assert.equal(spansOf(), operations);
      test.diagnostic(`${result.steps} model calls; delivered / applied after: ${shown(correction.latencies)}`);
    });

    it(`SDK ${line.line}: @anthropic-ai/sdk, which then traces its calls itself`, async (test) => {
      const service = `e2e-sdk-${line.line}-anthropic`;
      const { model, result, correction, spans, agentRun } = await corrected(line, 'anthropic-app.mjs', service);
      const native = spans.filter(({ name }) => name === 'anthropic.messages.create');
      assert.equal(native.length, model.requests.length, "the SDK's spans are as without AIRT");
      const ours = chats(spans).filter(({ scope }) => scope === '@airt/instrument');
      assert.deepEqual(
        ours.map(({ parentSpanId }) => parentSpanId),
        native.map(({ spanId }) => spanId),
        'each of our model calls is the layer below the one of the SDK',
      );
      for (const tool of toolRuns(spans)) assert.equal(tool.parentSpanId, agentRun.spanId);
      assert.equal(toolRuns(spans).length, model.requests.length - 1);

      await eventually('the spans from the collector', () => running.controller.metrics().queuedRequests === 0);
      const counted = running.all('span').filter(({ event }) => event.traceId === correction.traceId && event.kind === 'model_call');
      assert.equal(counted.length, model.requests.length, 'the controller counts each call once');
      test.diagnostic(`${result.steps} model calls; delivered / applied after: ${shown(correction.latencies)}`);
    });
  }

  it('without AIRT_OTLP_ENDPOINT the controller hears of it when the SDK exports', async (test) => {
    const [line] = LINES;
    const service = 'e2e-sdk-standard';
    const { result } = await run(await application(line), 'openai-app.mjs', service, { OTEL_BSP_SCHEDULE_DELAY: '50' });
    assert.equal(result.ended, 'answered');
    const correction = await correctionOf(running, service);
    test.diagnostic(`${result.steps} model calls; delivered / applied after: ${shown(correction.latencies)}`);
  });
});
