#!/usr/bin/env node
// Every npm script of this repository comes through here. It runs on whatever Node the machine has, fetches the pinned
// Node and pnpm through npm into .toolchain/, installs the workspace from its lockfile, builds what is stale, and then
// runs the task itself on the pinned Node. Nothing here may use syntax or APIs newer than Node 18.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** How often a step that takes long says that it is still at work, and how often this process looks whether its parent is still there. */
const STILL_MS = 10_000;
const ORPHAN_CHECK_MS = 1_000;

const root = dirname(fileURLToPath(import.meta.url));
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const want = { node: manifest.config.node, pnpm: manifest.config.pnpm };
const toolchain = join(root, '.toolchain');
const bin = join(toolchain, 'node_modules', '.bin');
const node = join(toolchain, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
const env = { ...process.env, PATH: `${bin}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}` };
// npm passes its own settings down as variables; pnpm would read them as its own. What says how the registry is reached is kept: where the
// machine's settings stand (an npm on the pinned Node would look elsewhere), and what the user has set in the environment itself.
const REACHES_REGISTRY = /^npm_config_(globalconfig|userconfig|registry|proxy|https?[_-]proxy|no_?proxy|cafile|ca|strict[_-]ssl|.*:.*)$/i;
for (const key of Object.keys(env)) if (/^npm_(config|package|lifecycle)_/i.test(key) && !REACHES_REGISTRY.test(key)) delete env[key];
const registry = Object.entries(env).find(([key, value]) => /^npm_config_registry$/i.test(key) && value)?.[1];
// pnpm reads settings from variables of its own name only.
if (registry && !env.pnpm_config_registry) env.pnpm_config_registry = registry;
// The patience of both with a registry that does not answer is minutes without a word.
const patience = { fetch_retries: '2', fetch_retry_mintimeout: '1000', fetch_retry_maxtimeout: '5000' };
for (const [key, value] of Object.entries(patience)) for (const of of ['npm', 'pnpm']) env[`${of}_config_${key}`] ??= value;

/** The signal that was sent to end this process, once there was one. */
let endedBy;

/**
 * Runs a command to its end and gives its exit code. Signals are passed on: whatever ends this process ends the command too.
 * @returns {Promise<number>} The exit code. Where a signal ended the command, this process ends in the same way.
 */
function start(command, args, { quiet = false, cwd = root } = {}) {
  const child = spawn(command, args, { cwd, env, stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit' });
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => said.push(chunk));
  const listeners = ['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => {
    const listener = () => {
      endedBy = signal;
      // On a terminal Ctrl-C has reached the command already.
      if (!(signal === 'SIGINT' && process.stdin.isTTY)) child.kill(signal);
    };
    process.on(signal, listener);
    return [signal, listener];
  });
  // npm ends the shell between itself and this process, not this process.
  const parent = process.ppid;
  const orphaned = setInterval(() => {
    if (process.env.npm_lifecycle_event && process.ppid !== parent) child.kill('SIGTERM');
  }, ORPHAN_CHECK_MS);
  return new Promise((resolve) => {
    child.once('error', (error) => fail(`cannot start ${command}: ${error.message}`));
    child.once('close', (code, signal) => {
      clearInterval(orphaned);
      for (const [name, listener] of listeners) process.off(name, listener);
      if (signal === 'SIGINT' || signal === 'SIGTERM' || signal === 'SIGHUP') process.kill(process.pid, signal);
      else if (endedBy && (quiet || code !== 0)) process.kill(process.pid, endedBy);
      else {
        if (quiet && code !== 0) process.stderr.write(essence(Buffer.concat(said).toString()));
        if (signal) console.error(`airt: ${nameOf(command)} ended with ${signal}`);
        resolve(code ?? 1);
      }
    });
  });
}

/** The end of what a failed command has said, without its attempts and the inside of npm. */
function essence(said) {
  const lines = said.split('\n').filter((line) => line !== '' && !/^npm error +at |^\[WARN\] GET |^Will retry in /.test(line));
  return `${lines.slice(-40).join('\n')}\n`;
}

/** Runs a command that has to succeed; leaves with its exit code where it does not, and says what to do where that is known. */
async function run(command, args, { hint, ...options } = {}) {
  const code = await start(command, args, options);
  if (code === 0) return;
  await fail(
    `\`${[nameOf(command), ...args.filter((arg) => !arg.startsWith('--'))].join(' ')}\` ended with exit code ${code}${hint ? `. ${hint}` : ''}`,
    code,
  );
}

/** Runs what was asked for; it has said itself what is wrong where something is. */
const end = async (command, args) => process.exit(await start(command, args));

const nameOf = (command) => command.split('/').pop();

/** Leaves, once it is written what happened; nothing after it runs. */
function fail(message, code = 1) {
  process.stderr.write(`airt: ${message}\n`, () => process.exit(code));
  return new Promise(() => {});
}

/** Says what is being done and how long it took, on standard error. */
async function step(title, work) {
  const from = Date.now();
  const seconds = (digits) => `${((Date.now() - from) / 1000).toFixed(digits)} s`;
  process.stderr.write(`airt: ${title} ...\n`);
  const still = setInterval(() => process.stderr.write(`airt: ${title}: ${seconds(0)} so far ...\n`), STILL_MS);
  await work();
  clearInterval(still);
  process.stderr.write(`airt: ${title}: ${seconds(1)}\n`);
}

const stampOf = (name) => join(toolchain, `${name}.stamp`);
const isStamped = (name, value) => existsSync(stampOf(name)) && readFileSync(stampOf(name), 'utf8') === value;
const stamp = (name, value) => writeFileSync(stampOf(name), value);
const sha = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex');

const installedNode = () => spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout?.trim();

async function ensureToolchain() {
  const id = `node ${want.node} pnpm ${want.pnpm}`;
  // An installation that was damaged since is made anew: it is asked what it is, not only whether it is there.
  if (isStamped('toolchain', id) && existsSync(join(bin, 'pnpm')) && installedNode() === `v${want.node}`) return;
  await step(`fetching Node ${want.node} and pnpm ${want.pnpm}`, async () => {
    // An install that was killed may have left something at work in there for a moment.
    rmSync(join(toolchain, 'node_modules'), { recursive: true, force: true, maxRetries: 8, retryDelay: 250 });
    mkdirSync(toolchain, { recursive: true });
    // npm packages `node` and `pnpm` put their binary in place with an install script: allowed here by name, and only here.
    const pinned = { node: want.node, pnpm: want.pnpm };
    const allowScripts = Object.fromEntries(Object.entries(pinned).map(([name, version]) => [`${name}@${version}`, true]));
    writeFileSync(
      join(toolchain, 'package.json'),
      JSON.stringify({ name: 'toolchain', private: true, dependencies: pinned, allowScripts }, null, 2),
    );
    const hint =
      'Node and pnpm come from the registry that npm is configured for (`npm config get registry`), which has to be reachable from here.';
    await run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: toolchain, quiet: true, hint });
    const got = installedNode();
    if (got !== `v${want.node}`)
      await fail(`the pinned Node did not install: expected v${want.node} at ${node}, found ${got || 'nothing'}`);
    stamp('toolchain', id);
  });
}

async function ensureInstalled() {
  const inputs = ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json', ...packages().map((name) => `packages/${name}/package.json`)];
  const id = sha(want.node, ...inputs.filter((file) => existsSync(join(root, file))).map((file) => readFileSync(join(root, file))));
  const whole = [root, ...packages().map((name) => join(root, 'packages', name))].every((folder) =>
    existsSync(join(folder, 'node_modules')),
  );
  if (whole && isStamped('install', id) && existsSync(join(root, 'node_modules', '.modules.yaml'))) return;
  await step('installing the workspace from its lockfile', async () => {
    const hint = 'Run it again when the registry is reachable; what was fetched is kept.';
    await run(join(bin, 'pnpm'), ['install', '--frozen-lockfile', '--reporter=append-only', '--loglevel=warn'], { quiet: true, hint });
    stamp('install', id);
  });
}

const packages = () => readdirSync(join(root, 'packages')).filter((name) => existsSync(join(root, 'packages', name, 'package.json')));

/** Newest change below a folder, in milliseconds since 1970; files of the build itself do not count. */
function newest(path) {
  const info = statSync(path);
  if (!info.isDirectory()) return info.mtimeMs;
  return readdirSync(path)
    .filter((name) => name !== 'node_modules' && name !== 'dist')
    .reduce((latest, name) => Math.max(latest, newest(join(path, name))), 0);
}

/** What the builds have left, by name and size: a file that is missing or cut short since makes a difference. */
function builtFiles() {
  const list = (path) =>
    readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
      const file = join(path, entry.name);
      return entry.isDirectory() ? list(file) : [`${file} ${statSync(file).size}`];
    });
  const folders = packages().map((name) => join(root, 'packages', name, 'dist'));
  return folders.flatMap((folder) => (existsSync(folder) ? list(folder) : [`${folder} is missing`])).sort();
}

/** `always`: build though nothing changed since the last build. */
async function ensureBuilt(always) {
  const newestSource = String(Math.max(newest(join(root, 'packages')), statSync(join(root, 'tsconfig.base.json')).mtimeMs));
  const id = () => sha(newestSource, ...builtFiles());
  if (!always && isStamped('build', id())) return;
  await step('building the packages', async () => {
    await run(join(bin, 'pnpm'), ['-r', '--reporter=append-only', 'run', 'build'], { quiet: true });
    stamp('build', id());
  });
}

const local = (name) => join(root, 'node_modules', '.bin', name);
const [task, ...args] = process.argv.slice(2);
/** Runs the built thing: builds first what is stale. */
const built = (work) => async () => {
  await ensureBuilt(false);
  await work();
};
const tasks = {
  start: built(() => end(node, ['packages/cli/dist/demo/main.js', ...args])),
  test: async () => {
    await ensureBuilt(true);
    await end(node, ['test/run.ts', ...args]);
  },
  build: () => ensureBuilt(true),
  check: built(async () => {
    await run(local('biome'), ['ci', '--error-on-warnings']);
    await run(local('tsc'), ['-p', '.']);
  }),
  unit: () => end(node, ['test/unit.ts', ...args]),
  format: () => end(local('biome'), ['check', '--write', ...args]),
  proto: () => end(node, ['packages/protocol/scripts/generate.ts']),
  bench: built(() => end(node, ['test/bench/run.ts', ...args])),
  pack: async () => {
    await ensureBuilt(true);
    const into = join(root, 'packed');
    rmSync(into, { recursive: true, force: true });
    await run(join(bin, 'pnpm'), ['-r', '--filter', './packages/*', 'pack', '--pack-destination', into], { quiet: true });
    console.log(`The packages, for npm install: ${join(into, '*.tgz')}`);
  },
  exec: () => (args[0] ? end(args[0], args.slice(1)) : fail('exec needs a command', 2)),
  lock: () => end(join(bin, 'pnpm'), ['install', '--no-frozen-lockfile']),
};
if (!task || !Object.hasOwn(tasks, task)) await fail(`unknown task ${task ?? '(none)'}; tasks: ${Object.keys(tasks).join(', ')}`, 2);
try {
  await ensureToolchain();
  if (task !== 'lock') await ensureInstalled();
  await tasks[task]();
} catch (error) {
  await fail(error instanceof Error ? error.message : String(error));
}
