/** Files and functions that are longer than they should be. Biome finds the functions. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFiles } from './tree.ts';

/** Lines, from the first to the last. */
export interface SizeLimits {
  readonly file: number;
  readonly function: number;
}

/** Something long. */
export interface LongPart {
  /** The file, or `file#function`, or `file#title of the test`. */
  readonly name: string;
  readonly lines: number;
}

/** Generated code. */
const GENERATED = /(^|\/)gen\//;
const SOURCES = [
  'packages/*/src/**/*.{ts,mjs,cjs}',
  'packages/*/scripts/**/*.ts',
  'test/**/*.{ts,mjs,cjs}',
  'collector-config/*.ts',
  '*.mjs',
];
/** Biome counts lines of code, which are fewer than all lines: those of comments are not among them. */
const CODE_SHARE = 0.6;

/** Everything below `root` that is longer than the limits, by name. A suite of tests is no function: its tests are. */
export async function findLongParts(root: string, limits: SizeLimits): Promise<readonly LongPart[]> {
  const files = (await findFiles(root, SOURCES)).filter((file) => !GENERATED.test(file));
  const texts = new Map(await Promise.all(files.map(async (file) => [file, await readFile(join(root, file), 'utf8')] as const)));
  const long: LongPart[] = [];
  for (const [file, text] of texts) {
    const lines = text.split('\n').length - 1;
    if (lines > limits.file) long.push({ name: file, lines });
  }
  for (const { path, start, end } of await findFunctions(root, files, Math.floor(limits.function * CODE_SHARE))) {
    const first = texts.get(path)?.split('\n')[start.line - 1] ?? '';
    const lines = end.line - start.line + 1;
    if (lines > limits.function && !/\bdescribe\(/.test(first)) long.push({ name: `${path}#${nameOf(first)}`, lines });
  }
  return long.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The title of a test; else the name in `function name(`, `const name = (`, `name(` of a method; else the line as it is. */
function nameOf(line: string): string {
  const title = /\b(?:it|test)\((['"`])(.*?)\1/.exec(line)?.[2];
  const [, first, second, third] =
    /\bfunction\*? (\w+)|\b(?:const|let) (\w+)\b|^\s*(?:async )?\*?(\w+)(?:\(|: (?:async )?\()/.exec(line) ?? [];
  return title ?? first ?? second ?? third ?? line.trim();
}

interface Place {
  readonly line: number;
}

interface Diagnostic {
  readonly category: string;
  readonly location: { readonly path: string; readonly start: Place; readonly end: Place };
}

const RULE = 'lint/complexity/noExcessiveLinesPerFunction';

/** Functions with more lines of code than this. */
async function findFunctions(root: string, files: readonly string[], maxLines: number): Promise<readonly Diagnostic['location'][]> {
  const config = await mkdtemp(join(tmpdir(), 'airt-sizes-'));
  try {
    const rules = { complexity: { noExcessiveLinesPerFunction: { level: 'error', options: { maxLines } } } };
    const settings = {
      root: true,
      formatter: { enabled: false },
      assist: { enabled: false },
      linter: { rules: { preset: 'none', ...rules } },
    };
    await writeFile(join(config, 'biome.json'), JSON.stringify(settings));
    const args = ['lint', `--config-path=${config}`, '--reporter=json', '--max-diagnostics=none', ...files];
    const output = await run(join(import.meta.dirname, '../../node_modules/.bin/biome'), args, root);
    const { diagnostics } = JSON.parse(output) as { diagnostics: readonly Diagnostic[] };
    // Suppressions of rules that are not on here have nothing to suppress.
    const others = diagnostics.filter(({ category }) => category !== RULE && !category.startsWith('suppressions/'));
    if (others.length > 0) throw new Error(`biome cannot read ${others.map(({ location }) => location.path).join(', ')}`);
    return diagnostics.filter(({ category }) => category === RULE).map(({ location }) => location);
  } finally {
    await rm(config, { recursive: true, force: true });
  }
}

/** What a command prints; it fails where it finds something, which is no failure here. */
function run(command: string, args: readonly string[], cwd: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(command, [...args], { cwd, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      if (stdout.trimStart().startsWith('{')) resolve(stdout);
      else reject(new Error(`${command} failed: ${stderr || String(error)}`));
    });
  });
}
