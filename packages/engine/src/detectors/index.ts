/** Every detector family: one line each. Policies, documentation and the JSON Schema come from here. */
import type { DetectorCatalog } from './catalog.ts';
import type { DetectorDefinition } from './detector.ts';
import { loops } from './loops/index.ts';

export const DETECTORS = {
  loop: loops,
} as const satisfies Readonly<Record<string, DetectorDefinition<object>>>;

export const DETECTOR_CATALOG: DetectorCatalog = Object.values(DETECTORS);
