import { loops } from './loops/index.ts';

/** Every detector of this package: what a policy can name. */
export const KNOWN_DETECTORS: readonly string[] = [...loops.detectors];
