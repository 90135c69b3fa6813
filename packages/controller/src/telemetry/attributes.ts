/** The `airt.*` attributes of an intervention span; docs/telemetry.md is their reference. */
import type { ActionKind, Decision, Outcome } from '@airt/engine';
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
    'airt.decision.id': decision.id,
    'airt.policy.name': policy.name,
    'airt.policy.version': policy.version,
    'airt.policy.rule': policy.rule,
    'airt.policy.mode': policy.mode,
    'airt.detector': decision.detector,
    'airt.finding.id': decision.findingId,
    'airt.verdict': VERDICT_OF[action.kind],
    'airt.action': action.kind,
    ...(action.kind === 'deny_tool' ? { 'airt.action.tool': action.tool } : {}),
    'airt.rung': decision.rung,
    'airt.reason': decision.reason,
    'airt.dry_run': decision.dryRun || outcome.dryRun === true,
    'airt.outcome': outcome.status,
    ...(outcome.reason === undefined ? {} : { 'airt.outcome.reason': outcome.reason }),
    ...(outcome.changes === undefined ? {} : { 'airt.changes': [...outcome.changes] }),
    ...(outcome.latencyMs === undefined ? {} : { 'airt.latency_ms': outcome.latencyMs }),
  };
}
