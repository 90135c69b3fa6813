/**
 * Interventions as telemetry. The changed span names the decisions that changed it. A decision made in this process gets its own
 * span, `airt.intervention {action}`, linked to its evidence; one of the controller's is exported by the controller, once its outcome
 * has come back, and is not recorded twice.
 */

import { ATTR, EVENT, SPAN } from '@airt/protocol/semconv';
import type { Span } from '@opentelemetry/api';
import { isDerivedCallId } from '../model/call-id.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import type { Intervention } from './intervention.ts';

export interface InterventionReporter {
  /** `target`: the span of the operation that was, or would have been, changed. */
  report(interventions: readonly Intervention[], target: Span, nowMs: number): void;
}

export function createInterventionReporter(telemetry: Telemetry, log: (line: string) => void): InterventionReporter {
  return {
    report(interventions, target, nowMs) {
      if (interventions.length === 0) return;
      const ids = interventions.flatMap((each) =>
        each.directive && !each.dryRun && each.outcome.status === 'applied' ? [each.directive.id] : [],
      );
      if (ids.length > 0) target.setAttribute(ATTR.decisionIds, ids);
      for (const each of interventions) {
        const reason = each.outcome.reason ?? each.reason;
        const about = {
          [ATTR.action]: each.action,
          [ATTR.verdict]: each.verdict,
          [ATTR.point]: each.point,
          [ATTR.policyName]: each.policy.name,
          [ATTR.policyVersion]: each.policy.version,
          [ATTR.policyRule]: each.policy.rule,
          [ATTR.policyMode]: each.policy.mode,
          [ATTR.outcome]: each.outcome.status,
          [ATTR.dryRun]: each.dryRun,
          ...(each.changes.length > 0 ? { [ATTR.changes]: [...each.changes] } : {}),
          ...(reason ? { [ATTR.outcomeReason]: reason } : {}),
          ...(each.directive ? { [ATTR.decisionId]: each.directive.id } : {}),
          ...(each.toolCallId && !isDerivedCallId(each.toolCallId) ? { [ATTR.toolCallId]: each.toolCallId } : {}),
        };
        target.addEvent(EVENT.intervention, about);
        log(`${describe(each)} ${each.action} at ${each.point} (policy ${each.policy.name}, rule ${each.policy.rule})`);
        if (each.directive?.source === 'controller') continue;
        const { directive } = each;
        const startMs = directive?.receivedMs ?? nowMs;
        const evidence = directive?.evidence ?? [];
        const span = telemetry.startSpan({
          name: `${SPAN.intervention} ${each.action}`,
          kind: 'internal',
          parent: target,
          startMs: Math.min(startMs, nowMs),
          attributes: { ...about, [ATTR.detector]: directive?.detector, [ATTR.latencyMs]: directive ? nowMs - startMs : undefined },
          links: [target.spanContext(), ...evidence.map((ref) => ({ ...ref, traceFlags: 1 }))].map((context) => ({ context })),
        });
        telemetry.endSpan(span, nowMs);
      }
    },
  };
}

function describe({ dryRun, outcome }: Intervention): string {
  if (dryRun) return 'would apply';
  return outcome.status === 'applied' ? 'applied' : `could not apply (${outcome.reason ?? outcome.status})`;
}
