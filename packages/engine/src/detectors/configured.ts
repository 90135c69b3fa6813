import type { DetectorFamily, SessionDetector } from './detector.ts';

/** A detector family with its configuration chosen, as an engine takes it. */
export interface ConfiguredDetector {
  readonly name: string;
  readonly detectors: readonly string[];
  create(): SessionDetector;
}

/** Chooses a configuration: what is not given is the family's default. */
export function configured<Config extends object>(family: DetectorFamily<Config>, config: Partial<Config> = {}): ConfiguredDetector {
  const chosen = { ...family.defaults, ...config };
  return { name: family.name, detectors: family.detectors, create: () => family.create(chosen) };
}
