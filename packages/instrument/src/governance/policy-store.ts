/**
 * The policies in force in this process: those of local files and those of the controller, merged by the engine's rule for names that
 * occur twice.
 */
import { mergePolicies, type PolicyConflict, type PolicyDocument, type PolicySet, type PolicySource } from '@airt/engine';
import type { PolicyUpdateResult } from '../control/host.ts';
import type { PolicyUpdateMessage } from '../control/messages/types.ts';
import { type Timers, unrefTimers } from '../net/timers.ts';
import { createLocalPolicies } from './local-policies.ts';
import { createRemotePolicies } from './remote-policies.ts';

/** The controller as the source of policies, in messages. */
const CONTROLLER = 'the controller';

export interface PolicyStoreOptions {
  /** AIRT_POLICY: absolute paths. Default none. */
  readonly files?: readonly string[];
  /** Everything in force, whenever it changed: local policies first. */
  onChange(policies: readonly PolicyDocument[]): void;
  /** A file was read, or could not be: `problem` is why it is not in force as it stands. */
  onFile?(path: string, problem: string | undefined): void;
  log?(level: 'warn' | 'info', line: string): void;
  /** Milliseconds since 1970. Default Date.now. */
  clock?(): number;
  /** Default: timers that do not keep the process alive. */
  readonly timers?: Timers;
  /** Between two looks at the files. Default 1 s. */
  readonly pollMs?: number;
}

export interface PolicyStore {
  /** Reads the local files and watches them. Their policies are in force when this returns. */
  start(): void;
  /** Takes an update of the controller, as far as it is sound. */
  applyUpdate(update: PolicyUpdateMessage): PolicyUpdateResult;
  /** The controller is there: leases count from here. */
  renewLeases(nowMs: number): void;
  /** Policies of the controller that are in force, name to version: for Hello. */
  versions(): Readonly<Record<string, string>>;
  /** Everything in force. */
  readonly policies: readonly PolicyDocument[];
  close(): void;
}

export function createPolicyStore(options: PolicyStoreOptions): PolicyStore {
  const timers = options.timers ?? unrefTimers;
  let set: PolicySet = mergePolicies([]);
  /** Conflicts that were logged. */
  let logged = new Set<string>();

  const local = createLocalPolicies({
    files: options.files ?? [],
    onChange: publish,
    warn: (line) => options.log?.('warn', line),
    info: (line) => options.log?.('info', line),
    onFile: (path, problem) => options.onFile?.(path, problem),
    // The system's clock, by which files are stamped, whatever the one of leases is.
    clock: Date.now,
    timers,
    pollMs: options.pollMs ?? 1_000,
  });

  const remote = createRemotePolicies({
    conflictOf(policy) {
      const conflict = conflictOf(local.sources, policy);
      return conflict && `the agent's local file ${conflict.winner} has a policy of this name, which takes precedence`;
    },
    onExpiry: publish,
    log: (line) => options.log?.('info', line),
    clock: options.clock ?? Date.now,
    timers,
  });

  function publish(): void {
    const before = set.policies;
    set = mergePolicies([...local.sources, { name: CONTROLLER, policies: Array.from(remote.entries.values(), ({ policy }) => policy) }]);
    const conflicts = set.conflicts.map(({ source, message }) => `${source}: ${message}`);
    for (const conflict of conflicts) if (!logged.has(conflict)) options.log?.('warn', conflict);
    logged = new Set(conflicts);
    const isSame = before.length === set.policies.length && before.every((policy, index) => policy === set.policies[index]);
    if (!isSame) options.onChange(set.policies);
  }

  function versions(): Record<string, string> {
    // Without a prototype: a name may be anything, "__proto__" too.
    const result: Record<string, string> = Object.create(null);
    for (const [name, { policy, version }] of remote.entries) if (set.byName.get(name) === policy) result[name] = version;
    return result;
  }

  return {
    start: () => local.start(),
    applyUpdate(update) {
      const errors = remote.apply(update);
      publish();
      return { versions: versions(), errors };
    },
    renewLeases: (nowMs) => remote.renewLeases(nowMs),
    versions,
    get policies() {
      return set.policies;
    },
    close() {
      remote.close();
      local.close();
    },
  };
}

/** The local file that has a policy of the same name: the controller's is not taken. */
function conflictOf(local: readonly PolicySource[], policy: PolicyDocument): PolicyConflict | undefined {
  const { conflicts } = mergePolicies([...local, { name: CONTROLLER, policies: [policy] }]);
  return conflicts.find(({ source }) => source === CONTROLLER);
}
