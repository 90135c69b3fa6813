/**
 * The main thing, on real parts: an agent falls into a loop; its spans go through a real collector to a real Jaeger and to the
 * controller; what the controller decides changes the agent's next requests to the model; and the whole story is one trace.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { governed, startAgent } from './agent.ts';
import { ANSWER, correctionOf, guidedRequests, type Latency, percentile, SEARCH, shown, startStubbornModel } from './loop.ts';
import { type Pipeline, type RunningController, startControllerHere, startPipeline } from './stack.ts';
import { agentRuns, checkIntervention, checkRun, checkTree, interventions } from './trace.ts';

const PROGRAMS = ['openai', 'openai-stream', 'ai-sdk', 'ai-sdk-stream', 'anthropic', 'anthropic-stream'];

/** The agents' own limit: far more steps than AIRT leaves them, far fewer than the model would like. */
const MAX_STEPS = '20';

describe('an agent in a loop is corrected while it runs', () => {
  let pipeline: Pipeline;
  let running: RunningController;
  const latencies: Latency[] = [];
  before(async () => {
    pipeline = await startPipeline();
    running = await startControllerHere(pipeline);
  });
  after(async () => {
    await running?.controller.stop();
    await pipeline?.stop();
  });

  for (const name of PROGRAMS) {
    it(name, async (test) => {
      const service = `e2e-${name}`;
      const model = await startStubbornModel();
      const { env, nodeArgs } = governed(pipeline, service);
      const from = performance.now();
      const agent = await startAgent({ program: `${name}.mjs`, model, nodeArgs, env: { ...env, AGENT_MAX_STEPS: MAX_STEPS } });
      const result = await agent.result();
      const seconds = (performance.now() - from) / 1000;
      await model.close();

      assert.deepEqual([result.exit.code, result.ended, result.answer], [0, 'answered', ANSWER], agent.process.output());
      assert.equal(agent.process.stderr(), '', 'nothing is said where all is well');
      assert.deepEqual(model.rejected, [], 'every transcript that the model got was valid');
      assert.ok(result.steps < Number(MAX_STEPS));
      assert.equal(result.steps, model.requests.length);

      const correction = await correctionOf(running, service);
      assert.deepEqual(
        correction.decisions.map(({ action }) => action),
        ['steer', 'deny_tool'],
      );

      const { traceId } = correction;
      const spans = await pipeline.jaeger.getTrace(traceId, {
        until: (all) => interventions(all).length === correction.decisions.length && agentRuns(all).length > 0,
      });
      const [run, ...more] = agentRuns(spans);
      assert.ok(run && more.length === 0, 'one invoke_agent span');
      checkTree(spans, run);
      checkRun(spans, run, model);
      const changed = correction.decisions.map(({ id, spanId }) => {
        const span = checkIntervention(spans, id);
        assert.equal(span.spanId, spanId, 'the outcome named the span that was changed');
        return model.answers.findIndex((answer) => String(span.attributes['gen_ai.response.id']).endsWith(answer.id));
      });
      const [steered = -1, denied = -1] = changed;
      assert.deepEqual(guidedRequests(model), [steered, denied], 'guidance stands in the requests of the changed spans and nowhere else');
      assert.ok(model.requests[steered]?.toolNames.includes(SEARCH.name), 'a steered model still has its tool');
      assert.deepEqual(
        model.requests.map(({ toolNames }) => toolNames.includes(SEARCH.name)),
        model.requests.map(({ index }) => index < denied),
        'from then on the tool is not offered',
      );
      latencies.push(...correction.latencies);
      test.diagnostic(`${result.steps} model calls in ${seconds.toFixed(1)} s; delivered / applied after: ${shown(correction.latencies)}`);
    });
  }

  it('directives come while the agent waits for its model', (test) => {
    const delivered = latencies.map(({ toDelivered }) => toDelivered);
    const applied = latencies.map(({ toApplied }) => toApplied);
    const line = (values: readonly number[]) => `p50 ${percentile(values, 0.5).toFixed(0)} ms, max ${Math.max(...values).toFixed(0)} ms`;
    test.diagnostic(`${latencies.length} directives, from the end of the last span of the evidence`);
    test.diagnostic(`to the stream: ${line(delivered)}; to the request that was changed: ${line(applied)}`);
    // Ten times what it takes on two busy cores; a batch that waits for a timer or a retry takes longer than this.
    assert.ok(percentile(delivered, 0.5) < 400, `half of them took longer than 400 ms: ${delivered.map((ms) => ms.toFixed(0)).join(', ')}`);
  });

  for (const name of PROGRAMS) {
    it(`${name} without AIRT does not finish`, async () => {
      const model = await startStubbornModel([SEARCH], 0);
      const agent = await startAgent({ program: `${name}.mjs`, model, env: { AGENT_MAX_STEPS: MAX_STEPS } });
      const result = await agent.result();
      await model.close();
      assert.deepEqual([result.exit.code, result.ended, result.steps], [1, 'gave_up', Number(MAX_STEPS)]);
      assert.equal(model.requests.length, Number(MAX_STEPS));
      assert.deepEqual(guidedRequests(model), []);
    });
  }
});
