import type { Action } from '../actions/index.ts';
import type { SpanRef } from '../events/event.ts';
import type { InterventionPoint } from '../intervention-point.ts';
import type { PolicyMode } from '../policy/policy-mode.ts';

export interface PolicyRef {
  readonly name: string;
  /** Hash of the document. */
  readonly version: string;
  readonly rule: string;
  readonly mode: PolicyMode;
}

/** What must still hold when a decision is applied; where a member no longer does, the decision is not applicable. */
export interface ExpectedState {
  /** The run's latest tool call is still this one (`airt.tool.call.digest`). */
  readonly lastToolCallDigest?: string;
  /** At most so many model calls of the run have started since the evidence; an agent counts from when the directive came. */
  readonly maxModelCallsSince?: number;
}

/** A decision of the engine about a run, made from findings: it becomes a directive for the agent's process. */
export interface Decision {
  /** Stable for the same session, policy version, rule and finding: a replay gives the same id. */
  readonly id: string;
  readonly sessionId: string;
  readonly traceId: string;
  /** The process it has to go to; absent where the spans did not tell. */
  readonly instanceUid?: string;
  readonly agentName?: string;
  /** The tool that the action, else the finding, is about. */
  readonly toolName?: string;
  readonly policy: PolicyRef;
  readonly findingId: string;
  readonly detector: string;
  readonly action: Action;
  /** Position on the rule's ladder, 0 the mildest. */
  readonly rung: number;
  readonly reason: string;
  /** Latest span end that it knew of, milliseconds since 1970 in the agent's clock. */
  readonly decidedMs: number;
  /** Not to be applied after this; milliseconds since 1970 in the clock given to the engine. */
  readonly expiresMs: number;
  /** Once applied, how long it stays in force; absent: to the end of the run. */
  readonly leaseMs?: number;
  /** Report what would have been done; change nothing (mode `observe`, `shadow`, or a canary that was not drawn). */
  readonly dryRun: boolean;
  readonly expected?: ExpectedState;
  readonly evidence: readonly SpanRef[];
}

/** What became of a decision (the protocol's OutcomeStatus). */
export type OutcomeStatus = 'applied' | 'not_applicable' | 'expired' | 'superseded' | 'rejected' | 'failed';

export interface Outcome {
  readonly decisionId: string;
  readonly status: OutcomeStatus;
  /** The span that was changed. */
  readonly span?: SpanRef;
  /** Where it was applied; absent where it was not. */
  readonly point?: InterventionPoint;
  /** Milliseconds since 1970, the agent's clock. */
  readonly atMs: number;
  /** From receiving to applying. */
  readonly latencyMs?: number;
  readonly reason?: string;
  /** What changed, by name only: `tools[-web_search]`. */
  readonly changes?: readonly string[];
  readonly dryRun?: boolean;
}
