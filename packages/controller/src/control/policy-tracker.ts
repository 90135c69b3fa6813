import type { PolicySet } from '@airt/engine';
import type { RejectedPolicy } from '../events.ts';
import type { ControllerMessage } from './proto-types.ts';

type Update = NonNullable<ControllerMessage['policyUpdate']>;
type Versions = Readonly<Record<string, string>>;

/** What one agent holds of the policies: delta updates out, acknowledgements in. */
export interface PolicyTracker {
  /** The versions that the agent has. What was sent before and not acknowledged counts as lost. */
  reset(versions: Versions): void;
  /** What it lacks, or undefined where nothing is missing and nothing is on its way. A version that it rejected is not sent again. */
  update(set: PolicySet, leaseMs: number): Update | undefined;
  /** Takes the ack or nack of an update. false: no update with this nonce waits for one. */
  acknowledge(nonce: string, versions: Versions, errors: readonly RejectedPolicy[]): boolean;
  /** In force at the agent as it last reported: of a rejected policy this is the last good version. */
  readonly inForce: ReadonlyMap<string, string>;
  /** Rejected versions, by policy name, with the reason. */
  readonly rejected: ReadonlyMap<string, RejectedPolicy>;
}

export function createPolicyTracker(nonces: () => string): PolicyTracker {
  let inForce = new Map<string, string>();
  /** What it will hold once everything sent is taken; a removed policy has no entry. */
  let sent = new Map<string, string>();
  const waiting = new Set<string>();
  const rejected = new Map<string, RejectedPolicy>();

  return {
    reset(versions) {
      inForce = new Map(Object.entries(versions));
      sent = new Map(inForce);
      waiting.clear();
    },
    update(set, leaseMs) {
      const resources = set.policies.filter(({ name, version }) => sent.get(name) !== version && rejected.get(name)?.version !== version);
      const removed = [...sent.keys()].filter((name) => !set.byName.has(name));
      if (resources.length === 0 && removed.length === 0) return undefined;
      for (const { name, version } of resources) sent.set(name, version);
      for (const name of removed) sent.delete(name);
      const nonce = nonces();
      waiting.add(nonce);
      return {
        nonce,
        resources: resources.map(({ name, version, source }) => ({ name, version, document: source, leaseMs })),
        removed,
        systemVersion: set.version,
      };
    },
    acknowledge(nonce, versions, errors) {
      if (!waiting.delete(nonce)) return false;
      inForce = new Map(Object.entries(versions));
      for (const error of errors) if (sent.has(error.name)) rejected.set(error.name, error);
      for (const [name, error] of rejected) if (inForce.get(name) === error.version) rejected.delete(name);
      // A policy of which an older version stays must not be taken for the new one, or a later reload of the old file would send nothing.
      for (const { name } of errors) {
        const good = inForce.get(name);
        if (good === undefined) sent.delete(name);
        else sent.set(name, good);
      }
      return true;
    },
    get inForce() {
      return inForce;
    },
    get rejected() {
      return rejected;
    },
  };
}
