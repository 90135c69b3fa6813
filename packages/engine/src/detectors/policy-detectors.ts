/** The detectors that an engine runs: its own, and those of policies that ask for another configuration. */

import type { PolicyDocument } from '../policy/document.ts';
import { POLICY_LIMITS } from '../policy/limits.ts';
import { type ConfiguredDetector, configureDetector } from './configure.ts';
import type { SessionDetector } from './detector.ts';

export interface PolicyDetectors {
  /** What makes each detector, by its key: equal configurations are one. */
  readonly creators: ReadonlyMap<string, () => SessionDetector>;
  /** Whether a policy acts on the findings of the detector with this key. */
  uses(policy: PolicyDocument, key: string): boolean;
}

/**
 * A policy acts on the findings of detectors in its own configuration, so it means the same whatever other policies there are. Of a
 * family at most `POLICY_LIMITS.detectorConfigs` other configurations run at a time; a policy beyond that has the engine's.
 */
export function policyDetectors(own: readonly ConfiguredDetector[], policies: readonly PolicyDocument[]): PolicyDetectors {
  const creators = new Map(own.map(({ key, create }) => [key, create]));
  const keysOf = new Map<PolicyDocument, ReadonlySet<string>>();
  const extra = new Map<string, number>();
  for (const policy of policies) {
    const keys = own.map((detector) => {
      const changes = policy.detectors?.[detector.definition.name];
      if (changes === undefined) return detector.key;
      const changed = configureDetector(detector.definition, { ...detector.config, ...changes });
      const count = extra.get(detector.definition.name) ?? 0;
      if (creators.has(changed.key)) return changed.key;
      if (count >= POLICY_LIMITS.detectorConfigs) return detector.key;
      extra.set(detector.definition.name, count + 1);
      creators.set(changed.key, changed.create);
      return changed.key;
    });
    keysOf.set(policy, new Set(keys));
  }
  return { creators, uses: (policy, key) => keysOf.get(policy)?.has(key) ?? false };
}
