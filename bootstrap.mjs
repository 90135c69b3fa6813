#!/usr/bin/env node
// Every npm script of this repository comes through here. It runs on whatever Node the machine has, fetches the pinned
// Node and pnpm through npm into .toolchain/, installs the workspace from its lockfile, builds what is stale, and then
// runs the task itself on the pinned Node. Nothing here may use syntax or APIs newer than Node 18.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const want = { node: manifest.config.node, pnpm: manifest.config.pnpm };
const toolchain = join(root, '.toolchain');
const bin = join(toolchain, 'node_modules', '.bin');
const node = join(toolchain, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
const env = { ...process.env, PATH: `${bin}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}` };
// npm passes its own settings down as variables; pnpm would read them as its own. Only where the machine's settings stand is kept: an npm on
// the pinned Node would look for them elsewhere, and miss a proxy or a certificate authority.
for (const key of Object.keys(env)) if (/^npm_(config|package|lifecycle)_/i.test(key) && !/_globalconfig$/i.test(key)) delete env[key];

/** Runs a command to its end; on failure prints what it said and leaves with its exit code. */
function run(command, args, { quiet = false, cwd = root } = {}) {
  const result = spawnSync(command, args, { cwd, env, stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit', maxBuffer: 1 << 28 });
  if (result.error) fail(`cannot start ${command}: ${result.error.message}`);
  if (result.status !== 0) {
    if (quiet) process.stderr.write(`${result.stdout}${result.stderr}`);
    fail(
      `\`${[command.split('/').pop(), ...args].join(' ')}\` ended with ${result.signal ?? `exit code ${result.status}`}`,
      result.status ?? 1,
    );
  }
}

function fail(message, code = 1) {
  console.error(`airt: ${message}`);
  process.exit(code);
}

/** Says what is being done and how long it took, on standard error. */
function step(title, work) {
  const from = Date.now();
  process.stderr.write(`airt: ${title} ...\n`);
  work();
  process.stderr.write(`airt: ${title}: ${((Date.now() - from) / 1000).toFixed(1)} s\n`);
}

const stampOf = (name) => join(toolchain, `${name}.stamp`);
const isStamped = (name, value) => existsSync(stampOf(name)) && readFileSync(stampOf(name), 'utf8') === value;
const stamp = (name, value) => writeFileSync(stampOf(name), value);
const sha = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex');

function ensureToolchain() {
  const id = `node ${want.node} pnpm ${want.pnpm}`;
  if (isStamped('toolchain', id) && existsSync(node)) return;
  step(`fetching Node ${want.node} and pnpm ${want.pnpm}`, () => {
    mkdirSync(toolchain, { recursive: true });
    // npm packages `node` and `pnpm` put their binary in place with an install script: allowed here by name, and only here.
    const pinned = { node: want.node, pnpm: want.pnpm };
    const allowScripts = Object.fromEntries(Object.entries(pinned).map(([name, version]) => [`${name}@${version}`, true]));
    writeFileSync(
      join(toolchain, 'package.json'),
      JSON.stringify({ name: 'toolchain', private: true, dependencies: pinned, allowScripts }, null, 2),
    );
    run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: toolchain, quiet: true });
    const got = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout?.trim();
    if (got !== `v${want.node}`) fail(`the pinned Node did not install: expected v${want.node} at ${node}, found ${got ?? 'nothing'}`);
    stamp('toolchain', id);
  });
}

function ensureInstalled() {
  const inputs = ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json', ...packages().map((name) => `packages/${name}/package.json`)];
  const id = sha(want.node, ...inputs.filter((file) => existsSync(join(root, file))).map((file) => readFileSync(join(root, file))));
  if (isStamped('install', id) && existsSync(join(root, 'node_modules', '.modules.yaml'))) return;
  step('installing the workspace from its lockfile', () => {
    run(join(bin, 'pnpm'), ['install', '--frozen-lockfile', '--reporter=append-only', '--loglevel=warn'], { quiet: true });
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

/** `always`: build though nothing changed since the last build. */
function ensureBuilt(always) {
  const id = String(Math.max(newest(join(root, 'packages')), statSync(join(root, 'tsconfig.base.json')).mtimeMs));
  const whole = packages().every((name) => existsSync(join(root, 'packages', name, 'dist')));
  if (!always && whole && isStamped('build', id)) return;
  step('building the packages', () => {
    run(join(bin, 'pnpm'), ['-r', '--reporter=append-only', 'run', 'build'], { quiet: true });
    stamp('build', id);
  });
}

const local = (name) => join(root, 'node_modules', '.bin', name);
const [task, ...args] = process.argv.slice(2);
/** Runs the built thing: builds first what is stale. */
const built = (work) => () => {
  ensureBuilt(false);
  work();
};
const tasks = {
  start: built(() => run(node, ['packages/cli/dist/demo/main.js', ...args])),
  test: () => {
    ensureBuilt(true);
    run(node, ['test/run.ts', ...args]);
  },
  build: () => ensureBuilt(true),
  check: built(() => {
    run(local('biome'), ['ci', '--error-on-warnings']);
    run(local('tsc'), ['-p', '.']);
  }),
  unit: () => run(node, ['test/unit.ts', ...args]),
  format: () => run(local('biome'), ['check', '--write', ...args]),
  proto: () => run(node, ['packages/protocol/scripts/generate.ts']),
  bench: built(() => run(node, ['test/bench/run.ts', ...args])),
  pack: () => {
    ensureBuilt(true);
    const into = join(root, 'packed');
    rmSync(into, { recursive: true, force: true });
    run(join(bin, 'pnpm'), ['-r', '--filter', './packages/*', 'pack', '--pack-destination', into], { quiet: true });
    console.log(`The packages, for npm install: ${join(into, '*.tgz')}`);
  },
  exec: () => run(args[0] ?? fail('exec needs a command', 2), args.slice(1)),
  lock: () => run(join(bin, 'pnpm'), ['install', '--no-frozen-lockfile']),
};
if (!task || !Object.hasOwn(tasks, task)) fail(`unknown task ${task ?? '(none)'}; tasks: ${Object.keys(tasks).join(', ')}`, 2);
ensureToolchain();
if (task !== 'lock') ensureInstalled();
tasks[task]();
