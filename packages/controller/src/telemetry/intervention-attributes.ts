/** The `airt.*` attributes of an intervention span; docs/telemetry.md is their reference. */
import type { ActionKind, Decision, Outcome } from '@airt/engine';
import { ATTR } from '@airt/protocol/semconv';
import type { Attributes } from '@opentelemetry/api';

/** What an action means as a verdict on the run's next step: a change of it, or a refusal. */
const VERDICT_OF: Readonly<Record<ActionKind, 'transform' | 'deny'>> = {
  steer: 'transform',
  clamp: 'transform',
  set_model: 'transform',
  deny_tool: 'deny',
  halt: 'deny',
};

export function interventionAttributes(decision: Decision, outcome: Outcome): Attributes {
  const { policy, action } = decision;
  return {
    [ATTR.decisionId]: decision.id,
    [ATTR.policyName]: policy.name,
    [ATTR.policyVersion]: policy.version,
    [ATTR.policyRule]: policy.rule,
    [ATTR.policyMode]: policy.mode,
    [ATTR.detector]: decision.detector,
    [ATTR.findingId]: decision.findingId,
    [ATTR.verdict]: VERDICT_OF[action.kind],
    [ATTR.action]: action.kind,
    ...(action.kind === 'deny_tool' ? { [ATTR.actionTool]: action.tool } : {}),
    [ATTR.rung]: decision.rung,
    [ATTR.reason]: decision.reason,
    [ATTR.dryRun]: decision.dryRun || outcome.dryRun === true,
    [ATTR.outcome]: outcome.status,
    ...(outcome.reason === undefined ? {} : { [ATTR.outcomeReason]: outcome.reason }),
    ...(outcome.changes === undefined ? {} : { [ATTR.changes]: [...outcome.changes] }),
    ...(outcome.latencyMs === undefined ? {} : { [ATTR.latencyMs]: outcome.latencyMs }),
  };
}
