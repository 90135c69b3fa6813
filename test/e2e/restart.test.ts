/** The controller goes away in the middle of a run and comes back: the agent goes on, reconnects, and its next loop is corrected too. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { readJournal } from '@airt/controller';
import { type SpawnedProcess, spawnProcess } from '../components/process.ts';
import { governed, startAgent } from './agent.ts';
import { ANSWER, guidedRequests, READ, SEARCH, startStubbornModel } from './loop.ts';
import { eventually, type Pipeline, startPipeline } from './stack.ts';
import { agentRuns, checkIntervention, checkRun, checkTree, interventions } from './trace.ts';

const cli = join(import.meta.dirname, '../../packages/cli/dist/main.js');

/** How long there is no controller. */
const OUTAGE_MS = 1_500;

describe('a controller that is restarted in the middle of a run', () => {
  let pipeline: Pipeline;
  const folder = mkdtempSync(join(tmpdir(), 'airt-restart-'));
  before(async () => {
    pipeline = await startPipeline();
  });
  after(async () => {
    await pipeline?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function startController(journal: string): Promise<SpawnedProcess> {
    const settings = { grpc: pipeline.controllerGrpc, http: '127.0.0.1:0', journal, endpoint: pipeline.collector.otlpHttp };
    const controller = await spawnProcess(process.execPath, {
      name: 'airt controller',
      args: [
        ...[cli, 'controller', '--listen-grpc', settings.grpc, '--listen-http', settings.http],
        ...['--journal', settings.journal, '--telemetry-endpoint', settings.endpoint],
      ],
    });
    await controller.waitForLine(/ready$/);
    return controller;
  }

  const cases = [
    {
      signal: 'SIGTERM',
      when: 'when the first tool has been taken away',
      reached: 'tool off',
    },
    {
      signal: 'SIGKILL',
      when: 'when the model has had its first hint',
      reached: 'hint',
    },
  ] as const;

  for (const { signal, when, reached } of cases) {
    it(`${signal} ${when}`, async (test) => {
      const journal = join(folder, `${signal}.db`);
      const model = await startStubbornModel([SEARCH, READ]);
      const first = await startController(journal);
      const { env, nodeArgs } = governed(pipeline, `e2e-restart-${signal}`);
      const agent = await startAgent({ program: 'openai.mjs', model, nodeArgs, env: { ...env, AGENT_MAX_STEPS: '150' } });
      await eventually(reached, () =>
        reached === 'hint' ? guidedRequests(model).length > 0 : model.requests.some(({ toolNames }) => !toolNames.includes(SEARCH.name)),
      );
      const from = performance.now();
      first.signal(signal);
      const exit = await first.waitForExit();
      assert.deepEqual(exit, signal === 'SIGTERM' ? { code: 0, signal: null } : { code: null, signal: 'SIGKILL' });
      const before = model.requests.length;
      await sleep(OUTAGE_MS);
      const between = model.requests.length;
      assert.ok(between >= before + 3, `the agent went on without a controller (${between - before} model calls)`);
      const second = await startController(journal);
      const back = performance.now();

      const result = await agent.result();
      const corrected = performance.now();
      await model.close();
      assert.deepEqual([result.exit.code, result.ended, result.answer], [0, 'answered', ANSWER], agent.process.output());
      assert.deepEqual(model.rejected, []);
      const gaps = model.requests.slice(1).map(({ atMs }, index) => atMs - (model.requests[index]?.atMs ?? atMs));
      assert.ok(Math.max(...gaps) < 1_500, `the agent never waited for a controller (its longest step took ${Math.max(...gaps)} ms)`);
      assert.ok(agent.process.stderr().split('\n').length <= 3, `it says little about it: ${agent.process.stderr()}`);
      assert.doesNotMatch(agent.process.stderr(), /^\s+at /m);
      for (const tool of [SEARCH, READ]) {
        const offers = model.requests.map(({ toolNames }) => toolNames.includes(tool.name));
        assert.equal(offers.lastIndexOf(true), offers.indexOf(false) - 1, `${tool.name}, once taken away, stays away`);
      }

      // Both wrote the same journal.
      const reader = readJournal(journal);
      const [latest] = reader.recentDecisions(1);
      assert.ok(latest);
      const { traceId } = latest.decision;
      const known = () => readKnown(reader, traceId);
      const decisions = await eventually('all outcomes in the journal', () => known().every(({ outcome }) => outcome) && known());
      reader.close();
      const applied = decisions.filter(({ outcome }) => outcome?.outcome.status === 'applied');
      const taken = applied.flatMap(({ decision }) => (decision.action.kind === 'deny_tool' ? [decision.action.tool] : []));
      assert.deepEqual(taken, [SEARCH.name, READ.name], 'both loops were ended');
      const epochs = new Set(decisions.flatMap(({ deliveries }) => deliveries.map(({ epoch }) => epoch)));
      assert.equal(epochs.size, 2, 'directives came from both');

      const spans = await pipeline.jaeger.getTrace(traceId, {
        until: (all) =>
          agentRuns(all).length > 0 && interventions(all).some(({ attributes }) => attributes['airt.action.tool'] === READ.name),
      });
      const [run] = agentRuns(spans);
      assert.ok(run);
      checkTree(spans, run);
      checkRun(spans, run, model);
      const told = new Set(interventions(spans).map(({ attributes }) => attributes['airt.decision.id']));
      const ends = applied.filter(({ decision }) => told.has(decision.id));
      // A controller that is killed takes the spans with it that it has not sent yet; a stopped one sends them.
      assert.ok(signal === 'SIGKILL' || ends.length === applied.length);
      for (const { decision } of ends) checkIntervention(spans, decision.id);
      await second.stop();
      const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
      test.diagnostic(
        `${result.steps} model calls, ${between - before} of them without a controller; away for ${seconds(back - from)}, all corrected ${seconds(corrected - back)} after it was back`,
      );
    });
  }
});

const readKnown = (reader: ReturnType<typeof readJournal>, traceId: string) => reader.explain(traceId).decisions;
