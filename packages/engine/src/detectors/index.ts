/** Every detector family: one line each. Policies, documentation and the JSON Schema come from here. */
import type { DetectorCatalog } from './catalog.ts';
import type { DetectorDefinition } from './detector.ts';
import { loop } from './loop/index.ts';

export const DETECTORS = {
  loop,
} as const satisfies Readonly<Record<string, DetectorDefinition<object>>>;

export const DETECTOR_CATALOG: DetectorCatalog = Object.values(DETECTORS);
