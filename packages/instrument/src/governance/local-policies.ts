/** Policy files named by AIRT_POLICY: read at the start, read again when they change; a broken one never replaces a good one. */
import { readFileSync, type Stats, stat, statSync } from 'node:fs';
import { formatProblem, POLICY_LIMITS, type PolicyDocument, type PolicySource, parsePolicies } from '@airt/engine';

/** UTF-8 takes at most three bytes per UTF-16 unit, by which the engine counts. */
const MAX_FILE_BYTES = 3 * POLICY_LIMITS.fileLength;
/** Problems of a file that are told; the others are counted. */
const MAX_LINES = 5;
/** File systems count time in steps, the coarsest one of two seconds: a file changed so lately may change again and look the same. */
const TIME_STEP_MS = 2_000;

export interface LocalPoliciesOptions {
  /** One or several paths, separated by commas. */
  readonly paths: string;
  /** After each change of what is in force. */
  onChange(): void;
  /** One line per problem, `file:line:column: message`. */
  warn(line: string): void;
  /** A changed file was taken. */
  info(line: string): void;
  /** Between two looks. Default 1 s. */
  readonly pollMs?: number;
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
  /** How the file looked right before it was read: what differs from it has not been read. */
  look: string;
  /** A look is under way. */
  looking: boolean;
  /** Why it cannot be read, as was told; a reason is told once. */
  told: string | undefined;
}

const NO_FILE = 'no file';
const NOT_A_FILE = 'not a file';

/** Is another one where the content, or the right to read it, may be another one. */
function lookOf(stats: Stats, nowMs: number): string {
  if (!stats.isFile()) return NOT_A_FILE;
  const { ino, size, mtimeMs, ctimeMs } = stats;
  return `${ino} ${size} ${mtimeMs} ${ctimeMs}${Math.abs(nowMs - ctimeMs) < TIME_STEP_MS ? ` seen ${nowMs}` : ''}`;
}

export function createLocalPolicies(options: LocalPoliciesOptions): LocalPolicies {
  const names = new Set(options.paths.split(',').map((path) => path.trim()));
  names.delete('');
  const files: PolicyFile[] = [...names].map((path) => ({
    path,
    policies: [],
    text: undefined,
    look: NO_FILE,
    looking: false,
    told: undefined,
  }));
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  /** true: the file's policies changed. */
  function read(file: PolicyFile): boolean {
    const kept = file.policies.length > 0 ? ' The last good version stays in force.' : ' It puts nothing in force.';
    const cannot = (why: string): false => {
      if (file.told !== why) options.warn(`${file.path}: ${why}.${kept}`);
      file.told = why;
      file.text = undefined;
      return false;
    };
    let text: string;
    try {
      file.look = NO_FILE;
      const stats = statSync(file.path);
      file.look = lookOf(stats, Date.now());
      const objection = objectionTo(stats);
      if (objection) return cannot(objection);
      text = readFileSync(file.path, 'utf8');
    } catch (error) {
      return cannot(explain(error));
    }
    file.told = undefined;
    if (text === file.text) return false;
    file.text = text;
    const result = parsePolicies(text);
    if (!result.ok) {
      for (const problem of result.problems.slice(0, MAX_LINES)) options.warn(formatProblem(file.path, problem));
      const more = result.problems.length - MAX_LINES;
      options.warn(`${file.path}: refused${more > 0 ? `, with ${more} more problems` : ''}.${kept}`);
      return false;
    }
    file.policies = result.policies;
    return true;
  }

  function changed(file: PolicyFile): void {
    if (closed || !read(file)) return;
    options.info(`${file.path}: changed; in force: ${file.policies.map((policy) => `${policy.name} ${policy.version}`).join(', ')}`);
    options.onChange();
  }

  /** Compared with what was read, and not with the look before (as `watchFile` does): nothing that happens in between is missed. */
  function look(file: PolicyFile): void {
    if (file.looking) return;
    file.looking = true;
    stat(file.path, (error, stats) => {
      file.looking = false;
      if ((error ? NO_FILE : lookOf(stats, Date.now())) !== file.look) changed(file);
    });
  }

  return {
    start() {
      for (const file of files) read(file);
      timer = setInterval(() => files.forEach(look), options.pollMs ?? 1_000).unref();
      if (files.some(({ policies }) => policies.length > 0)) options.onChange();
    },
    get sources() {
      return files.map(({ path, policies }) => ({ name: path, policies }));
    },
    close() {
      closed = true;
      clearInterval(timer);
    },
  };
}

/** Only ordinary files of a sane size are opened: reading a pipe or a device could block the process for ever. */
function objectionTo(stats: Stats): string | undefined {
  if (!stats.isFile()) return NOT_A_FILE;
  return stats.size > MAX_FILE_BYTES ? `too long (${stats.size} bytes)` : undefined;
}

function explain(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'there is no such policy file';
  if (code === 'EACCES') return 'no permission to read this policy file';
  return `cannot be read (${error instanceof Error ? error.message : String(error)})`;
}
