/**
 * The policies in force in this process: those of local files and those of the controller. A local one wins over one of the
 * controller with the same name. What is broken is refused by itself and leaves the last good version where it was.
 */
import { mergePolicies, type PolicyDocument, parsePolicies } from '@airt/engine';
import type { PolicyUpdateResult } from '../control/host.ts';
import type { PolicyErrorMessage, PolicyResourceMessage, PolicyUpdateMessage } from '../control/messages/types.ts';
import { type Timers, unrefTimers } from '../net/timers.ts';
import { createLocalPolicies } from './local-policies.ts';

/** Policies taken from a controller: more than people write, little enough to be judged in microseconds. */
const MAX_POLICIES = 256;
/** Resources of one update that are looked at. */
const MAX_RESOURCES = 1_024;
/** Problems of one document that are reported back. */
const MAX_ERRORS_PER_POLICY = 5;
/** Timers cannot be set for longer (2^31 - 1 ms, Node's documentation of setTimeout). */
const MAX_TIMER_MS = 2_147_483_647;

export interface PolicyStoreOptions {
  /** AIRT_POLICY: absolute paths. Default none. */
  readonly files?: readonly string[];
  /** Everything in force, whenever it changed: local policies first. */
  onChange(policies: readonly PolicyDocument[]): void;
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

interface RemotePolicy {
  readonly policy: PolicyDocument;
  readonly version: string;
  /** 0: no lease. */
  readonly leaseMs: number;
}

export function createPolicyStore(options: PolicyStoreOptions): PolicyStore {
  const clock = options.clock ?? Date.now;
  const timers = options.timers ?? unrefTimers;
  const remote = new Map<string, RemotePolicy>();
  let inForce: readonly PolicyDocument[] = [];
  /** When the controller was there last. */
  let activityMs = clock();
  let cancelTimer = (): void => {};

  const local = createLocalPolicies({
    files: options.files ?? [],
    onChange: publish,
    warn: (line) => options.log?.('warn', line),
    info: (line) => options.log?.('info', line),
    // The system's clock, by which files are stamped, whatever the one of leases is.
    clock: Date.now,
    timers,
    pollMs: options.pollMs ?? 1_000,
  });

  const isLocal = (name: string): boolean => local.policies.some((policy) => policy.name === name);

  function publish(): void {
    const fromController = [...remote.values()].map((entry) => entry.policy);
    const { policies: next } = mergePolicies([
      { name: 'a policy file', policies: local.policies },
      { name: 'the controller', policies: fromController },
    ]);
    if (next.length === inForce.length && next.every((policy, index) => policy === inForce[index])) return;
    inForce = next;
    options.onChange(next);
  }

  function versions(): Record<string, string> {
    // Without a prototype: a name may be anything, "__proto__" too.
    const result: Record<string, string> = Object.create(null);
    for (const [name, entry] of remote) if (!isLocal(name)) result[name] = entry.version;
    return result;
  }

  /** Takes one policy, or says in `errors` why not: what was in force by its name then stays. */
  function applyResource(resource: PolicyResourceMessage, errors: PolicyErrorMessage[]): void {
    const name = resource.name ?? '';
    const version = resource.version ?? '';
    const leaseMs = Math.max(0, resource.leaseMs ?? 0);
    const document = resource.document ?? '';
    const reject = (message: string, line = 0, column = 0): void => void errors.push({ name, version, message, line, column });
    const current = remote.get(name);
    if (isLocal(name)) reject('a local policy file of the agent has a policy of this name; the local one is in force');
    // The same version without a document: still valid, its lease goes on.
    else if (current !== undefined && current.version === version && document === '') remote.set(name, { ...current, leaseMs });
    else if (current === undefined && remote.size >= MAX_POLICIES) reject(`at most ${MAX_POLICIES} policies are taken from a controller`);
    else {
      const policy = readDocument(document, name, reject);
      if (policy !== undefined)
        remote.set(name, { policy: version === '' ? policy : { ...policy, version }, version: version || policy.version, leaseMs });
    }
  }

  function applyUpdate(update: PolicyUpdateMessage): PolicyUpdateResult {
    activityMs = clock();
    const errors: PolicyErrorMessage[] = [];
    for (const name of update.removed ?? []) remote.delete(name);
    for (const resource of (update.resources ?? []).slice(0, MAX_RESOURCES)) applyResource(resource, errors);
    if ((update.resources?.length ?? 0) > MAX_RESOURCES)
      errors.push({ message: `more than ${MAX_RESOURCES} resources in one update; the rest is left out` });
    publish();
    watchLeases();
    return { versions: versions(), errors };
  }

  /** Takes out of force what the controller has not confirmed in time, and looks again when the next lease ends. */
  function watchLeases(): void {
    cancelTimer();
    let nextMs = Number.POSITIVE_INFINITY;
    const nowMs = clock();
    for (const [name, entry] of remote) {
      if (entry.leaseMs === 0) continue;
      const endMs = activityMs + entry.leaseMs;
      if (endMs <= nowMs) {
        remote.delete(name);
        options.log?.('info', `policy "${name}" has left force: nothing came from the controller for ${entry.leaseMs} ms`);
      } else nextMs = Math.min(nextMs, endMs);
    }
    publish();
    if (nextMs === Number.POSITIVE_INFINITY) return;
    cancelTimer = timers.after(Math.min(nextMs - nowMs, MAX_TIMER_MS), watchLeases);
  }

  return {
    start: () => local.start(),
    applyUpdate,
    renewLeases(nowMs) {
      activityMs = Math.max(activityMs, nowMs);
    },
    versions,
    get policies() {
      return inForce;
    },
    close() {
      cancelTimer();
      local.close();
    },
  };
}

/** The one policy that a resource has to hold, named as the resource is. */
function readDocument(
  document: string,
  name: string,
  reject: (message: string, line?: number, column?: number) => void,
): PolicyDocument | undefined {
  const result = parsePolicies(document);
  if (!result.ok) {
    for (const problem of result.problems.slice(0, MAX_ERRORS_PER_POLICY)) {
      reject(`${problem.path === '' ? '' : `${problem.path}: `}${problem.message}`, problem.line, problem.column);
    }
    return undefined;
  }
  const [policy] = result.policies;
  if (policy === undefined || result.policies.length > 1)
    reject(`one policy is expected in a resource; there are ${result.policies.length}`);
  else if (policy.name !== name) reject(`the document names the policy "${policy.name}", the resource "${name}"`);
  else return policy;
  return undefined;
}
