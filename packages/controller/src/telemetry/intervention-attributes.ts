/** The `airt.*` attributes of an intervention span; docs/telemetry.md is their reference. */
import { type Decision, type Outcome, toolOf, verdictOf } from '@airt/engine';
import { ATTR } from '@airt/protocol/semconv';
import type { Attributes } from '@opentelemetry/api';

export function interventionAttributes(decision: Decision, outcome: Outcome): Attributes {
  const { policy, action } = decision;
  const tool = toolOf(action);
  return {
    [ATTR.decisionId]: decision.id,
    [ATTR.policyName]: policy.name,
    [ATTR.policyVersion]: policy.version,
    [ATTR.policyRule]: policy.rule,
    [ATTR.policyMode]: policy.mode,
    [ATTR.detector]: decision.detector,
    [ATTR.findingId]: decision.findingId,
    [ATTR.verdict]: verdictOf(action),
    [ATTR.action]: action.kind,
    ...(tool === undefined ? {} : { [ATTR.actionTool]: tool }),
    [ATTR.rung]: decision.rung,
    [ATTR.reason]: decision.reason,
    [ATTR.dryRun]: decision.dryRun || outcome.dryRun === true,
    [ATTR.outcome]: outcome.status,
    ...(outcome.reason === undefined ? {} : { [ATTR.outcomeReason]: outcome.reason }),
    ...(outcome.changes === undefined ? {} : { [ATTR.changes]: [...outcome.changes] }),
    ...(outcome.latencyMs === undefined ? {} : { [ATTR.latencyMs]: outcome.latencyMs }),
  };
}
