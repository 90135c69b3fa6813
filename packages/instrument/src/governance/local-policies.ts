/** Policy files named by AIRT_POLICY: read at the start, read again when they change; a broken one never replaces a good one. */
import { readFileSync, type Stats, stat, statSync } from 'node:fs';
import { formatProblem, POLICY_LIMITS, type PolicyDocument, type PolicySource, parsePolicies } from '@airt/engine';
import type { Timers } from '../net/timers.ts';

/** UTF-8 takes at most three bytes per UTF-16 unit, by which the engine counts. */
const MAX_FILE_BYTES = 3 * POLICY_LIMITS.fileLength;
/** Problems of a file that are logged; the others are counted. */
const MAX_LINES = 5;
/** File systems count time in steps, the coarsest one of two seconds: a file changed so lately may change again and look the same. */
const TIME_STEP_MS = 2_000;

export interface LocalPoliciesOptions {
  /** Absolute paths. */
  readonly files: readonly string[];
  /** After each change of what is in force. */
  onChange(): void;
  /** One line per problem, `file:line:column: message`. */
  warn(line: string): void;
  /** A file was read, or could not be: `problem` is why it is not in force as it stands. */
  onFile(path: string, problem: string | undefined): void;
  /** A changed file was taken. */
  info(line: string): void;
  /** Milliseconds since 1970, of the clock of the file system. */
  clock(): number;
  readonly timers: Timers;
  /** Between two looks at a file. */
  readonly pollMs: number;
}

export interface LocalPolicies {
  /** Reads the files; they are watched from here on. */
  start(): void;
  /** The last good content of every file, in the order of the paths. */
  readonly sources: readonly PolicySource[];
  close(): void;
}

interface PolicyFile {
  readonly path: string;
  policies: readonly PolicyDocument[];
  /** What was read last, to tell a change from a touch. */
  text: string | undefined;
  /** The file's stamp right before it was read: what differs from it has not been read. */
  stamp: string;
  isBeingChecked: boolean;
  /** Why it cannot be read, as was logged; a reason is logged once. */
  problem: string | undefined;
}

const NO_FILE = 'no file';
const NOT_A_FILE = 'not a file';

/** Differs where the content, or the right to read it, may differ. */
function fileStamp(stats: Stats, nowMs: number): string {
  if (!stats.isFile()) return NOT_A_FILE;
  const { ino, size, mtimeMs, ctimeMs } = stats;
  return `${ino} ${size} ${mtimeMs} ${ctimeMs}${Math.abs(nowMs - ctimeMs) < TIME_STEP_MS ? ` seen ${nowMs}` : ''}`;
}

export function createLocalPolicies(options: LocalPoliciesOptions): LocalPolicies {
  const { clock, timers, pollMs } = options;
  const files = [...new Set(options.files)].map(newFile);
  let cancelPoll = (): void => {};
  let isClosed = false;

  /** true: the file's policies changed. */
  function read(file: PolicyFile): boolean {
    const kept = file.policies.length > 0 ? ' The last good version stays in force.' : ' It puts nothing in force.';
    const text = readText(file, clock());
    if (typeof text !== 'string') {
      if (file.problem !== text.problem) options.warn(`${file.path}: ${text.problem}.${kept}`);
      file.problem = text.problem;
      file.text = undefined;
      options.onFile(file.path, text.problem);
      return false;
    }
    file.problem = undefined;
    if (text === file.text) return false;
    file.text = text;
    const result = parsePolicies(text);
    if (!result.ok) {
      for (const problem of result.problems.slice(0, MAX_LINES)) options.warn(formatProblem(file.path, problem));
      const more = result.problems.length - MAX_LINES;
      options.warn(`${file.path}: rejected${more > 0 ? `, with ${more} more problems` : ''}.${kept}`);
      options.onFile(file.path, 'it has mistakes');
      return false;
    }
    options.onFile(file.path, undefined);
    file.policies = result.policies;
    return true;
  }

  function reload(file: PolicyFile): void {
    if (isClosed || !read(file)) return;
    options.info(`${file.path}: changed; in force: ${file.policies.map((policy) => `${policy.name} ${policy.version}`).join(', ')}`);
    options.onChange();
  }

  /** Compares with what was read, and not with the look before (as `watchFile` does): nothing that happens in between is missed. */
  function check(file: PolicyFile): void {
    if (file.isBeingChecked) return;
    file.isBeingChecked = true;
    stat(file.path, (error, stats) => {
      file.isBeingChecked = false;
      if ((error ? NO_FILE : fileStamp(stats, clock())) !== file.stamp) reload(file);
    });
  }

  function poll(): void {
    cancelPoll = timers.after(pollMs, () => {
      files.forEach(check);
      poll();
    });
  }

  return {
    start() {
      for (const file of files) read(file);
      if (files.length > 0) poll();
      if (files.some(({ policies }) => policies.length > 0)) options.onChange();
    },
    get sources() {
      return files.map(({ path, policies }) => ({ name: path, policies }));
    },
    close() {
      isClosed = true;
      cancelPoll();
    },
  };
}

const newFile = (path: string): PolicyFile => ({
  path,
  policies: [],
  text: undefined,
  stamp: NO_FILE,
  isBeingChecked: false,
  problem: undefined,
});

/** The file's text, or why it cannot be read. Notes the stamp that belongs to it. */
function readText(file: PolicyFile, nowMs: number): string | { readonly problem: string } {
  try {
    file.stamp = NO_FILE;
    const stats = statSync(file.path);
    file.stamp = fileStamp(stats, nowMs);
    const problem = rejectReason(stats);
    return problem === undefined ? readFileSync(file.path, 'utf8') : { problem };
  } catch (error) {
    return { problem: explain(error) };
  }
}

/** Only ordinary files of a sane size are opened: reading a pipe or a device could block the process for ever. */
function rejectReason(stats: Stats): string | undefined {
  if (!stats.isFile()) return NOT_A_FILE;
  return stats.size > MAX_FILE_BYTES ? `too long (${stats.size} bytes)` : undefined;
}

function explain(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'there is no such policy file';
  if (code === 'EACCES') return 'no permission to read this policy file';
  return `cannot be read (${error instanceof Error ? error.message : String(error)})`;
}
