import type { Decision, Finding, Outcome } from '@airt/engine';

/** A delivery of a decision to one agent. */
export interface DeliveryRecord {
  readonly decisionId: string;
  readonly instanceUid: string;
  readonly sequence: number;
  readonly epoch: number;
  readonly resent: boolean;
  readonly atMs: number;
}

/** An outcome as it was reported; `final` is the one that the decision ended with. */
export interface OutcomeRecord {
  readonly source: 'agent' | 'controller';
  readonly instanceUid?: string;
  readonly final: boolean;
  readonly atMs: number;
  readonly outcome: Outcome;
}

/** What an agent reported about itself. Counters run since its process started. */
export interface HealthRecord {
  readonly healthy: boolean;
  /** The latest failure in words; empty where there was none. */
  readonly lastError: string;
  /** Internal failures that were passed through, by kind. */
  readonly failures: Readonly<Record<string, number>>;
  readonly spansDropped: number;
  readonly messagesDropped: number;
  readonly eventLoopDelayP99Ms: number;
  /** What holds there. Records of earlier versions have none. */
  readonly conditions?: readonly HealthConditionRecord[];
}

/** Something about an agent's process that its operator should know: docs/health.md of `@airt/instrument`. */
export interface HealthConditionRecord {
  readonly id: string;
  readonly severity: 'notice' | 'warning' | 'error';
  readonly subject: string;
  readonly detail: string;
  /** Milliseconds since 1970, by the agent's clock. */
  readonly sinceMs: number;
}

/** Everything about one decision. */
export interface Explanation {
  readonly decision: Decision;
  /** When it was made, controller's clock. */
  readonly atMs: number;
  /** Absent where it was made from a finding that the retention has removed. */
  readonly finding?: Finding;
  /** The policy document in the version that decided. */
  readonly policyDocument?: string;
  readonly deliveries: readonly DeliveryRecord[];
  readonly outcomes: readonly OutcomeRecord[];
  /** The outcome that counts: applied where any agent applied it, else the final one; absent while it is open. */
  readonly outcome?: OutcomeRecord;
}

/** Findings of a trace beside its decisions. */
export interface TraceExplanation {
  readonly findings: readonly Finding[];
  readonly decisions: readonly Explanation[];
}
