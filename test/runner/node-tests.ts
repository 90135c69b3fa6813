/** Runs files of node:test tests, prints them with the spec reporter, and counts them.  */
import { glob } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import type { Readable } from 'node:stream';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';

/** The folder that holds package.json of the whole workspace. */
export const root: string = fileURLToPath(new URL('../..', import.meta.url));

/** `npm test -- --full`: suites play their whole matrix, not the part that covers every pair. */
export const isFullRun: boolean = process.env.AIRT_TEST_FULL === '1';

/** Tests of one module each, beside their source. */
export const unitTests: readonly string[] = ['packages/*/src/**/*.test.ts', 'test/testing/**/*.test.ts', 'test/runner/**/*.test.ts'];

/** A test that failed or was skipped. */
export interface Remark {
  readonly name: string;
  /** Place in the sources: `path:line`, relative to the workspace. */
  readonly at: string;
  /** First line of the error, or why it was skipped. */
  readonly reason: string;
}

/** What a run of tests came to. */
export interface TestCounts {
  readonly passed: number;
  readonly failed: readonly Remark[];
  readonly skipped: readonly Remark[];
}

/** Test files below the workspace that match one of the patterns, sorted; `filters` are parts of paths, of which one has to occur. */
export async function findTests(patterns: readonly string[], filters: readonly string[] = []): Promise<string[]> {
  const files = new Set<string>();
  for await (const file of glob([...patterns], { cwd: root, exclude: (path) => /(^|\/)(node_modules|dist)$/.test(path) })) files.add(file);
  return [...files].filter((file) => filters.length === 0 || filters.some((part) => file.includes(part))).sort();
}

export interface RunOptions {
  /** Default: standard output. */
  readonly output?: NodeJS.WritableStream;
  /** Files at once. Default: one core is left to what the tests start. */
  readonly concurrency?: number;
}

/** Runs the files, each in a process of its own that reads the workspace's packages from their sources. */
export async function runTests(
  files: readonly string[],
  { output = process.stdout, concurrency = Math.max(1, availableParallelism() - 1) }: RunOptions = {},
): Promise<TestCounts> {
  const failed: Remark[] = [];
  const skipped: Remark[] = [];
  let passed = 0;
  const tests = run({
    files: files.map((file) => join(root, file)),
    concurrency,
    execArgv: ['--conditions=airt-source'],
  });
  tests.on('test:fail', (event) => {
    // A parent that fails only because of its subtests would be counted twice.
    const error = event.details.error;
    const failureType = (error as { failureType?: string }).failureType;
    if (failureType === 'subtestsFailed' || event.todo !== undefined) return;
    // A file that ends badly without a failed test of its own is reported under its path.
    const wholeFile = event.name === event.file;
    const why = error.cause instanceof Error ? error.cause.message : String(error.cause ?? error.message);
    failed.push({
      name: wholeFile ? 'the file itself' : event.name,
      at: place(event),
      reason: wholeFile ? 'ended badly, see its output above' : firstLine(why),
    });
  });
  tests.on('test:pass', (event) => {
    if (event.skip !== undefined && event.skip !== false)
      skipped.push({ name: event.name, at: place(event), reason: typeof event.skip === 'string' ? event.skip : 'no reason given' });
    else if (event.details.type !== 'suite') passed += 1;
  });
  await print(tests.compose(spec) as unknown as Readable, output);
  return { passed, failed, skipped };
}

async function print(report: Readable, output: NodeJS.WritableStream): Promise<void> {
  for await (const chunk of report) output.write(chunk);
}

function place(event: { readonly file?: string | undefined; readonly line?: number | undefined }): string {
  return event.file === undefined ? '(unknown place)' : `${relative(root, event.file)}${event.line === undefined ? '' : `:${event.line}`}`;
}

function firstLine(text: string): string {
  const line =
    text
      .split('\n')
      .find((candidate) => candidate.trim() !== '')
      ?.trim() ?? '';
  return line.length > 200 ? `${line.slice(0, 200)}…` : line;
}
