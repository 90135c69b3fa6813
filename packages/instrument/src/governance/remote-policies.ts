/** Policies that a controller sent, each with its lease. What is broken is refused by itself; the last good version stays. */
import { type PolicyDocument, parsePolicies } from '@airt/engine';
import type { PolicyErrorMessage, PolicyResourceMessage, PolicyUpdateMessage } from '../control/messages/types.ts';
import type { Timers } from '../net/timers.ts';

/** Policies taken from a controller: more than people write, little enough to be judged in microseconds. */
const MAX_POLICIES = 256;
/** Resources of one update that are looked at. */
const MAX_RESOURCES = 1_024;
/** Problems of one document that are reported back. */
const MAX_ERRORS_PER_POLICY = 5;
/** Timers cannot be set for longer (2^31 - 1 ms, Node's documentation of setTimeout). */
const MAX_TIMER_MS = 2_147_483_647;

export interface RemotePoliciesOptions {
  /** Why a policy that is sound is not taken all the same: a source of higher precedence has its name. */
  conflictOf(policy: PolicyDocument): string | undefined;
  /** Leases ended: policies are out of force. */
  onExpiry(): void;
  log(line: string): void;
  /** Milliseconds since 1970. */
  clock(): number;
  readonly timers: Timers;
}

/** A policy as it was sent. */
export interface RemotePolicy {
  readonly policy: PolicyDocument;
  /** As the controller names it. */
  readonly version: string;
  /** Milliseconds without a message of the controller after which the policy leaves force. 0: it never does. */
  readonly leaseMs: number;
}

export interface RemotePolicies {
  /** By name, in the order in which they were sent first. */
  readonly entries: ReadonlyMap<string, RemotePolicy>;
  /** Takes an update as far as it is sound; returns what was refused. */
  apply(update: PolicyUpdateMessage): PolicyErrorMessage[];
  /** The controller is there: leases count from here. */
  renewLeases(nowMs: number): void;
  close(): void;
}

export function createRemotePolicies(options: RemotePoliciesOptions): RemotePolicies {
  const { clock, timers } = options;
  const entries = new Map<string, RemotePolicy>();
  /** When the controller was there last. */
  let activityMs = clock();
  let cancelTimer = (): void => {};

  /** Takes one policy, or says in `errors` why not: what was in force by its name then stays. */
  function applyResource(resource: PolicyResourceMessage, errors: PolicyErrorMessage[]): void {
    const name = resource.name ?? '';
    const version = resource.version ?? '';
    const document = resource.document ?? '';
    const leaseMs = Math.max(0, resource.leaseMs ?? 0);
    const reject = (message: string, line = 0, column = 0): void => void errors.push({ name, version, message, line, column });
    const current = entries.get(name);
    if (current === undefined && entries.size >= MAX_POLICIES) {
      reject(`at most ${MAX_POLICIES} policies are taken from a controller`);
      return;
    }
    // The same version without a document: still valid, its lease goes on.
    const isRenewal = current !== undefined && current.version === version && document === '';
    const policy = isRenewal ? current.policy : readDocument(document, name, reject);
    if (policy === undefined) return;
    const conflict = options.conflictOf(policy);
    if (conflict !== undefined) reject(conflict);
    else if (isRenewal) entries.set(name, { ...current, leaseMs });
    else entries.set(name, { policy: version === '' ? policy : { ...policy, version }, version: version || policy.version, leaseMs });
  }

  /** Removes what the controller has not confirmed in time, and waits for the end of the next lease. */
  function watchLeases(): boolean {
    cancelTimer();
    let nextMs = Number.POSITIVE_INFINITY;
    let hasExpired = false;
    const nowMs = clock();
    for (const [name, { leaseMs }] of entries) {
      if (leaseMs === 0) continue;
      const endMs = activityMs + leaseMs;
      if (endMs <= nowMs) {
        entries.delete(name);
        hasExpired = true;
        options.log(`policy "${name}" has left force: nothing came from the controller for ${leaseMs} ms`);
      } else nextMs = Math.min(nextMs, endMs);
    }
    if (nextMs < Number.POSITIVE_INFINITY) {
      cancelTimer = timers.after(Math.min(nextMs - nowMs, MAX_TIMER_MS), () => {
        if (watchLeases()) options.onExpiry();
      });
    }
    return hasExpired;
  }

  return {
    entries,
    apply(update) {
      activityMs = clock();
      const errors: PolicyErrorMessage[] = [];
      for (const name of update.removed ?? []) entries.delete(name);
      const resources = update.resources ?? [];
      for (const resource of resources.slice(0, MAX_RESOURCES)) applyResource(resource, errors);
      if (resources.length > MAX_RESOURCES)
        errors.push({ message: `more than ${MAX_RESOURCES} resources in one update; the rest is left out` });
      watchLeases();
      return errors;
    },
    renewLeases(nowMs) {
      activityMs = Math.max(activityMs, nowMs);
    },
    close: () => cancelTimer(),
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
