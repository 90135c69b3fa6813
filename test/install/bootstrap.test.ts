/** What every npm script comes through, on a checkout of its own with an npm and a pnpm that only pretend. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { text as textOfStream } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const pnpm = `#!/bin/sh
echo "pnpm registry=$pnpm_config_registry" >> "$CALLS"
mkdir -p node_modules && touch node_modules/.modules.yaml
`;
const npm = `#!/bin/sh
echo "npm registry=$NPM_CONFIG_REGISTRY prefix=$npm_config_local_prefix" >> "$CALLS"
[ -z "$OFFLINE" ] || { echo "npm error ECONNREFUSED" >&2; echo "npm error     at inside (npm.js:1:1)" >&2; exit 1; }
mkdir -p node_modules/node/bin node_modules/.bin
ln -sf "${process.execPath}" node_modules/node/bin/node
ln -sf ../node/bin/node node_modules/.bin/node
cp "$FAKES/pnpm" node_modules/.bin/pnpm
`;

/** A checkout in a folder with a space in its name. */
async function checkout(context: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), 'airt bootstrap-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  const [repository, fakes] = [join(folder, 'checkout'), join(folder, 'fakes')];
  await Promise.all([mkdir(join(repository, 'packages'), { recursive: true }), mkdir(fakes)]);
  await copyFile(join(root, 'bootstrap.mjs'), join(repository, 'bootstrap.mjs'));
  const config = { node: process.versions.node, pnpm: '1.0.0' };
  await writeFile(join(repository, 'package.json'), JSON.stringify({ config }));
  for (const [name, text] of Object.entries({ npm, pnpm })) {
    await writeFile(join(fakes, name), text);
    await chmod(join(fakes, name), 0o755);
  }
  const calls = join(folder, 'calls');
  const start = (args: readonly string[], env: Readonly<Record<string, string>> = {}, shell = false): ChildProcess => {
    const words = [process.execPath, 'bootstrap.mjs', ...args];
    return spawn(shell ? `"${words.join('" "')}"; :` : process.execPath, shell ? [] : words.slice(1), {
      cwd: repository,
      shell,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: `${fakes}${delimiter}${process.env.PATH}`, HOME: folder, CALLS: calls, FAKES: fakes, ...env },
    });
  };
  const run = async (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
    const child = start(args, env);
    const [out, err, [code]] = await Promise.all([textOf(child.stdout), textOf(child.stderr), once(child, 'close')]);
    return { code, out, err };
  };
  return { repository, start, run, calls: async () => (await readFile(calls, 'utf8')).trim().split('\n') };
}

const HELLO = ['exec', 'node', '-p', '"hello"'];

test('the toolchain is fetched once, and again where it was damaged since', async (context) => {
  const { repository, run, calls } = await checkout(context);
  assert.equal((await run(HELLO)).out, 'hello\n');
  assert.equal((await run(HELLO)).out, 'hello\n');
  assert.equal((await calls()).length, 2);
  const node = join(repository, '.toolchain', 'node_modules', 'node', 'bin', 'node');
  await rm(node);
  // An empty executable is an empty shell script: it would do nothing, and say that all is well.
  await writeFile(node, '');
  await chmod(node, 0o755);
  assert.equal((await run(HELLO)).out, 'hello\n');
  await rm(join(repository, '.toolchain', 'node_modules', '.bin', 'pnpm'));
  assert.equal((await run(HELLO)).out, 'hello\n');
  assert.equal((await calls()).filter((call) => call.startsWith('npm ')).length, 3);
});

test('a registry named in the environment counts for npm and pnpm; what npm says of its own project does not', async (context) => {
  const { run, calls } = await checkout(context);
  await run(HELLO, { NPM_CONFIG_REGISTRY: 'http://mirror.example/', npm_config_local_prefix: '/elsewhere' });
  assert.deepEqual(await calls(), ['npm registry=http://mirror.example/ prefix=', 'pnpm registry=http://mirror.example/']);
});

test('a registry that cannot be reached: what npm says, without its inside, and what to do', async (context) => {
  const { run } = await checkout(context);
  const { code, err } = await run(HELLO, { OFFLINE: '1' });
  assert.equal(code, 1);
  assert.match(err, /npm error ECONNREFUSED\nairt: `npm install` ended with exit code 1\. .*npm config get registry.*\n$/);
});

test('exit codes and signals go through; nothing is left running', async (context) => {
  const { start, run } = await checkout(context);
  const failed = await run(['exec', 'node', '-e', 'process.exit(7)']);
  assert.equal(failed.code, 7);
  assert.doesNotMatch(failed.err, /exit code/);
  const forever = ['exec', 'node', '-e', 'console.log(process.pid); setInterval(() => {}, 1000)'];
  for (const throughShell of [false, true]) {
    const child = start(forever, { npm_lifecycle_event: 'start' }, throughShell);
    const pid = await new Promise<number>((resolve) => child.stdout?.once('data', (data) => resolve(Number(data))));
    // npm ends the shell that it started, and knows of nothing behind it.
    child.kill('SIGTERM');
    assert.deepEqual(await once(child, 'exit'), [null, 'SIGTERM']);
    const end = Date.now() + 10_000;
    while (isAlive(pid) && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 50));
    assert.ok(!isAlive(pid), `still running ${throughShell ? 'without npm' : 'without its parent'}`);
  }
});

const textOf = (stream: ChildProcess['stdout']) => (stream ? textOfStream(stream) : '');

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
