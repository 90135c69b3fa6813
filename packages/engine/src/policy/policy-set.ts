/** Policies of several sources as one set, with one rule for names that occur twice. */
import { hash } from 'node:crypto';
import type { PolicyDocument } from './document.ts';

/** Where policies come from: a file, a controller, a preset. */
export interface PolicySource {
  /** For people: the path of a file, `the controller`. */
  readonly name: string;
  readonly policies: readonly PolicyDocument[];
}

/** A policy that is not in force, because an earlier source has one of its name. */
export interface PolicyConflict {
  readonly policy: PolicyDocument;
  /** Of this policy. */
  readonly source: string;
  /** Of the policy that is in force. */
  readonly winner: string;
  /** For people, without the name of the source: `policy "a" is in one.yaml already, which takes precedence`. */
  readonly message: string;
}

export interface PolicySet {
  /** In the order of sources and documents. */
  readonly policies: readonly PolicyDocument[];
  readonly byName: ReadonlyMap<string, PolicyDocument>;
  readonly conflicts: readonly PolicyConflict[];
  /** Equal for sets of equal names and versions, whatever their order: 16 hex digits. */
  readonly version: string;
}

/**
 * Merges sources in the order of their precedence, highest first: **of two policies of one name the first is in force**, and the other
 * is a conflict. A process orders its sources so: policy files in the order in which they are named, then the controller. Within one
 * file a name cannot occur twice: the file is refused (`parsePolicies`).
 *
 * What a conflict means is its caller's: an agent warns and goes on, a check or a controller refuses the whole set.
 */
export function mergePolicies(sources: readonly PolicySource[]): PolicySet {
  const winners = new Map<string, { readonly policy: PolicyDocument; readonly source: string }>();
  const conflicts: PolicyConflict[] = [];
  for (const { name: source, policies } of sources) {
    for (const policy of policies) {
      const winner = winners.get(policy.name);
      if (winner === undefined) winners.set(policy.name, { policy, source });
      else conflicts.push({ policy, source, winner: winner.source, message: conflictMessage(policy.name, winner.source) });
    }
  }
  const byName = new Map([...winners].map(([name, { policy }]) => [name, policy]));
  let version: string | undefined;
  return {
    policies: [...byName.values()],
    byName,
    conflicts,
    get version() {
      version ??= versionOf(byName);
      return version;
    },
  };
}

function versionOf(byName: ReadonlyMap<string, PolicyDocument>): string {
  const sorted = [...byName].sort(([a], [b]) => (a < b ? -1 : 1));
  return hash('sha256', sorted.map(([name, { version }]) => `${name}\n${version}\n`).join(''), 'hex').slice(0, 16);
}

const conflictMessage = (policy: string, winner: string): string => `policy "${policy}" is in ${winner} already, which takes precedence`;
