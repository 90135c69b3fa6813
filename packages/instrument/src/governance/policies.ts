/**
 * The policies in force in this process: those of local files and those of the controller, merged by the engine's rule for names that
 * occur twice. What is broken is refused by itself and leaves the last good version where it was.
 */
import { mergePolicies, type PolicyConflict, type PolicyDocument, type PolicySet, parsePolicies } from '@airt/engine';
import type { PolicyUpdateResult } from '../control/client-options.ts';
import type { PolicyErrorMessage, PolicyUpdateMessage } from '../control/proto-mapping.ts';
import { createLocalPolicies } from './local-policies.ts';

/** Policies taken from a controller: more than people write, little enough to be judged in microseconds. */
const MAX_POLICIES = 256;
/** Resources of one update that are looked at. */
const MAX_RESOURCES = 1_024;
/** The controller as the source of policies, in messages. */
const CONTROLLER = 'the controller';
/** Problems of one document that are reported back. */
const MAX_ERRORS_PER_POLICY = 5;
/** Timers cannot be set for longer (2^31 - 1 ms, Node's documentation of setTimeout). */
const MAX_TIMER_MS = 2_147_483_647;

export interface PolicyStoreOptions {
  /** AIRT_POLICY: one or several paths, separated by commas. */
  readonly paths?: string;
  /** Everything in force, whenever it changed: local policies first. */
  onChange(policies: readonly PolicyDocument[]): void;
  log?(level: 'warn' | 'info', line: string): void;
  /** Milliseconds since 1970. Default Date.now. */
  clock?(): number;
  /** Between two looks at the files. Default 1 s. */
  readonly pollMs?: number;
}

export interface PolicyStore {
  /** Reads the local files and watches them. Their policies are in force when this returns. */
  start(): void;
  /** Takes an update of the controller, as far as it is sound. */
  applyUpdate(update: PolicyUpdateMessage): PolicyUpdateResult;
  /** The controller was heard: leases count from here. */
  heard(nowMs: number): void;
  /** Policies of the controller that are in force, name to version: for Hello. */
  versions(): Readonly<Record<string, string>>;
  /** Everything in force. */
  readonly policies: readonly PolicyDocument[];
  close(): void;
}

interface RemotePolicy {
  readonly policy: PolicyDocument;
  readonly version: string;
  /** 0: no lease. */
  readonly leaseMs: number;
}

export function createPolicyStore(options: PolicyStoreOptions): PolicyStore {
  const clock = options.clock ?? Date.now;
  const remote = new Map<string, RemotePolicy>();
  let set: PolicySet = mergePolicies([]);
  /** Conflicts that were logged. */
  let logged = new Set<string>();
  let heardMs = clock();
  let timer: NodeJS.Timeout | undefined;

  const local = createLocalPolicies({
    paths: options.paths ?? '',
    onChange: publish,
    warn: (line) => options.log?.('warn', line),
    info: (line) => options.log?.('info', line),
    ...(options.pollMs === undefined ? {} : { pollMs: options.pollMs }),
  });

  /** Local files in their order, then the controller. */
  const merged = (): PolicySet =>
    mergePolicies([...local.sources, { name: CONTROLLER, policies: [...remote.values()].map(({ policy }) => policy) }]);

  /** A local file that has a policy of the same name: the controller's is not taken. */
  const localConflict = (policy: PolicyDocument): PolicyConflict | undefined =>
    mergePolicies([...local.sources, { name: CONTROLLER, policies: [policy] }]).conflicts.find(({ source }) => source === CONTROLLER);

  const isInForce = (policy: PolicyDocument): boolean => set.byName.get(policy.name) === policy;

  function publish(): void {
    const before = set.policies;
    set = merged();
    const conflicts = set.conflicts.map(({ source, message }) => `${source}: ${message}`);
    for (const conflict of conflicts) if (!logged.has(conflict)) options.log?.('warn', conflict);
    logged = new Set(conflicts);
    const isSame = before.length === set.policies.length && before.every((policy, index) => policy === set.policies[index]);
    if (!isSame) options.onChange(set.policies);
  }

  function versions(): Record<string, string> {
    // Without a prototype: a name may be anything, "__proto__" too.
    const result: Record<string, string> = Object.create(null);
    for (const [name, entry] of remote) if (isInForce(entry.policy)) result[name] = entry.version;
    return result;
  }

  function applyUpdate(update: PolicyUpdateMessage): PolicyUpdateResult {
    heardMs = clock();
    const errors: PolicyErrorMessage[] = [];
    for (const name of update.removed ?? []) remote.delete(name);
    for (const resource of (update.resources ?? []).slice(0, MAX_RESOURCES)) {
      const name = resource.name ?? '';
      const version = resource.version ?? '';
      const leaseMs = Math.max(0, resource.leaseMs ?? 0);
      const refuse = (message: string, line = 0, column = 0): void => void errors.push({ name, version, message, line, column });
      const held = remote.get(name);
      if (held === undefined && remote.size >= MAX_POLICIES) {
        refuse(`at most ${MAX_POLICIES} policies are taken from a controller`);
        continue;
      }
      // The same version without a document: still valid, its lease goes on.
      const isRenewal = held !== undefined && held.version === version && (resource.document ?? '') === '';
      const policy = isRenewal ? held.policy : readDocument(resource.document ?? '', name, refuse);
      if (policy === undefined) continue;
      const conflict = localConflict(policy);
      if (conflict !== undefined) refuse(`the agent's local file ${conflict.winner} has a policy of this name, which takes precedence`);
      else if (isRenewal) remote.set(name, { ...held, leaseMs });
      else remote.set(name, { policy: version === '' ? policy : { ...policy, version }, version: version || policy.version, leaseMs });
    }
    if ((update.resources?.length ?? 0) > MAX_RESOURCES)
      errors.push({ message: `more than ${MAX_RESOURCES} resources in one update; the rest is left out` });
    publish();
    watchLeases();
    return { versions: versions(), errors };
  }

  /** Takes out of force what the controller has not confirmed in time, and looks again when the next lease ends. */
  function watchLeases(): void {
    clearTimeout(timer);
    let nextMs = Number.POSITIVE_INFINITY;
    const nowMs = clock();
    for (const [name, entry] of remote) {
      if (entry.leaseMs === 0) continue;
      const endMs = heardMs + entry.leaseMs;
      if (endMs <= nowMs) {
        remote.delete(name);
        options.log?.('info', `policy "${name}" has left force: the controller was not heard for ${entry.leaseMs} ms`);
      } else nextMs = Math.min(nextMs, endMs);
    }
    publish();
    if (nextMs === Number.POSITIVE_INFINITY) return;
    timer = setTimeout(watchLeases, Math.min(nextMs - nowMs, MAX_TIMER_MS));
    timer.unref();
  }

  return {
    start: () => local.start(),
    applyUpdate,
    heard(nowMs) {
      heardMs = Math.max(heardMs, nowMs);
    },
    versions,
    get policies() {
      return set.policies;
    },
    close() {
      clearTimeout(timer);
      local.close();
    },
  };
}

/** The one policy that a resource has to hold, named as the resource is. */
function readDocument(
  document: string,
  name: string,
  refuse: (message: string, line?: number, column?: number) => void,
): PolicyDocument | undefined {
  const result = parsePolicies(document);
  if (!result.ok) {
    for (const problem of result.problems.slice(0, MAX_ERRORS_PER_POLICY)) {
      refuse(`${problem.path === '' ? '' : `${problem.path}: `}${problem.message}`, problem.line, problem.column);
    }
    return undefined;
  }
  const [policy] = result.policies;
  if (policy === undefined || result.policies.length > 1)
    refuse(`one policy is expected in a resource; there are ${result.policies.length}`);
  else if (policy.name !== name) refuse(`the document names the policy "${policy.name}", the resource "${name}"`);
  else return policy;
  return undefined;
}
