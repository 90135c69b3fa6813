/**
 * Interventions as telemetry. The changed span names the decisions that changed it. A decision made in this process gets its own
 * span, `airt.intervention {action}`, linked to its evidence; one of the controller's is exported by the controller, once its outcome
 * has come back, and is not told twice.
 */

import { ATTR, EVENT, SPAN } from '@airt/protocol/semconv';
import type { Span } from '@opentelemetry/api';
import type { Intervention } from '../guard/guard.ts';
import type { Run } from '../runs/run.ts';
import type { Telemetry } from './telemetry.ts';

export interface InterventionReporter {
  /** `target`: the span of the operation that was, or would have been, changed. */
  report(interventions: readonly Intervention[], target: Span, run: Run, nowMs: number): void;
}

export function createInterventionReporter(telemetry: Telemetry, log: (line: string) => void): InterventionReporter {
  return {
    report(interventions, target, _run, nowMs) {
      if (interventions.length === 0) return;
      const ids = interventions.flatMap((each) => (each.directive && !each.dryRun ? [each.directive.id] : []));
      if (ids.length > 0) target.setAttribute(ATTR.decisionIds, ids);
      for (const each of interventions) {
        const about = {
          [ATTR.action]: each.action,
          [ATTR.verdict]: each.verdict,
          [ATTR.point]: each.point,
          [ATTR.policyName]: each.policy.name,
          [ATTR.policyVersion]: each.policy.version,
          [ATTR.policyRule]: each.policy.rule,
          [ATTR.policyMode]: each.policy.mode,
          [ATTR.outcome]: 'applied',
          [ATTR.dryRun]: each.dryRun,
          ...(each.changes.length > 0 ? { [ATTR.changes]: [...each.changes] } : {}),
          ...(each.reason ? { [ATTR.outcomeReason]: each.reason } : {}),
          ...(each.directive ? { [ATTR.decisionId]: each.directive.id } : {}),
          ...(each.toolCallId ? { [ATTR.toolCallId]: each.toolCallId } : {}),
        };
        target.addEvent(EVENT.intervention, about);
        log(
          `${each.dryRun ? 'would apply' : 'applied'} ${each.action} at ${each.point} (policy ${each.policy.name}, rule ${each.policy.rule})`,
        );
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
