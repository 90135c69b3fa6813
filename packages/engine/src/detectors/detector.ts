import type { AgentEvent } from '../events/event.ts';
import type { Finding } from '../findings.ts';

/** What a detector returns: the engine adds `id`, `sessionId`, `at`, `atMs`, `startedMs`, `agentName`, `instanceUid`. */
export type FindingDraft = Omit<Finding, 'id' | 'sessionId' | 'at' | 'atMs' | 'startedMs' | 'agentName' | 'instanceUid'>;

/**
 * A detector family: one folder with README.md (what it sees, what not, its measured quality), config.ts (options, their defaults
 * and limits), index.ts (the implementation) and index.test.ts.
 *
 * Contract: `create` is called once per session. `observe` is called once per event of that session, in the order in which
 * they ended as far as it is known; it must be a pure function of the events so far (no clock, no randomness), bounded in time and in memory
 * whatever the events are, and must not throw. Returning a finding for every further repetition is expected: cooldowns are
 * the policy's business.
 */
export interface DetectorFamily<Config> {
  /** The part before the dot in the names of its detectors. */
  readonly name: string;
  /** The detectors it can report, for documentation and for checking policies. */
  readonly detectors: readonly string[];
  readonly defaults: Config;
  create(config: Config): SessionDetector;
}

/** One family's state for one session. */
export interface SessionDetector {
  observe(event: AgentEvent): readonly FindingDraft[];
  /**
   * An independent copy with the same past: from it the latest events are gone through again when an earlier one comes late. A detector
   * without it is given the events as they come.
   */
  fork?(): SessionDetector;
}
