/** How much of what agents report about themselves is written to the journal, for each agent and for all. */
import { createLruMap } from '@airt/engine/lru-map';
import { createPace, type Pace } from '../pace.ts';

export interface RecordLimit {
  /** false: too much of this agent, or of all, was written lately. Counts where it is true. */
  admit(instanceUid: string, nowMs: number): boolean;
}

/** 20 rows at once and one every two seconds, for each agent; 20,000 and 200 a second, for all. */
const EACH = { unitsPerSecond: 0.5, burstSeconds: 40 };
const ALL = { unitsPerSecond: 200, burstSeconds: 100 };
const REMEMBERED_AGENTS = 10_000;

/** @param onRefused Called the first time. */
export function createRecordLimit(onRefused: () => void): RecordLimit {
  const agents = createLruMap<string, Pace>({ limit: REMEMBERED_AGENTS });
  const all = createPace(ALL);
  let hasRefused = false;
  return {
    admit(instanceUid, nowMs) {
      const pace = agents.get(instanceUid) ?? createPace(EACH);
      agents.set(instanceUid, pace);
      const isAdmitted = pace.tryUse(1, nowMs) && all.tryUse(1, nowMs);
      if (!isAdmitted && !hasRefused) onRefused();
      hasRefused ||= !isAdmitted;
      return isAdmitted;
    },
  };
}
