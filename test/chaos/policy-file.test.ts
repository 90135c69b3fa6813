/** A policy file that is broken, becomes broken, and is mended, under a running agent. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { spawnProcess } from '../components/process.ts';
import { type Provider, startProvider } from '../testing/provider/provider.ts';
import { agentFile, anonymous, cleanEnv, emptyPreload, ownLines, preload, runAgent, withoutOwnLines } from './run-agent.ts';

const policy = (reason: string) => `apiVersion: airt.dev/v1
kind: Policy
metadata: { name: no-lookup }
spec:
  mode: enforce
  rules:
    - name: no-lookup
      on: pre_tool_call
      when: tool.name == "lookup"
      deny: { reason: ${reason} }
`;
/** The error is in line 9. */
const broken = policy('broken').replace('tool.name == "lookup"', 'tool.name ===== "lookup"');

let model: Provider;
let folder: string;
before(async () => {
  model = await startProvider();
  folder = await mkdtemp(join(tmpdir(), 'airt-chaos-'));
});
after(async () => {
  await model.close();
  await rm(folder, { recursive: true, force: true });
});

describe('a broken policy file', { concurrency: 2 }, () => {
  const cases: readonly [string, string | undefined, RegExp][] = [
    ['a condition that is none', broken, /^airt: \S+:9:\d+: /],
    ['no YAML', 'apiVersion: [airt.dev/v1\nkind: {', /^airt: \S+:\d+:\d+: /],
    ['bytes', '\u0000\u0001\u0002', /^airt: \S+:1:\d+: /],
    ['an empty file', '', /^airt: \S+:1:1: /],
    ['no file', undefined, /^airt: \S+: there is no such policy file/],
  ];
  for (const [index, [name, text, first]] of cases.entries()) {
    it(`${name}: refused with its place, and the agent runs on`, async () => {
      const file = join(folder, `broken-${index}.yaml`);
      if (text !== undefined) await writeFile(file, text);
      const env = { MODEL_URL: model.url, AIRT_EXIT_FLUSH_MS: '200' };
      const agent = agentFile('openai-chat.mjs');
      const without = await runAgent({ args: ['--require', emptyPreload, agent, 'stream'], env });
      const run = await runAgent({ args: ['--require', preload, agent, 'stream'], env: { ...env, AIRT_POLICY: file } });
      const own = ownLines(run.stderr);
      assert.match(own[0] ?? 'nothing was said', first);
      assert.ok(own[0]?.startsWith(`airt: ${file}`), own[0]);
      // Every problem has its line, and what follows from them has one.
      assert.ok(own.length <= 6 && own.at(-1)?.includes('It puts nothing in force'), own.join('\n'));
      assert.deepEqual(
        [anonymous(run.stdout), withoutOwnLines(run.stderr), run.code],
        [anonymous(without.stdout), without.stderr, without.code],
      );
    });
  }

  it('that was good stays in force as it was, until it is good again', { timeout: 60_000 }, async () => {
    const file = join(folder, 'changing.yaml');
    const stop = join(folder, 'stop');
    await writeFile(file, policy('first reason'));
    const agent = await spawnProcess(process.execPath, {
      args: ['--require', preload, agentFile('policed.mjs'), stop],
      env: {
        ...Object.fromEntries(Object.keys(process.env).map((name) => [name, undefined])),
        ...cleanEnv(),
        MODEL_URL: model.url,
        AIRT_POLICY: file,
        // The refusal itself is the answer.
        AIRT_REPROMPT_LIMIT: '0',
      },
    });
    /** The next `count` answers from now on. */
    const answers = async (count: number): Promise<string[]> => {
      const from = lines(agent.stdout()).length + 1;
      await agent.waitUntil(`${count} more answers`, async () => lines(agent.stdout()).length >= from + count);
      return lines(agent.stdout()).slice(from, from + count);
    };
    try {
      await agent.waitForLine(/^not called: .*first reason/);
      await writeFile(file, broken);
      await agent.waitForLine(/^airt: \S+changing\.yaml:9:\d+: /);
      await agent.waitForLine(/last good version stays in force/);
      for (const line of await answers(5)) assert.match(line, /^not called: .*first reason/);
      await rm(file);
      await agent.waitForLine(/there is no such policy file.*last good version stays in force/);
      for (const line of await answers(5)) assert.match(line, /^not called: .*first reason/);
      await writeFile(file, policy('second reason'));
      await agent.waitForLine(/^not called: .*second reason/);
      for (const line of await answers(5)) assert.match(line, /^not called: .*second reason/);
      await writeFile(stop, '');
      assert.deepEqual(await agent.waitForExit(), { code: 0, signal: null });
      assert.doesNotMatch(agent.output(), /^called/m);
      assert.doesNotMatch(agent.stderr(), /^ {4}at /m);
    } finally {
      await agent.kill();
    }
  });
});

const lines = (text: string): string[] => text.split('\n').slice(0, -1);
