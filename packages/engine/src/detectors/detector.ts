/** The interface of a detector family. Each is one folder here and one line in index.ts. */
import type { AgentEvent } from '../events/event.ts';
import type { Finding } from '../findings.ts';
import type { ObjectSchema } from '../schema/object.ts';

/** What a detector returns: the engine adds `id`, `sessionId`, `at`, `atMs`, `startedMs`, `agentName`, `instanceUid`. */
export type FindingDraft = Omit<Finding, 'id' | 'sessionId' | 'at' | 'atMs' | 'startedMs' | 'agentName' | 'instanceUid'>;

/** A finding with the event that it is about. */
export interface AttributedFinding {
  readonly event: AgentEvent;
  readonly draft: FindingDraft;
}

/** A value that findings carry: a variable `finding.{name}` of conditions, and a placeholder `{name}` of texts. */
export interface MeasureDefinition {
  readonly type: 'int' | 'double' | 'string' | 'bool';
  /** UCUM: `s`, `{call}`. */
  readonly unit?: string;
  /** One sentence for people. */
  readonly about: string;
  /** Words that stand for it in a text where it is not known, or where it is a text that must not be repeated: `the tool`. */
  readonly unknown: string;
  /** Some findings lack it. */
  readonly optional?: true;
}

/**
 * A detector family: one folder with README.md (what it sees, what not, its measured quality), config.ts (the schema of its
 * configuration), index.ts (the implementation) and index.test.ts.
 */
export interface DetectorDefinition<Config extends object> {
  /** The part before the dot in the names of its findings. */
  readonly name: string;
  /** One sentence for people. */
  readonly about: string;
  /** The findings that it can report, `family.name`, each with what it means in a few words. */
  readonly findings: Readonly<Record<string, string>>;
  /** What its findings measure. `detector`, `score` and `severity` are taken. */
  readonly measures: Readonly<Record<string, MeasureDefinition>>;
  /** Every member has a default. */
  readonly config: ObjectSchema<Config>;
  /** Called once per session. A configuration beyond its bounds must not harm. */
  create(config: Config): SessionDetector;
}

/**
 * One family's state for one session. Methods are pure functions of the events so far (no clock, no randomness), bounded in time and in
 * memory whatever the events are, and must not throw.
 */
export interface SessionDetector {
  /**
   * Called once per event of the session, in the order in which they happened as far as that is known. A finding for every further
   * repetition is expected: cooldowns are the policy's business.
   */
  observe(event: AgentEvent): readonly FindingDraft[];
  /**
   * What can be seen only because time has passed: an operation that started and did not end. Must not change the state. The engine
   * reports a finding of the same detector, subject and measures once.
   *
   * @param nowMs Milliseconds since 1970 in the clock of the events.
   */
  tick?(nowMs: number): readonly AttributedFinding[];
  /** An independent copy with the same past: from it the latest events are gone through again when an earlier one comes late. */
  fork(): SessionDetector;
}
