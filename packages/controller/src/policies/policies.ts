import type { PolicySet } from '@airt/engine';
import { loadPolicies } from './load-policies.ts';
import { watchFiles } from './watch-files.ts';

/** The policies in force. */
export interface Policies {
  readonly current: PolicySet;
  /** Reads the files again. false: they are rejected, which is logged, and what was in force stays. */
  reload(): boolean;
  /** Called with each set that is put in force from now on. */
  onChange(listener: (set: PolicySet) => void): void;
  /** Ends the watch. */
  stop(): void;
}

export interface PoliciesOptions {
  readonly files: readonly string[];
  /** Read the files again when they change. */
  readonly watch: boolean;
  readonly log: (line: string) => void;
}

/** @throws {Error} with every problem, one a line, where the files cannot be put in force. */
export function createPolicies({ files, watch, log }: PoliciesOptions): Policies {
  const loaded = loadPolicies(files);
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
  let current = loaded.set;
  const listeners: ((set: PolicySet) => void)[] = [];

  const reload = (): boolean => {
    const next = loadPolicies(files);
    if (!next.ok) {
      for (const problem of next.problems) log(`policy rejected, the last good one stays in force: ${problem}`);
      return false;
    }
    if (next.set.version === current.version) return true;
    current = next.set;
    for (const listener of listeners) listener(current);
    log(`policies in force: ${describe(current)}`);
    return true;
  };
  const origin = files.length === 0 ? ' (the built-in preset "balanced"; none was configured)' : ` from ${files.join(', ')}`;
  log(`policies in force: ${describe(current)}${origin}`);

  return {
    get current() {
      return current;
    },
    reload,
    onChange(listener) {
      listeners.push(listener);
    },
    stop: watch && files.length > 0 ? watchFiles(files, reload, log) : () => {},
  };
}

const describe = ({ policies }: PolicySet): string => policies.map(({ name, version, mode }) => `${name} ${version} (${mode})`).join(', ');
