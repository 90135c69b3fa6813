/**
 * The demonstration: a research agent falls into a tool loop; the controller sees it in the spans, gives it guidance, then takes the
 * tool away, and the agent finishes. Then the same agent without AIRT, for comparison. Everything runs on this machine; no key, no
 * network, no collector. Exit code 0 only if all of that really happened.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { ControllerEvent } from '@airt/controller';
import { EXIT } from '../exit-codes.ts';
import { type Io, processIo } from '../io.ts';
import { attachedEnvironment, findPreload } from '../launch/environment.ts';
import { type PrivateController, startPrivateController } from '../launch/private-controller.ts';
import { type Style, styleFor } from '../text/style.ts';
import { shellWord } from '../text/words.ts';
import { runAgent } from './agent-process.ts';
import { type ModelServer, startModelServer } from './model-server.ts';
import { comparison, createStage, type Performance, type Stage } from './stage.ts';
import { openDecisions, whatIsMissing } from './verdict.ts';

/** As slow as a quick model: long enough for a decision to reach the agent before its next call, as in real life. */
const MODEL_LATENCY_MS = 300;

/** For the comparison nobody has to watch. */
const FAST_LATENCY_MS = 5;

/** An agent that has not ended by then is stopped. */
const AGENT_TIMEOUT_MS = 60_000;

/** How long outcomes are waited for after the agent has ended. */
const SETTLE_MS = 2_000;

const HELP = `Usage: npm start [-- --keep]

An agent written by hand on the openai package falls into a tool loop; the controller sees it in the spans, gives guidance, then takes
the tool away, and the agent finishes. Then the same agent without AIRT. No key and no network: the model is scripted and bundled.

  --keep   Leave controller and model serving until Ctrl-C, for another agent.
  --help   Print this help.

Exit code 0 only if the loop was found, both interventions were applied and the agent finished.
`;

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** What the scene consists of. */
interface Scene {
  readonly io: Io;
  readonly style: Style;
  readonly stage: Stage;
  readonly preload: string;
  readonly controller: PrivateController;
  readonly model: ModelServer;
  readonly journal: string;
  readonly events: ControllerEvent[];
}

async function main(argv: readonly string[], io: Io): Promise<number> {
  if (argv.some((arg) => arg === '--help' || arg === '-h')) {
    io.stdout.write(HELP);
    return EXIT.ok;
  }
  const keep = argv.includes('--keep');
  const unknown = argv.find((arg) => arg !== '--keep');
  if (unknown !== undefined) {
    io.stderr.write(`airt demo: unknown argument ${unknown}; it takes only --keep (to leave the controller serving) and --help\n`);
    return EXIT.usage;
  }
  const preload = findPreload();
  if (!preload) {
    io.stderr.write('airt demo: the data plane is not built: `npm run build`\n');
    return EXIT.failed;
  }
  const style = styleFor(io.stdout, io.env);
  const stage = createStage(io.stdout.write, style, Date.now);
  const events: ControllerEvent[] = [];
  const journal = join(mkdtempSync(join(tmpdir(), 'airt-demo-')), 'journal.sqlite');
  const model = await startModelServer({ latencyMs: MODEL_LATENCY_MS });
  const controller = await startPrivateController({
    policyFiles: [here('policy.yaml')],
    journalFile: journal,
    env: io.env,
    onProblem: (text) => stage.say(`controller: ${text}`),
    onEvent(event) {
      events.push(event);
      stage.controller(event);
    },
  });
  const scene: Scene = { io, style, stage, preload, controller, model, journal, events };
  try {
    const code = await perform(scene);
    if (keep) await serve(scene);
    return code;
  } finally {
    await Promise.all([controller.stop(SETTLE_MS), model.close()]);
  }
}

async function perform(scene: Scene): Promise<number> {
  const { stage, style, events, controller, model, journal } = scene;
  stage.say(style('bold', 'AIRT: an agent, corrected while it runs'));
  stage.say(`  controller  control stream ${controller.grpcAddress}, OTLP ${controller.httpUrl}, journal ${journal}`);
  stage.say(`  policy      ${here('policy.yaml')}: steer, then deny_tool, then halt`);
  stage.say(`  model       ${model.url}, scripted: it searches the web for the same thing again and again`);
  stage.say('  agent       node --require @airt/instrument agent.mjs: a loop by hand on the openai package, at most 25 steps');
  stage.say('');
  const run = await runAgent({
    script: here('agent.mjs'),
    nodeArgs: ['--require', scene.preload],
    env: agentEnvironment(scene),
    timeoutMs: AGENT_TIMEOUT_MS,
    onLine: stage.agent,
    onNoise: (text) => stage.say(style('dim', `         ${text}`)),
  });
  await settle(events);
  const usage = model.usage();
  stage.say('');
  stage.say('The same agent without AIRT (quickly) ...');
  const without = await performWithout(scene);
  for (const line of comparison({ run, usage }, without, style)) stage.say(line);
  const missing = whatIsMissing(events, run);
  stage.say('');
  sayWhatNext(scene);
  for (const text of missing) stage.say(style('red', `missing: ${text}`));
  return missing.length === 0 ? EXIT.ok : EXIT.failed;
}

async function performWithout(scene: Scene): Promise<Performance> {
  const model = await startModelServer({ latencyMs: FAST_LATENCY_MS });
  try {
    const own = Object.fromEntries(Object.entries(scene.io.env).filter(([name]) => !name.startsWith('AIRT_')));
    const run = await runAgent({
      script: here('agent.mjs'),
      nodeArgs: [],
      env: { ...own, ...modelEnvironment(model) },
      timeoutMs: AGENT_TIMEOUT_MS,
      onLine: () => {},
      onNoise: (text) => scene.stage.say(scene.style('dim', `         ${text}`)),
    });
    return { run, usage: model.usage() };
  } finally {
    await model.close();
  }
}

/** For the agent under AIRT: the preload is on its command line, so NODE_OPTIONS stays the user's. */
function agentEnvironment(scene: Scene): Record<string, string | undefined> {
  const { io, preload, controller, model } = scene;
  const { AIRT_POLICY: _otherPolicy, ...env } = attachedEnvironment(io.env, preload, controller);
  return { ...env, NODE_OPTIONS: io.env.NODE_OPTIONS, ...modelEnvironment(model) };
}

function modelEnvironment(model: ModelServer): Record<string, string> {
  // The endpoint is on this machine, whatever proxy the rest of the world is behind.
  return { OPENAI_BASE_URL: model.url, OPENAI_API_KEY: 'none-needed', NO_PROXY: '127.0.0.1,localhost' };
}

/** Waits until every decision has its outcome. */
async function settle(events: readonly ControllerEvent[]): Promise<void> {
  for (const until = Date.now() + SETTLE_MS; openDecisions(events) > 0 && Date.now() < until; ) await sleep(20);
}

function sayWhatNext({ stage, style, events, journal }: Scene): void {
  const decision = events.find((event) => event.type === 'decision')?.decision;
  if (!decision) return;
  // As this program itself was started: built, or from its sources.
  const cli = here(import.meta.url.endsWith('.ts') ? '../main.ts' : '../main.js');
  const words = [relative(process.cwd(), process.execPath), ...process.execArgv, relative(process.cwd(), cli)];
  const command = words.map(shellWord).join(' ');
  stage.say(`trace ${decision.traceId}. Why was it done?`);
  for (const id of [decision.id, decision.traceId]) stage.say(style('bold', `  ${command} explain ${id} --journal ${shellWord(journal)}`));
}

/** Stays until Ctrl-C. */
async function serve(scene: Scene): Promise<void> {
  const { stage, style, controller, model, preload } = scene;
  const settings = [
    `AIRT_CONTROLLER=${controller.grpcAddress}`,
    `AIRT_OTLP_ENDPOINT=${controller.httpUrl}`,
    'OTEL_TRACES_EXPORTER=none OTEL_METRICS_EXPORTER=none',
    `OPENAI_BASE_URL=${model.url} OPENAI_API_KEY=none-needed`,
  ];
  stage.say('');
  stage.say('Still serving. Attach another agent (leave out the OPENAI_ settings to use a real model):');
  stage.say(
    style(
      'bold',
      `  ${settings.join(' ')} \\\n    ${shellWord(relative(process.cwd(), process.execPath))} --require ${shellWord(preload)} ${shellWord(relative(process.cwd(), here('agent.mjs')))}`,
    ),
  );
  stage.say('Ctrl-C ends it.');
  await new Promise<void>((resolve) => {
    // Signals alone do not keep a process alive; the servers do.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

const io = processIo();
try {
  process.exitCode = await main(process.argv.slice(2), io);
} catch (error) {
  io.stderr.write(`airt demo: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = EXIT.failed;
}
