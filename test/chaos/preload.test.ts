/** The preload in every place where Node runs it: an application behaves as without it, and is instrumented once. */
import assert from 'node:assert/strict';
import { cp, mkdtemp, readdir, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { type Capture, startCapture } from '../recordings/capture.ts';
import { type Provider, startProvider } from '../testing/provider/provider.ts';
import { type AgentRun, agentFile, anonymous, emptyPreload, ownLines, preload, runAgent, withoutOwnLines } from './run-agent.ts';

interface Place {
  readonly name: string;
  /** Arguments of Node, given what is to be preloaded. */
  readonly args: (file: string) => readonly string[];
  readonly env?: (file: string) => Readonly<Record<string, string>>;
  /** Model calls that get a span; 0 where the place prevents it. */
  readonly calls: number;
}

const chat = agentFile('openai-chat.mjs');
const inline = `fetch(process.env.MODEL_URL + '/v1/chat/completions', { method: 'POST', body: JSON.stringify({ model: 'steps=0', messages: [] }) })
  .then((response) => response.text()).then((text) => console.log(text))`;

/** In quotes, for a path with spaces. */
const required = (file: string): string => `--require ${JSON.stringify(file)}`;

const places: readonly Place[] = [
  { name: '--require, twice', args: (file) => ['--require', file, '-r', file, chat], calls: 4 },
  { name: '--require and --import', args: (file) => ['--require', file, '--import', pathToFileURL(file).href, chat, 'stream'], calls: 4 },
  { name: '--import', args: (file) => ['--import', file, agentFile('openai-chat.cjs')], calls: 4 },
  { name: 'NODE_OPTIONS', args: () => [chat, 'stream'], env: (file) => ({ NODE_OPTIONS: required(file) }), calls: 4 },
  {
    // The worker with an environment of its own does not know where spans go.
    name: 'NODE_OPTIONS and an application that starts others',
    args: () => [agentFile('forks.cjs')],
    env: (file) => ({ NODE_OPTIONS: required(file) }),
    calls: 8,
  },
  { name: 'an application with module hooks', args: (file) => ['--require', file, agentFile('registers.mjs'), 'stream'], calls: 4 },
  { name: 'an application with a fetch of its own', args: (file) => ['--require', file, agentFile('mocks.cjs')], calls: 8 },
  { name: 'an application that replaces the platform', args: (file) => ['--require', file, agentFile('replaces.cjs')], calls: 4 },
  { name: 'a worker thread', args: (file) => ['--require', file, agentFile('worker.mjs')], calls: 8 },
  { name: 'node -e', args: (file) => ['--require', file, '-e', inline], calls: 1 },
  { name: 'node -p', args: (file) => ['--require', file, '-p', `${inline}, 1 + 1`], calls: 1 },
  { name: 'an ES module by -e', args: (file) => ['--require', file, '--input-type=module', '-e', `await ${inline}`], calls: 1 },
  { name: 'node --check', args: (file) => ['--require', file, '--check', chat], calls: 0 },
  {
    name: 'node --test',
    args: (file) => ['--require', file, '--test', '--test-reporter=tap', agentFile('tested.test.mjs')],
    calls: 4,
  },
  { name: 'no code from strings', args: (file) => ['--disallow-code-generation-from-strings', '--require', file, chat], calls: 4 },
  { name: 'no __proto__', args: (file) => ['--disable-proto=throw', '--require', file, chat, 'stream'], calls: 4 },
  { name: 'the permission model', args: (file) => ['--permission', '--allow-fs-read=*', '--require', file, chat], calls: 4 },
  { name: 'every warning with its trace', args: (file) => ['--trace-warnings', '--trace-deprecation', '--require', file, chat], calls: 4 },
  {
    name: 'every deprecation is an error',
    args: (file) => ['--throw-deprecation', '--pending-deprecation', '--require', file, chat],
    calls: 4,
  },
  {
    name: 'unhandled rejections are errors',
    args: (file) => ['--unhandled-rejections=strict', '--require', file, chat, 'stream'],
    calls: 4,
  },
];

let model: Provider;
before(async () => {
  model = await startProvider();
});
after(() => model.close());

/** What the preload loads: every file beside it. */
const parts = (await readdir(dirname(preload))).filter((file) => file.endsWith('.cjs') && file !== basename(preload));
/** What can be wrong with the installed files. */
const damages: Readonly<Record<string, (folder: string) => Promise<void>>> = Object.fromEntries(
  parts.flatMap((file) => [
    [`${file} is missing`, (folder: string) => rm(join(folder, file))],
    [`${file} is cut off`, (folder: string) => truncate(join(folder, file), 5_000)],
    [`${file} is empty`, (folder: string) => truncate(join(folder, file), 0)],
  ]),
);

describe('a damaged installation', { concurrency: 2 }, () => {
  it('has parts that can be damaged', () => assert.ok(parts.length >= 2, parts.join(', ')));
  for (const [damage, harm] of Object.entries(damages)) {
    it(`${damage}: one line, and the application runs without it`, async () => {
      const folder = await mkdtemp(join(tmpdir(), 'airt-damaged-'));
      try {
        await cp(dirname(preload), folder, { recursive: true });
        await harm(folder);
        const env = { MODEL_URL: model.url, AIRT_EXIT_FLUSH_MS: '200', OTEL_TRACES_EXPORTER: 'none', AIRT_CONTROLLER: '127.0.0.1:3' };
        const without = await runAgent({ args: ['--require', emptyPreload, chat, 'stream'], env });
        const run = await runAgent({ args: ['--require', join(folder, basename(preload)), chat, 'stream'], env });
        assert.deepEqual([run.stdout, withoutOwnLines(run.stderr), run.code], [without.stdout, without.stderr, without.code]);
        assert.equal(ownLines(run.stderr).length, 1, run.stderr);
        assert.match(run.stderr, /^airt: could not start \(.+\): the application runs without it\.?$/m);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    });
  }
});

describe('the preload', { concurrency: 2 }, () => {
  for (const place of places) {
    it(place.name, async () => {
      const capture = await startCapture();
      try {
        const [without, run] = [await start(place, emptyPreload, capture), await start(place, preload, capture)];
        assert.deepEqual(seen(run), seen(without));
        const spans = capture.spans.filter((span) => span.name.startsWith('chat'));
        assert.equal(spans.length, place.calls, `spans: ${spans.map((span) => span.name).join(', ')}`);
      } finally {
        await capture.close();
      }
    });
  }
});

function start({ args, env }: Place, file: string, capture: Capture): Promise<AgentRun> {
  const telemetry = { OTEL_EXPORTER_OTLP_ENDPOINT: capture.url, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json', OTEL_METRICS_EXPORTER: 'none' };
  return runAgent({ args: args(file), env: { MODEL_URL: model.url, ...telemetry, ...env?.(file) } });
}

/** Without the times that node --test prints. */
const seen = ({ stdout, stderr, code, signal }: AgentRun) =>
  [stdout, stderr]
    .map((text) => anonymous(text).replace(/duration_ms [\d.]+|duration_ms: [\d.]+/g, 'duration'))
    .concat(String(code), String(signal));
