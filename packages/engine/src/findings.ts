import type { SpanRef } from './events/event.ts';

/** How bad a finding is by itself, whatever a policy makes of it. */
export type Severity = 'info' | 'warning' | 'critical';

/** Values by the names that the detector declares. */
export type FindingMeasures = Readonly<Record<string, string | number | boolean>>;

/** What a detector saw in a session. Findings state facts; what to do about them is a policy's business. */
export interface Finding {
  /** Stable for the same session, detector and evidence: a replay gives the same id. */
  readonly id: string;
  /** `family.name`, for example `loop.repeat`. */
  readonly detector: string;
  /** The session (run) it is about. */
  readonly sessionId: string;
  /** The span that completed the evidence: where the finding sits. */
  readonly at: SpanRef;
  /** When the finding became possible, in the agent's clock: the end of that span, or the time of a tick. */
  readonly atMs: number;
  /** `startMs` of that span; a decision applied later than this has not had its chance yet. */
  readonly startedMs: number;
  readonly agentName?: string;
  /** `service.instance.id` of the process of that span. */
  readonly instanceUid?: string;
  /** What tells two findings of one detector in one session apart (the repeated call, the cycle). Cooldowns and ladders count by it. */
  readonly subject: string;
  /** `airt.tool.call.digest` of the latest call concerned. */
  readonly callDigest?: string;
  /** What the detector declares to measure. A measure `tool` is the tool concerned: what `deny_tool` takes away by default. */
  readonly measures: FindingMeasures;
  readonly severity: Severity;
  /** 0 to 1: how sure the detector is. */
  readonly score: number;
  /** One sentence for people, content-free. */
  readonly message: string;
  /** The spans that show it, oldest first, `at` last; at most 16. */
  readonly evidence: readonly SpanRef[];
}
