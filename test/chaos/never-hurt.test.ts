/**
 * With whatever is wrong with the controller and with the receiver of telemetry, every agent does and prints what it does without
 * us, ends with the same code, and ends in time.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type SpawnedProcess, spawnProcess } from '../components/process.ts';
import { isFullRun } from '../runner/node-tests.ts';
import { type Provider, startProvider } from '../testing/provider/provider.ts';
import { type Agent, agents } from './agents.ts';
import { allFaults } from './faults.ts';
import { agentsByEnding, fullMatrix, pairwiseMatrix, type Trial } from './matrix.ts';
import type { Peer } from './peer.ts';
import { type AgentRun, agentFile, anonymous, emptyPreload, ownLines, preload, runAgent, withoutOwnLines } from './run-agent.ts';

/** Two at once keep two cores busy; more would only measure how long they wait for each other. */
const concurrency = 2;
/** What the machine may be late (ms). */
const tolerance = 1_500;
/** The configured bound of the exit, for most runs. */
const shortFlush = 200;
/** The bound without configuration. */
const defaultFlush = 1_000;

interface Plain {
  readonly run: AgentRun;
  readonly output: readonly [string, string, number | null, NodeJS.Signals | null];
}

const outputOf = (run: AgentRun): Plain['output'] => [
  anonymous(run.stdout),
  anonymous(withoutOwnLines(run.stderr)).trim(),
  run.code,
  run.signal,
];

let model: Provider;
const plain = new Map<Agent, Plain>();

before(async () => {
  model = await startProvider();
});
after(() => model.close());

function start({ file, args }: Agent, file0: string, url: string, more: Partial<Parameters<typeof runAgent>[0]> = {}): Promise<AgentRun> {
  return runAgent({ ...more, args: ['--require', file0, agentFile(file), ...args], env: { MODEL_URL: url, ...more.env } });
}

async function plainRun(agent: Agent): Promise<Plain> {
  const known = plain.get(agent);
  if (known) return known;
  const run = await start(agent, emptyPreload, model.url);
  const made = { run, output: outputOf(run) };
  plain.set(agent, made);
  return made;
}

/** Compares everything about a run but its time; returns what was late about it. `lines`: what is broken, each said in one line at most. */
function compare(run: AgentRun, { output, run: without }: Plain, flushMs: number, lines: readonly RegExp[]): string | undefined {
  assert.equal(run.hung, false, `it had to be killed; its output: ${run.stdout}${run.stderr}`);
  assert.deepEqual(outputOf(run), output);
  const own = ownLines(run.stderr);
  for (const line of own)
    assert.ok(
      lines.some((expected) => expected.test(line)),
      `not to be said: ${line}`,
    );
  for (const expected of lines) assert.ok(own.filter((line) => expected.test(line)).length <= 1, `more than one line: ${own.join('\n')}`);
  if (run.exitMs > without.exitMs + flushMs + tolerance) {
    return `it ended ${Math.round(run.exitMs)} ms after its last output (without: ${Math.round(without.exitMs)} ms)`;
  }
  if (run.wallMs > without.wallMs + flushMs + 2 * tolerance) {
    return `it took ${Math.round(run.wallMs)} ms (without: ${Math.round(without.wallMs)} ms)`;
  }
  return undefined;
}

/** What is late because of us is late every time; what is late because of the machine, when both are run again, is not. */
async function check(agent: Agent, flushMs: number, lines: readonly RegExp[], run: () => Promise<AgentRun>): Promise<void> {
  const late: string[] = [];
  while (late.length < 3) {
    if (late.length > 0) plain.delete(agent);
    const without = await plainRun(agent);
    const found = compare(await run(), without, flushMs, lines);
    if (!found) return;
    late.push(found);
  }
  assert.fail(`three times: ${late.join('; ')}`);
}

const endpoints = ({ controller, otlp }: Omit<Peer, 'close'>) => ({
  AIRT_CONTROLLER: controller,
  AIRT_OTLP_ENDPOINT: `http://${otlp}`,
  OTEL_EXPORTER_OTLP_ENDPOINT: `http://${otlp}`,
});
const noController = [/^airt: no controller: [^\n]+\.$/];
const noTelemetry = [/^airt: telemetry is not delivered: http:[^\n]+\.$/];

describe('nothing configured', { concurrency }, () => {
  for (const agent of agents) {
    it(agent.name, async () => {
      await check(agent, defaultFlush, [], () => start(agent, preload, model.url));
    });
  }
});

const matrix = isFullRun ? fullMatrix(allFaults) : pairwiseMatrix(allFaults);

/** Environment and bounds of a trial. */
function setUp({ wiring, flush }: Trial, peer: Peer) {
  const env = {
    ...(wiring === 'only telemetry' ? { OTEL_EXPORTER_OTLP_ENDPOINT: `http://${peer.otlp}` } : {}),
    ...(wiring === 'only the controller'
      ? { AIRT_CONTROLLER: peer.controller, OTEL_TRACES_EXPORTER: 'none', OTEL_METRICS_EXPORTER: 'none' }
      : {}),
    ...(wiring === 'controller and telemetry' ? endpoints(peer) : {}),
    ...(flush === 'short' ? { AIRT_EXIT_FLUSH_MS: String(shortFlush) } : {}),
  };
  const lines = [...(wiring === 'only telemetry' ? [] : noController), ...(wiring === 'only the controller' ? [] : noTelemetry)];
  return { env, flushMs: flush === 'short' ? shortFlush : defaultFlush, lines };
}

for (const fault of allFaults) {
  describe(`the other end: ${fault.name}`, { concurrency }, () => {
    let peer: Peer | undefined;
    before(async () => {
      peer = await fault.start();
    });
    after(() => peer?.close());
    for (const trial of matrix.filter((each) => each.fault === fault.name)) {
      it(`${trial.wiring}, ${trial.flush} flush: ${trial.agent.name}`, async (test) => {
        if (!peer) return test.skip('optional: connections to a full queue are refused on this system');
        const { env, flushMs, lines } = setUp(trial, peer);
        await check(trial.agent, flushMs, lines, () => start(trial.agent, preload, model.url, { env }));
      });
    }
  });
}

describe('the comparison finds', { concurrency }, () => {
  const harmful = agentFile('harmful.cjs');
  const [listeners, introspect, chat] = ['listeners.cjs', 'introspect.cjs', 'openai-chat.mjs'].map((name) =>
    agents.find(({ file }) => file === name),
  );
  const cases: readonly [string, Agent | undefined][] = [
    ['a line on standard output', chat],
    ['a line on standard error', chat],
    ['two lines of ours', chat],
    ['a stack trace', chat],
    ['another exit code', chat],
    ['a late exit', chat],
    ['an exit that never comes', chat],
    ['beforeExit a second time', listeners],
    ['a listener that stays', introspect],
    ['a changed environment', introspect],
    ['a global', introspect],
    ['a changed answer', chat],
  ];
  for (const [harm, agent] of cases) {
    it(harm, async () => {
      assert.ok(agent);
      const without = await plainRun(agent);
      const run = await start(agent, harmful, model.url, { env: { HARM: harm }, timeoutMs: 5_000 });
      assert.throws(() => assert.equal(compare(run, without, shortFlush, noController), undefined));
    });
  }
});

for (const [index, signal] of (['SIGSTOP', 'SIGKILL'] as const).entries()) {
  describe(`the controller gets ${signal} in the middle of a run`, { concurrency }, () => {
    for (const agent of isFullRun ? agents : agentsByEnding(index)) {
      it(agent.name, async () => {
        await check(agent, shortFlush, [...noController, ...noTelemetry], async () => {
          const controller = await startController();
          // The second model call waits until it has happened.
          const own = await startProvider({
            beforeRequest: async (nth) => {
              if (nth !== 2) return;
              await controller.process.waitForLine(/^agent_connected/);
              controller.process.signal(signal);
            },
          });
          try {
            const env = { ...endpoints(controller), AIRT_EXIT_FLUSH_MS: String(shortFlush) };
            // Waiting for the controller to see the agent is the test's doing.
            return { ...(await start(agent, preload, own.url, { env })), wallMs: 0 };
          } finally {
            await Promise.all([own.close(), controller.process.kill()]);
          }
        });
      });
    }
  });
}

interface RunningController extends Omit<Peer, 'close'> {
  readonly process: SpawnedProcess;
}

async function startController(): Promise<RunningController> {
  const process = await spawnProcess(globalThis.process.execPath, {
    name: 'controller',
    args: [
      '--conditions=airt-source',
      '--disable-warning=ExperimentalWarning',
      fileURLToPath(new URL('./controller-process.ts', import.meta.url)),
    ],
  });
  const line = await process.waitForLine(/^listening /);
  const [, controller = '', otlp = ''] = line.split(' ');
  return { controller, otlp, process };
}
