/** What is published: packed, installed by npm beside the current SDKs, and run on every Node that is supported, and on one that is not. */
import assert from 'node:assert/strict';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type AgentRun, agentFile, anonymous, ownLines, runAgent, withoutOwnLines } from '../chaos/run-agent.ts';
import { type CapturedSpan, startCapture } from '../recordings/capture.ts';
import { ensureNode } from '../testing/node-versions.ts';
import { npmInstall } from '../testing/npm-install.ts';
import { packAll, testedVersions } from '../testing/pack.ts';
import { type Provider, startProvider } from '../testing/provider/provider.ts';

/** The oldest supported, and the newest of each line that is. */
const supported = ['22.15.0', '22.23.3', '24.21.0', '26.10.0'];
const tooOld = '20.20.2';
const sdks = ['openai', 'ai', '@ai-sdk/openai', '@anthropic-ai/sdk', 'zod'];
const files = [
  'loops.cjs',
  'openai-chat.mjs',
  'openai-chat.cjs',
  'openai-responses.mjs',
  'anthropic.mjs',
  'anthropic.cjs',
  'ai-sdk.mjs',
  'ai-sdk.cjs',
  'fetches.mjs',
];

/** Three steps with a tool and an answer: what each of these runs has to show. */
const wanted = { invoke_agent: 1, chat: 4, execute_tool: 3 };

const starts: readonly { readonly preload: '--require' | '--import'; readonly agent: string; readonly streaming: boolean }[] = [
  { preload: '--require', agent: 'openai-chat.mjs', streaming: true },
  { preload: '--require', agent: 'openai-chat.cjs', streaming: false },
  { preload: '--require', agent: 'openai-responses.mjs', streaming: true },
  { preload: '--require', agent: 'anthropic.mjs', streaming: false },
  { preload: '--require', agent: 'anthropic.cjs', streaming: true },
  { preload: '--require', agent: 'ai-sdk.mjs', streaming: true },
  { preload: '--require', agent: 'ai-sdk.cjs', streaming: false },
  { preload: '--import', agent: 'openai-chat.mjs', streaming: false },
  { preload: '--import', agent: 'ai-sdk.mjs', streaming: false },
];

let folder: string;
let model: Provider;
const app = () => join(folder, 'app');

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'airt-install-'));
  await mkdir(app());
  model = await startProvider();
  const packed = await packAll(folder);
  await npmInstall(app(), { ...packed, ...(await testedVersions(sdks)) });
  await Promise.all(files.map((file) => copyFile(agentFile(file), join(app(), file))));
});
after(async () => {
  await model?.close();
  await rm(folder, { recursive: true, force: true });
});

const start = (node: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<AgentRun> =>
  runAgent({ node, args, cwd: app(), env: { MODEL_URL: model.url, ...env } });

for (const version of supported) {
  describe(`Node ${version}`, { concurrency: 2 }, () => {
    let node: string;
    before(async () => {
      node = await ensureNode(version);
    });
    for (const { preload, agent, streaming } of starts) {
      const args = [agent, streaming ? 'stream' : 'whole'];
      it(`${preload} @airt/instrument ${args.join(' ')}`, async () => {
        const capture = await startCapture();
        try {
          const telemetry = { OTEL_EXPORTER_OTLP_ENDPOINT: capture.url, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' };
          const [without, run] = [await start(node, args), await start(node, [preload, '@airt/instrument', ...args], telemetry)];
          assert.equal(without.code, 0, without.stderr);
          assert.deepEqual(seen(run), seen(without));
          assert.deepEqual(countByOperation(capture.spans), wanted);
          assert.equal(new Set(capture.spans.map((span) => span.traceId)).size, 1, 'one trace');
        } finally {
          await capture.close();
        }
      });
    }
  });
}

describe(`Node ${tooOld}`, () => {
  for (const [preload, agent] of [
    ['--require', 'fetches.mjs'],
    ['--require', 'openai-chat.cjs'],
    ['--import', 'fetches.mjs'],
  ] as const) {
    it(`${preload}, ${agent}: one clear line, and the application is unharmed`, async () => {
      const node = await ensureNode(tooOld);
      const [without, run] = [await start(node, [agent]), await start(node, [preload, '@airt/instrument', agent])];
      assert.equal(without.code, 0, without.stderr);
      assert.deepEqual(ownLines(run.stderr), [
        `airt: Node ${tooOld} is too old for @airt/instrument (needs 22.15 or newer): the application runs without it.`,
      ]);
      assert.deepEqual(seen(run), seen(without));
    });
  }
});

describe('the command line', () => {
  /** As in a shell where the pinned Node is the one on the PATH. */
  const npx = async (...args: string[]): Promise<AgentRun> => {
    const node = await ensureNode('24.21.0');
    const env = { MODEL_URL: model.url, PATH: [dirname(node), process.env.PATH].join(delimiter), XDG_STATE_HOME: join(folder, 'state') };
    return runAgent({ node: 'npx', args: ['--no-install', ...args], cwd: app(), env, timeoutMs: 60_000 });
  };

  it('npx airt policy check', async () => {
    const good = `apiVersion: airt.dev/v1\nkind: Policy\nmetadata: { name: good }\nspec:\n  mode: enforce\n  rules:\n    - { name: a, on: pre_tool_call, when: 'tool.name == "rm"', deny: { reason: no } }\n`;
    await writeFile(join(app(), 'good.yaml'), good);
    await writeFile(join(app(), 'bad.yaml'), good.replace('when:', 'wenn:'));
    const [right, wrong] = [await npx('airt', 'policy', 'check', 'good.yaml'), await npx('airt', 'policy', 'check', 'bad.yaml')];
    assert.equal(right.code, 0, right.stdout + right.stderr);
    assert.notEqual(wrong.code, 0);
    assert.match(wrong.stdout + wrong.stderr, /bad\.yaml:7:\d+: /);
  });

  it('npx airt run -- node agent', async () => {
    const without = await start(await ensureNode('24.21.0'), ['openai-chat.mjs', 'stream']);
    const run = await npx('airt', 'run', '--quiet', '--', 'node', 'openai-chat.mjs', 'stream');
    assert.equal(run.code, 0, run.stderr);
    assert.equal(run.stdout, without.stdout);
    assert.doesNotMatch(run.stderr, /^ {4}at /m);
  });
});

const seen = ({ stdout, stderr, code, signal }: AgentRun) => [anonymous(stdout), anonymous(withoutOwnLines(stderr)), code, signal];

function countByOperation(spans: readonly CapturedSpan[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { attributes } of spans) {
    const operation = String(attributes['gen_ai.operation.name']);
    counts[operation] = (counts[operation] ?? 0) + 1;
  }
  return Object.fromEntries(Object.keys(wanted).map((name) => [name, counts[name] ?? 0]));
}
