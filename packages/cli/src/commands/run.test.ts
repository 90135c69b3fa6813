import assert from 'node:assert/strict';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startModelServer } from '../demo/model-server.ts';
import { cleanEnvironment, execute, executeAirt, needsPreload, temporaryFolder } from '../testing/process.ts';

const AGENT = fileURLToPath(new URL('../demo/agent.mjs', import.meta.url));

/** One model call, its answer on standard output byte by byte, and an exit code of its own. */
const ONE_CALL = `
process.stdout.write(Buffer.from([0xff, 0x00, 0x0a]));
const response = await fetch(process.env.OPENAI_BASE_URL + '/chat/completions', {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'When?' }] }),
});
const { choices } = await response.json();
process.stdout.write(choices[0].message.content);
process.stderr.write('own noise\\n');
process.exitCode = 5;
`;

async function scene(context: TestContext, app: string) {
  const folder = temporaryFolder(context);
  const model = await startModelServer({ latencyMs: 20 });
  context.after(() => model.close());
  writeFileSync(join(folder, 'app.mjs'), app);
  const journal = join(folder, 'journal.sqlite');
  const env = { ...cleanEnvironment(), OPENAI_BASE_URL: model.url, OPENAI_API_KEY: 'x', AIRT_JOURNAL: journal };
  return { folder, journal, env, options: { cwd: folder, env } };
}

test('output and exit code are the program’s own; AIRT speaks on standard error only', needsPreload, async (context) => {
  const { options, env, folder } = await scene(context, ONE_CALL);
  const alone = await execute(process.execPath, ['app.mjs'], options);
  const attached = await executeAirt(['run', '--', process.execPath, 'app.mjs'], options);
  assert.equal(attached.stdout, alone.stdout);
  assert.equal(attached.code, 5);
  const lines = attached.stderr.trimEnd().split('\n');
  assert.deepEqual(lines, ['own noise', 'airt: 1 model call and 0 tool calls in 1 finished run, 0 findings, 0 decisions, 0 applied']);
  const quiet = await executeAirt(['run', '--quiet', '--', process.execPath, 'app.mjs'], { cwd: folder, env });
  assert.equal(quiet.stderr, alone.stderr);
});

test('an agent in a loop is corrected; the report and the journal tell how', needsPreload, async (context) => {
  const { options, folder } = await scene(context, '');
  const journal = join(folder, 'mine.sqlite');
  const ended = await executeAirt(
    ['run', '--report=json', '--report-file', 'report.jsonl', '--journal', journal, process.execPath, AGENT],
    options,
  );
  assert.equal(ended.code, 0, ended.stdout + ended.stderr);
  assert.equal(ended.stderr, '');
  assert.match(ended.stdout, /"type":"answer"/);
  const events = readFileSync(join(folder, 'report.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const summary = events.at(-1);
  assert.equal(summary.type, 'summary');
  assert.ok(summary.applied >= 2, JSON.stringify(summary));
  assert.equal(summary.runs, 1);
  const actions = events
    .filter(({ type }) => type === 'outcome')
    .map(({ decision, outcome }) => `${decision.action.kind} ${outcome.status}`);
  assert.deepEqual(actions.slice(0, 2), ['steer applied', 'deny_tool applied']);

  const explained = await executeAirt(['explain', summary.traceIds[0], '--journal', journal], options);
  assert.equal(explained.code, 0, explained.stderr);
  assert.match(explained.stdout, /^Decision dec_[0-9a-f]{24}: deny_tool, applied$/m);
  assert.match(explained.stdout, /name: ladder/);
});

test('a policy given on the command line is the one in force', needsPreload, async (context) => {
  const { options, folder } = await scene(context, '');
  writeFileSync(
    join(folder, 'with, comma.yaml'),
    `apiVersion: airt.dev/v1
kind: Policy
metadata: { name: only-watch }
spec:
  mode: shadow
  rules:
    - name: watch
      on: finding
      detectors: [loop.repeat]
      when: finding.count == 3
      ladder: [{ steer: { guidance: "Stop." } }]
`,
  );
  const ended = await executeAirt(['run', '--policy', 'with, comma.yaml', '--report', 'json', '--', process.execPath, AGENT], options);
  const events = ended.stderr
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const decisions = events.filter(({ type }) => type === 'decision').map(({ decision }) => decision);
  assert.deepEqual(
    decisions.map(({ policy, dryRun }) => [policy.name, dryRun]),
    [['only-watch', true]],
  );
  assert.equal(events.at(-1).applied, 0);
  assert.equal(ended.code, 1, 'nothing was changed, so the agent gave up');
});

const PRINT_ENVIRONMENT = `
const names = ['AIRT_CONTROLLER', 'AIRT_OTLP_ENDPOINT', 'AIRT_POLICY', 'OTEL_TRACES_EXPORTER', 'OTEL_METRICS_EXPORTER', 'NODE_OPTIONS'];
console.log(JSON.stringify(Object.fromEntries(names.map((name) => [name, process.env[name] ?? null]))));
`;

test('the program gets the private controller’s addresses, and keeps its own NODE_OPTIONS', needsPreload, async (context) => {
  const { options, env, folder } = await scene(context, PRINT_ENVIRONMENT);
  writeFileSync(join(folder, 'local.yaml'), readFileSync(new URL('../demo/policy.yaml', import.meta.url)));
  const own = { ...env, NODE_OPTIONS: '--no-warnings', AIRT_POLICY: join(folder, 'local.yaml') };
  // Through a shell, as package managers start programs.
  writeFileSync(join(folder, 'tool'), `#!/bin/sh\nexec "${process.execPath}" app.mjs # node\n`);
  chmodSync(join(folder, 'tool'), 0o755);
  const { stdout, stderr } = await executeAirt(['run', './tool'], { ...options, env: own });
  const seen = JSON.parse(stdout);
  assert.match(seen.AIRT_CONTROLLER, /^127\.0\.0\.1:\d+$/);
  assert.match(seen.AIRT_OTLP_ENDPOINT, /^http:\/\/127\.0\.0\.1:\d+$/);
  assert.equal(seen.AIRT_POLICY, null, 'the controller has it');
  assert.equal(seen.OTEL_TRACES_EXPORTER, 'none');
  assert.equal(seen.OTEL_METRICS_EXPORTER, 'none');
  assert.match(seen.NODE_OPTIONS, /^--no-warnings --require .*preload\.cjs"?$/);
  assert.equal(stderr, 'airt: no model calls seen\n');
});

test('a controller that AIRT_CONTROLLER names is used, and policies go to the program', needsPreload, async (context) => {
  const { options, env, folder } = await scene(context, PRINT_ENVIRONMENT);
  writeFileSync(join(folder, 'p.yaml'), readFileSync(new URL('../demo/policy.yaml', import.meta.url)));
  const theirs = { ...env, AIRT_CONTROLLER: '127.0.0.1:9', AIRT_JOURNAL: undefined };
  const { stdout, stderr } = await executeAirt(['run', '--policy', 'p.yaml', '--', process.execPath, 'app.mjs'], {
    ...options,
    env: theirs,
  });
  const seen = JSON.parse(stdout);
  assert.equal(seen.AIRT_CONTROLLER, '127.0.0.1:9');
  assert.equal(seen.AIRT_OTLP_ENDPOINT, null);
  assert.equal(seen.AIRT_POLICY, join(folder, 'p.yaml'));
  assert.match(stderr, /the controller at 127\.0\.0\.1:9 will see no spans of this program: set AIRT_OTLP_ENDPOINT/);
  const misuse = await executeAirt(['run', '--journal', 'j', '--', process.execPath, 'app.mjs'], { ...options, env: theirs });
  assert.equal(misuse.code, 2);
  assert.match(misuse.stderr, /--journal needs the private controller/);
});

test('a broken policy keeps the program from starting, with file, line and column', needsPreload, async (context) => {
  const { options, folder } = await scene(context, 'import { writeFileSync } from "node:fs"; writeFileSync("started", "");');
  writeFileSync(join(folder, 'bad.yaml'), 'kind: Policy\nspec: {}\n');
  const ended = await executeAirt(['run', '--policy', 'bad.yaml', '--', process.execPath, 'app.mjs'], options);
  assert.equal(ended.code, 1);
  assert.match(ended.stderr, /bad\.yaml:\d+:\d+: /);
  assert.equal(existsSync(join(folder, 'started')), false);
});

test('other programs run as well, with a word about it; missing ones are 127', needsPreload, async (context) => {
  const { options } = await scene(context, '');
  const shell = await executeAirt(['run', '--', 'sh', '-c', 'cat; exit 9'], { ...options, input: 'through' });
  assert.equal(shell.code, 9);
  assert.equal(shell.stdout, 'through');
  assert.match(shell.stderr, /sh is not a Node\.js program: nothing is attached to it, only to Node\.js programs that it starts/);
  const missing = await executeAirt(['run', 'no-such-program'], options);
  assert.equal(missing.code, 127);
  assert.match(missing.stderr, /no-such-program: not found/);
});

test('a signal ends the program first, then AIRT with 128 and its number', needsPreload, async (context) => {
  const { options } = await scene(context, 'console.log("ready"); setInterval(() => {}, 1000);');
  let sent = false;
  const ended = await executeAirt(['run', '--', process.execPath, 'app.mjs'], {
    ...options,
    whileRunning: (stdout, pid) => {
      if (sent || !stdout.includes('ready')) return;
      sent = true;
      process.kill(pid, 'SIGTERM');
    },
  });
  assert.equal(ended.code, 143, ended.stderr);
  assert.equal(ended.signal, null);
});
