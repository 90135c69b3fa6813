import type { DetectorFamily } from '../detector.ts';
import { LOOPS_DEFAULTS, type LoopsConfig } from './config.ts';

export const loops: DetectorFamily<LoopsConfig> = {
  name: 'loop',
  detectors: ['loop.repeat', 'loop.failing', 'loop.cycle', 'loop.stall'],
  defaults: LOOPS_DEFAULTS,
  create: () => ({ observe: () => [] }),
};
