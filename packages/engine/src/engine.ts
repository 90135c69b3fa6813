import type { Decision, Outcome } from './decisions/decision.ts';
import type { FoldedVerdict } from './decisions/verdict.ts';
import type { AgentEvent } from './events/event.ts';
import type { Finding } from './findings.ts';
import type { InterventionPoint } from './intervention-point.ts';
import type { CallReadings } from './point-judge.ts';
import type { PointContext } from './policy/context.ts';
import type { PolicyDocument } from './policy/document.ts';

/** What an event, or the passing of time, led to. */
export interface Reaction {
  readonly findings: readonly Finding[];
  readonly decisions: readonly Decision[];
}

/** What one event led to. */
export interface Observation extends Reaction {
  /** false: this span was seen before, nothing was done. */
  readonly fresh: boolean;
}

/**
 * The engine: sessions, detectors, policies and decisions. The same in the agent process (over what that process sees) and in the
 * controller (over what the fleet shows). Deterministic: equal events, outcomes and times in equal order give equal results.
 * Methods never throw for any input. State is bounded: the oldest idle sessions leave first.
 */
export interface Engine {
  /** `nowMs`: the caller's clock, milliseconds since 1970; used for expiry and cooldown only. */
  observe(event: AgentEvent, nowMs: number): Observation;
  /**
   * Lets detectors look at time: an operation that started and does not end is found while it lasts. To be called every second or so,
   * with the same clock as `observe`. Each finding is reported once. Closes idle sessions.
   */
  tick(nowMs: number): Reaction;
  /** What became of a decision. A ladder climbs only after the rung below was applied, or ran out, and only on newer evidence. */
  report(outcome: Outcome, nowMs: number): void;
  /** Judges one operation by the point rules; pure over the policies, does not change any session. `runId` draws the canary. */
  judge(point: InterventionPoint, context: PointContext, runId: string, readings?: CallReadings): FoldedVerdict;
  /** Whether any rule judges at this point, enforced or not: where none does, nothing needs to be held back. */
  hasRulesAt(point: InterventionPoint): boolean;
  /**
   * Replaces the whole set; running sessions keep their ladders where rule and policy name stay. Of two policies of one name the first
   * is in force: see `mergePolicies`.
   */
  setPolicies(policies: readonly PolicyDocument[]): void;
  readonly policies: readonly PolicyDocument[];
  /** Open sessions. */
  readonly sessionCount: number;
  /** Sessions that left for want of room, since the start: what their runs do next is judged as if they began. */
  readonly evictedSessions: number;
  /** Conditions that could not be evaluated, since the start: each counted as false. */
  readonly conditionErrors: number;
  /** Failures inside a detector that were passed over, since the start: each is a bug of ours. */
  readonly internalErrors: number;
}
