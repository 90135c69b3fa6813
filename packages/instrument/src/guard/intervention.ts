import type { ActionVerdict, Directive, FoldedVerdict, OutcomeStatus, PolicyRef } from '@airt/engine';

/** One change that a rule or directive made, would have made, or could not make. */
export interface Intervention {
  readonly point: GuardedPoint;
  readonly verdict: ActionVerdict;
  readonly policy: PolicyRef;
  readonly action: string;
  readonly reason: string;
  /** Names of what changed; empty where nothing did. */
  readonly changes: readonly string[];
  /** Absent for a point rule. */
  readonly directive?: Directive;
  /** Reported only; nothing changed. */
  readonly dryRun: boolean;
  readonly toolCallId?: string;
  readonly outcome: Outcome;
}

/** Of an intervention; `reason` for every status but `applied`. */
export interface Outcome {
  readonly status: Extract<OutcomeStatus, 'applied' | 'not_applicable' | 'failed'>;
  readonly reason?: string;
}

export type GuardedPoint = 'pre_model_call' | 'post_model_call' | 'pre_tool_call' | 'post_tool_call';

export const APPLIED: Outcome = { status: 'applied' };

/** The interventions of a verdict at a point: of the rules in force, and of those that are only observed. */
export function interventionsOf(
  point: GuardedPoint,
  verdict: FoldedVerdict,
  changes: readonly string[],
  toolCallId?: string,
  outcome: Outcome = APPLIED,
): Intervention[] {
  const about = { point, ...(toolCallId ? { toolCallId } : {}) };
  const shadow = verdict.shadowVerdicts.flatMap((each): Intervention[] => {
    if (each.verdict === 'allow') return [];
    const dry = { ...about, policy: each.policy, changes: [], dryRun: true, outcome: APPLIED };
    if (each.verdict === 'deny') return [{ ...dry, verdict: 'deny', action: 'deny', reason: each.reason }];
    return [{ ...dry, verdict: each.actionVerdict, action: each.action.kind, reason: '' }];
  });
  if (verdict.verdict === 'deny' && verdict.decidedBy) {
    const { decidedBy: policy, reason = '' } = verdict;
    return [...shadow, { ...about, verdict: 'deny', policy, action: 'deny', reason, changes, dryRun: false, outcome }];
  }
  const enforced = verdict.verdict === 'transform' ? verdict.actions : [];
  return [
    ...shadow,
    ...enforced.map(
      ({ action, policy, verdict: actionVerdict }): Intervention => ({
        ...about,
        verdict: actionVerdict,
        policy,
        action: action.kind,
        reason: '',
        changes,
        dryRun: false,
        outcome,
      }),
    ),
  ];
}
