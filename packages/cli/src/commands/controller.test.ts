import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { cleanEnvironment, executeAirt, temporaryFolder } from '../testing/process.ts';

const DEMO_POLICY = fileURLToPath(new URL('../demo/policy.yaml', import.meta.url));
const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
const ANYWHERE = ['--listen-grpc', '127.0.0.1:0', '--listen-http', '127.0.0.1:0', '--journal', ':memory:'];

/** A running `airt controller`, and what it has said so far. */
function start(context: TestContext, args: readonly string[]) {
  const child = spawn(process.execPath, ['--conditions=airt-source', MAIN, 'controller', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: cleanEnvironment(),
  });
  context.after(() => void child.kill('SIGKILL'));
  const said = { text: '' };
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.text += text;
  });
  const until = async (pattern: RegExp): Promise<RegExpExecArray> => {
    for (const end = Date.now() + 20_000; Date.now() < end; ) {
      const match = pattern.exec(said.text);
      if (match) return match;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`nothing like ${pattern} in:\n${said.text}`);
  };
  return { child, said, until };
}

test('it says what it is, serves, refuses a broken policy on SIGHUP, and stops on SIGTERM', async (context) => {
  const policy = join(temporaryFolder(context), 'policy.yaml');
  writeFileSync(policy, readFileSync(DEMO_POLICY));
  const { child, said, until } = start(context, [...ANYWHERE, '--policy', policy, '--set', 'policies.watch=false']);
  const [, url] = await until(/OTLP\/HTTP on (http:\/\/\S+)/);
  await until(/ready/);
  assert.match(said.text, /policies in force: stop-tool-loops sha256:/);
  const health = await fetch(`${url}/healthz`);
  assert.equal(health.status, 200);
  await health.arrayBuffer();

  writeFileSync(policy, 'kind: Nonsense\n');
  child.kill('SIGHUP');
  await until(/policy\.yaml:\d+:\d+: /);
  assert.match(said.text, /the last good one stays in force/);

  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  assert.equal(code, 0, said.text);
  assert.match(said.text, /SIGTERM: stopping\n.*stopped\n/s);
});

test('what is wrong with the configuration is told line by line; exit code 2', async (context) => {
  const file = join(temporaryFolder(context), 'controller.yaml');
  writeFileSync(file, 'listen:\n  grpc: 127.0.0.1:0\n  htp: 127.0.0.1:0\n');
  const ended = await executeAirt(['controller', '--config', file, '--nope', '--set', 'limits.queue_requests=many'], {
    env: cleanEnvironment(),
  });
  assert.equal(ended.code, 2);
  assert.match(ended.stderr, /controller\.yaml:3:\d+: unknown key listen\.htp/);
  assert.match(ended.stderr, /--nope is not understood/);
  assert.match(ended.stderr, /limits\.queue_requests must be a whole number/);
});

test('an address in use: one sentence, exit code 1', async (context) => {
  const first = start(context, ANYWHERE);
  const [, address] = await first.until(/OTLP\/HTTP on http:\/\/(\S+)/);
  const args = ['controller', '--listen-grpc', '127.0.0.1:0', '--listen-http', address ?? '', '--journal', ':memory:'];
  const ended = await executeAirt(args, { env: cleanEnvironment() });
  assert.equal(ended.code, 1);
  assert.match(ended.stderr, /did not start: .*127\.0\.0\.1/);
  assert.doesNotMatch(ended.stderr, /\n\s+at /);
});
