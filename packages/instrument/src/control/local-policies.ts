/** Policy files named by AIRT_POLICY: read at the start, read again when they change; a broken one never replaces a good one. */
import { readFileSync, type Stats, statSync, unwatchFile, watchFile } from 'node:fs';
import { formatProblem, POLICY_LIMITS, type PolicyDocument, parsePolicies } from '@airt/engine';

/** UTF-8 takes at most three bytes per UTF-16 unit, by which the engine counts. */
const MAX_FILE_BYTES = 3 * POLICY_LIMITS.fileLength;
/** Problems of a file that are told; the others are counted. */
const MAX_LINES = 5;

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
  /** The last good content of every file, in order; of two policies of one name the first. */
  readonly policies: readonly PolicyDocument[];
  close(): void;
}

interface PolicyFile {
  readonly path: string;
  policies: readonly PolicyDocument[];
  /** What was read last, to tell a change from a touch. */
  text: string | undefined;
}

export function createLocalPolicies(options: LocalPoliciesOptions): LocalPolicies {
  const names = new Set(options.paths.split(',').map((path) => path.trim()));
  names.delete('');
  const files: PolicyFile[] = [...names].map((path) => ({ path, policies: [], text: undefined }));
  const watchers = new Map<string, () => void>();
  let policies: readonly PolicyDocument[] = [];
  let closed = false;

  /** true: the file's policies changed. */
  function read(file: PolicyFile): boolean {
    const kept = file.policies.length > 0 ? ' The last good version stays in force.' : ' It puts nothing in force.';
    let text: string;
    try {
      const size = checkedSize(file.path);
      if (typeof size === 'string') {
        options.warn(`${file.path}: ${size}.${kept}`);
        return false;
      }
      text = readFileSync(file.path, 'utf8');
    } catch (error) {
      file.text = undefined;
      options.warn(`${file.path}: ${explain(error)}.${kept}`);
      return false;
    }
    if (text === file.text) return false;
    file.text = text;
    const result = parsePolicies(text, { file: file.path });
    if (!result.ok) {
      for (const problem of result.problems.slice(0, MAX_LINES)) options.warn(formatProblem(file.path, problem));
      const more = result.problems.length - MAX_LINES;
      options.warn(`${file.path}: refused${more > 0 ? `, with ${more} more problems` : ''}.${kept}`);
      return false;
    }
    file.policies = result.policies;
    return true;
  }

  function merge(): void {
    const owners = new Map<string, { readonly path: string; readonly policy: PolicyDocument }>();
    for (const { path, policies: own } of files) {
      for (const policy of own) {
        const owner = owners.get(policy.name);
        if (owner === undefined) owners.set(policy.name, { path, policy });
        else if (owner.path !== path) options.warn(`${path}: policy "${policy.name}" is in ${owner.path} already; that one counts.`);
      }
    }
    policies = [...owners.values()].map((owner) => owner.policy);
  }

  function changed(file: PolicyFile): void {
    if (closed || !read(file)) return;
    options.info(`${file.path}: changed; in force: ${file.policies.map((policy) => `${policy.name} ${policy.version}`).join(', ')}`);
    merge();
    options.onChange();
  }

  return {
    start() {
      for (const file of files) {
        read(file);
        const listener = (now: Stats, before: Stats): void => {
          if (now.mtimeMs !== before.mtimeMs || now.size !== before.size || now.ino !== before.ino) changed(file);
        };
        watchFile(file.path, { persistent: false, interval: options.pollMs ?? 1_000 }, listener);
        watchers.set(file.path, () => unwatchFile(file.path, listener));
      }
      merge();
      if (policies.length > 0) options.onChange();
    },
    get policies() {
      return policies;
    },
    close() {
      closed = true;
      for (const stop of watchers.values()) stop();
      watchers.clear();
    },
  };
}

/** Only ordinary files of a sane size are opened: reading a pipe or a device could block the process for ever. */
function checkedSize(path: string): number | string {
  const stats = statSync(path);
  if (!stats.isFile()) return 'not a file';
  return stats.size > MAX_FILE_BYTES ? `too long (${stats.size} bytes)` : stats.size;
}

function explain(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'there is no such policy file';
  if (code === 'EACCES') return 'no permission to read this policy file';
  return `cannot be read (${error instanceof Error ? error.message : String(error)})`;
}
