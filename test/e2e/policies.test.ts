/** Policies that the controller pushes and the agent's process enforces by itself; and what the controller hears where it does not. */
import assert from 'node:assert/strict';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type Provider, startProvider } from '../testing/provider/provider.ts';
import { governed, startAgent } from './agent.ts';
import { ANSWER } from './loop.ts';
import { eventually, type Pipeline, type RunningController, startControllerHere, startPipeline } from './stack.ts';
import { agentRuns, chats, checkTree, interventions, toolRuns } from './trace.ts';

const policies = join(import.meta.dirname, 'policies');
const LIST = { name: 'run_command', arguments: { command: 'ls /srv' } };
const DELETE = { name: 'run_command', arguments: { command: 'rm -rf /srv/data' } };
const REASON = 'Deleting whole folders is not allowed.';

/** A model that does both at once, and then says that it is done. Slow enough for the policies to have come. */
const startModel = (): Promise<Provider> =>
  startProvider({
    latencyMs: 500,
    script: ({ results }) => (results.length === 0 ? { text: 'I clean up.', calls: [LIST, DELETE] } : { text: ANSWER }),
  });

/** A model that means to delete, does what is harmless when it is told why not, and then says that it is done. */
const startDeleter = (): Promise<Provider> =>
  startProvider({
    latencyMs: 500,
    script({ results }) {
      const last = results.at(-1)?.text;
      if (last === undefined) return { text: 'I clean up.', calls: [DELETE] };
      return last.includes(REASON) ? { text: 'I look first.', calls: [LIST] } : { text: ANSWER };
    },
  });

describe('policies of the controller', () => {
  let pipeline: Pipeline;
  let running: RunningController;
  const folder = mkdtempSync(join(tmpdir(), 'airt-policies-'));
  const file = join(folder, 'policy.yaml');
  before(async () => {
    copyFileSync(join(policies, 'no-destruction.yaml'), file);
    pipeline = await startPipeline();
    running = await startControllerHere(pipeline, { policies: { files: [file], watch: false, lease_seconds: 0 } });
  });
  after(async () => {
    await running?.controller.stop();
    await pipeline?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function run(program: string, service: string, more: Readonly<Record<string, string>> = {}, starts = startModel) {
    const commands = join(folder, service);
    const model = await starts();
    const { env, nodeArgs } = governed(pipeline, service);
    const agent = await startAgent({ program, model, nodeArgs, env: { ...env, ...more, AGENT_COMMANDS: commands } });
    const result = await agent.result();
    await model.close();
    assert.deepEqual([result.exit.code, result.answer, model.rejected], [0, ANSWER, []], agent.process.output());
    return { model, agent, ran: existsSync(commands) ? readFileSync(commands, 'utf8').trim().split('\n') : [] };
  }

  for (const name of ['openai-shell', 'ai-sdk-shell']) {
    it(`${name}: one of two tool calls is denied by its arguments`, async () => {
      const service = `e2e-policy-${name}`;
      const { model, agent, ran } = await run(`${name}.mjs`, service);
      assert.equal(agent.process.stderr(), '');
      assert.deepEqual(ran, [LIST.arguments.command], 'only the other one was run');
      assert.equal(model.requests.length, 2);
      assert.match(JSON.stringify(model.requests[1]?.body), new RegExp(REASON), 'the model is told why');

      const connected = await running.event('agent_connected', ({ resource }) => resource['service.name'] === service);
      const ack = await running.event('policy_ack', ({ instanceUid }) => instanceUid === connected.instanceUid);
      assert.deepEqual(Object.keys(ack.versions), ['no-destruction']);
      const { event } = await running.event('span', (said) => said.event.service === service);
      const spans = await pipeline.jaeger.getTrace(event.traceId, { until: (all) => agentRuns(all).length > 0 });
      const [agentRun] = agentRuns(spans);
      assert.ok(agentRun);
      checkTree(spans, agentRun);
      const [denial, ...others] = interventions(spans);
      assert.ok(denial && others.length === 0, 'one intervention, told by the agent');
      assert.equal(denial.scope, '@airt/instrument');
      assert.equal(denial.attributes['airt.policy.rule'], 'no-recursive-delete');
      assert.equal(denial.attributes['airt.policy.version'], ack.versions['no-destruction']);
      assert.equal(denial.attributes['airt.verdict'], 'deny');
      const judged = spans.find(({ spanId }) => spanId === denial.parentSpanId);
      assert.ok(judged && [...chats(spans), ...toolRuns(spans)].includes(judged), 'it hangs below the operation that was judged');
      assert.deepEqual(running.all('decision'), [], 'the controller was not asked');
    });
  }

  for (const name of ['openai-shell', 'anthropic-stream-shell', 'ai-sdk-shell']) {
    it(`${name}: the only tool call is denied, the model hears of it, and the agent goes on`, async () => {
      const service = `e2e-policy-only-${name}`;
      const { model, agent, ran } = await run(`${name}.mjs`, service, {}, startDeleter);
      assert.equal(agent.process.stderr(), '');
      assert.deepEqual(ran, [LIST.arguments.command]);
      assert.equal(model.requests.length, 3);
      const { event } = await running.event('span', (said) => said.event.service === service);
      const spans = await pipeline.jaeger.getTrace(event.traceId, { until: (all) => agentRuns(all).length > 0 });
      const [agentRun] = agentRuns(spans);
      assert.ok(agentRun);
      checkTree(spans, agentRun);
      const again = chats(spans).map(({ attributes }) => attributes['airt.model_call.reprompt_count']);
      // An adapter denies it where the tool would run, and the framework itself tells the model.
      assert.deepEqual(again, [undefined, name === 'ai-sdk-shell' ? undefined : 1, undefined]);
      assert.deepEqual(
        interventions(spans).map(({ attributes }) => attributes['airt.policy.rule']),
        ['no-recursive-delete'],
      );
    });
  }

  it('a policy that the agent does not take is refused, by name and reason, and shows in the controller', async () => {
    const service = 'e2e-policy-local';
    const { ran } = await run('openai-shell.mjs', service, { AIRT_POLICY: join(policies, 'local.yaml') });
    assert.deepEqual(ran, [DELETE.arguments.command], "the agent's own policy of that name is the one in force");
    const connected = await running.event('agent_connected', ({ resource }) => resource['service.name'] === service);
    const nack = await running.event('policy_nack', ({ instanceUid }) => instanceUid === connected.instanceUid);
    assert.deepEqual(
      nack.errors.map(({ name }) => name),
      ['no-destruction'],
    );
    assert.match(nack.errors[0]?.message ?? '', /local/);
    assert.deepEqual(nack.versions, {}, 'no version of it is in force there');
  });

  it('a new version reaches an agent that runs; a broken one changes nothing', async (test) => {
    const service = 'e2e-policy-reload';
    const commands = join(folder, service);
    // It never stops by itself.
    const model = await startProvider({ latencyMs: 200, script: () => ({ text: 'Let me see.', calls: [LIST] }) });
    const { env, nodeArgs } = governed(pipeline, service);
    const agent = await startAgent({
      program: 'openai-shell.mjs',
      model,
      nodeArgs,
      env: { ...env, AGENT_COMMANDS: commands, AGENT_MAX_STEPS: '100' },
    });
    const { instanceUid } = await running.event('agent_connected', ({ resource }) => resource['service.name'] === service);
    await eventually('two steps', () => model.requests.length > 2);

    writeFileSync(file, readFileSync(file, 'utf8').replace('mode: enforce', 'mode: enfroce'));
    assert.equal(running.controller.reloadPolicies(), false);
    assert.match(running.lines.at(-1) ?? '', /policy\.yaml:\d+:\d+: .*mode/, 'the place of the mistake is told');
    const before = model.requests.length;
    await eventually('more steps', () => model.requests.length > before + 1);

    copyFileSync(join(policies, 'local.yaml'), file);
    assert.equal(running.controller.reloadPolicies(), true);
    const from = performance.now();
    const acks = () => running.all('policy_ack').filter((ack) => ack.instanceUid === instanceUid);
    await eventually('the second acknowledgement', () => acks().length > 1);
    const ackMs = performance.now() - from;
    const result = await agent.result();
    await model.close();
    assert.match(result.answer ?? '', /Listing is not allowed here\./, 'what was refused and why stands in the place of the call');
    const ran = readFileSync(commands, 'utf8').trim().split('\n');
    // It was told so twice, and asked again: the last three requests are one of the agent's.
    assert.deepEqual([ran.length, model.rejected], [model.requests.length - 3, []], 'every call but the last one was made');
    const versions = acks().map((ack) => ack.versions['no-destruction']);
    assert.equal(new Set(versions).size, 2);
    test.diagnostic(`acknowledged ${ackMs.toFixed(0)} ms after the file was read`);
  });
});
