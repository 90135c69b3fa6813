/**
 * What `npm test` runs: every part in order, cheap ones first, and at the end a table with the time of each, all failures once
 * more, and the counts. See README.md in this folder.
 *
 *     npm test                       # everything
 *     npm test -- unit recordings    # only these parts
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { findTests, type Remark, root, runTests, type TestCounts, unitTests } from './node-tests.ts';

interface Part {
  readonly name: string;
  readonly title: string;
  /** Components that its tests need; built in the background from the start. */
  readonly needs: readonly Component[];
  run(): Promise<TestCounts>;
}

type Component = 'otelcol' | 'jaeger';

interface Build {
  readonly component: Component;
  readonly done: Promise<Remark | undefined>;
  ended: boolean;
  seconds: number;
}

interface Result {
  readonly title: string;
  readonly seconds: number;
  readonly counts: TestCounts;
}

const inCi = process.env.CI === 'true';
/** How a test says that CI may skip it too: the start of its reason. */
const optional = /^optional:/;

const parts: readonly Part[] = [
  tool('lint', 'lint and format', 'biome', ['ci', '--error-on-warnings']),
  tool('types', 'types', 'tsc', ['-p', '.']),
  tests('unit', 'unit tests', unitTests),
  tests('components', 'configurations and real components', ['test/components/**/*.test.ts'], ['otelcol', 'jaeger']),
  tests('docs', 'documentation', ['test/docs/**/*.test.ts']),
  tests('recordings', 'recorded exchanges through the real SDKs', ['test/recordings/**/*.test.ts']),
  tests('chaos', 'never hurt the app', ['test/chaos/**/*.test.ts']),
  tests('install', 'packed, installed and run on every Node', ['test/install/**/*.test.ts']),
  tests('e2e', 'end to end on a real collector and Jaeger', ['test/e2e/**/*.test.ts'], ['otelcol', 'jaeger']),
];

function tests(name: string, title: string, patterns: readonly string[], needs: readonly Component[] = []): Part {
  const run = async () => {
    const files = await findTests(patterns);
    return files.length === 0 ? failure(title, patterns.join(' '), 'no test file matches') : runTests(files);
  };
  return { name, title, needs, run };
}

function tool(name: string, title: string, command: string, args: readonly string[]): Part {
  const run = async () => {
    const child = spawn(join(root, 'node_modules', '.bin', command), args, { cwd: root, stdio: 'inherit' });
    const problem = await ending(child);
    return problem === undefined
      ? { passed: 0, failed: [], skipped: [] }
      : failure(title, [command, ...args].join(' '), `${problem}; see above`);
  };
  return { name, title, needs: [], run };
}

const failure = (name: string, at: string, reason: string): TestCounts => ({ passed: 0, failed: [{ name, at, reason }], skipped: [] });

/** What went wrong with a process, once it has ended. */
function ending(child: ChildProcess): Promise<string | undefined> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(`cannot be started: ${error.message}`));
    child.once('close', (code, signal) => resolve(code === 0 ? undefined : `ended with ${signal ?? `exit code ${code}`}`));
  });
}

/** Builds a component while cheaper parts run; where its cache is warm that takes no time. Its progress is printed line by line. */
function startBuild(component: Component): Build {
  const from = performance.now();
  const script = 'collector-config/build.ts';
  const child = existsSync(join(root, script))
    ? spawn(process.execPath, [script, component], { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] })
    : undefined;
  if (child?.stderr) createInterface({ input: child.stderr }).on('line', (line) => process.stderr.write(`[${component}] ${line}\n`));
  const build: Build = {
    component,
    ended: false,
    seconds: 0,
    done: (child ? ending(child) : Promise.resolve(`is missing`)).then((problem) => {
      build.ended = true;
      build.seconds = (performance.now() - from) / 1000;
      return problem === undefined ? undefined : { name: `building ${component}`, at: script, reason: problem };
    }),
  };
  return build;
}

/** The first part that needs nothing unfinished; else the first of all. */
function next(waiting: readonly Part[], builds: readonly Build[]): Part | undefined {
  const ready = (part: Part) => part.needs.every((name) => builds.find((build) => build.component === name)?.ended ?? true);
  return waiting.find(ready) ?? waiting[0];
}

async function runParts(chosen: readonly Part[]): Promise<Result[]> {
  const needed = (['otelcol', 'jaeger'] as const).filter((component) => chosen.some((part) => part.needs.includes(component)));
  // One after the other: two Go builds at once only get in each other's way.
  const builds: Build[] = [];
  for (const component of needed) {
    const before = builds.at(-1)?.done;
    builds.push(before ? queued(component, before) : startBuild(component));
  }
  const results: Result[] = [];
  for (let waiting = [...chosen]; waiting.length > 0; ) {
    const part = next(waiting, builds);
    if (!part) break;
    waiting = waiting.filter((other) => other !== part);
    const unfinished = builds.filter((build) => part.needs.includes(build.component) && !build.ended);
    if (unfinished.length > 0)
      console.log(`\nairt: waiting for ${unfinished.map((build) => build.component).join(' and ')} to be built ...`);
    await Promise.all(unfinished.map((build) => build.done));
    console.log(`\n== ${part.title} (${part.name})`);
    const from = performance.now();
    const counts = await part.run().catch((error: unknown) => failure(part.title, 'test/run.ts', String(error)));
    const seconds = (performance.now() - from) / 1000;
    results.push({ title: part.title, seconds, counts });
    console.log(`== ${part.title}: ${seconds.toFixed(1)} s`);
  }
  for (const build of builds) {
    const problem = await build.done;
    const counts = { passed: 0, failed: problem ? [problem] : [], skipped: [] };
    results.push({ title: `building ${build.component} (in the background)`, seconds: build.seconds, counts });
  }
  return results;
}

function queued(component: Component, before: Promise<unknown>): Build {
  const build: Build = {
    component,
    ended: false,
    seconds: 0,
    done: before.then(async () => {
      const started = startBuild(component);
      const problem = await started.done;
      build.ended = true;
      build.seconds = started.seconds;
      return problem;
    }),
  };
  return build;
}

/** Prints the end of the run; true where nothing failed. */
function summarize(results: readonly Result[], seconds: number): boolean {
  const width = Math.max(...results.map((result) => result.title.length));
  const row = (title: string, time: number, text: string) =>
    console.log(`${title.padEnd(width)}  ${`${time.toFixed(1)} s`.padStart(9)}  ${text}`);
  console.log('\n== summary');
  for (const { title, seconds: time, counts } of results) {
    const skips = counts.skipped.length > 0 ? `, ${counts.skipped.length} skipped` : '';
    row(title, time, `${counts.failed.length === 0 ? 'ok' : 'FAILED'} (${counts.passed} passed, ${counts.failed.length} failed${skips})`);
  }
  row('all', seconds, '');
  const failed = results.flatMap((result) => result.counts.failed.map((remark) => ({ ...remark, part: result.title })));
  const skipped = results.flatMap((result) => result.counts.skipped.map((remark) => ({ ...remark, part: result.title })));
  const refused = inCi ? skipped.filter((remark) => !optional.test(remark.reason)) : [];
  for (const { part, name, at, reason } of failed) console.log(`failed: ${part}: ${name} (${at}): ${reason}`);
  for (const { part, name, at, reason } of skipped) console.log(`skipped: ${part}: ${name} (${at}): ${reason}`);
  if (refused.length > 0) console.log(`CI=true: ${refused.length} skipped where nothing may be skipped`);
  console.log(`${results.reduce((sum, { counts }) => sum + counts.passed, 0)} passed, ${failed.length} failed, ${skipped.length} skipped`);
  return failed.length === 0 && refused.length === 0;
}

const names = process.argv.slice(2);
const unknown = names.filter((name) => !parts.some((part) => part.name === name));
if (unknown.length > 0) {
  console.error(`airt: no such part: ${unknown.join(', ')}; parts: ${parts.map((part) => part.name).join(', ')}`);
  process.exitCode = 2;
} else {
  const from = performance.now();
  const results = await runParts(parts.filter((part) => names.length === 0 || names.includes(part.name)));
  process.exitCode = summarize(results, (performance.now() - from) / 1000) ? 0 : 1;
}
