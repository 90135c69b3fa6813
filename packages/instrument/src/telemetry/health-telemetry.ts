/** Health conditions in the trace and in metrics. */
import { ATTR, EVENT, METRIC } from '@airt/protocol/semconv';
import type { Meter, Span } from '@opentelemetry/api';
import type { Condition, Health } from '../health/health.ts';

/** Conditions that wait for a span; there is a span whenever an agent does anything. */
const MAX_WAITING = 32;

/**
 * Counts the conditions that hold, by id. Returns what adds those that no span shows yet to a span, as events: the next span of the process
 * is where a reader of its traces looks.
 */
export function reportConditions(health: Health, meter: () => Meter | undefined): (span: Span) => void {
  const waiting: Condition[] = [];
  const counter = meter()?.createUpDownCounter(METRIC.healthConditions, { unit: '{condition}' });
  health.onChange((condition, change) => {
    counter?.add(change === 'raised' ? 1 : -1, { [ATTR.healthCondition]: condition.id, [ATTR.healthSeverity]: condition.severity });
    if (change === 'raised' && waiting.length < MAX_WAITING) waiting.push(condition);
  });
  return (span) => {
    if (waiting.length === 0) return;
    for (const { id, severity, subject, detail, sinceMs } of waiting.splice(0)) {
      span.addEvent(
        EVENT.health,
        { [ATTR.healthCondition]: id, [ATTR.healthSeverity]: severity, [ATTR.healthSubject]: subject, [ATTR.healthDetail]: detail },
        sinceMs,
      );
    }
  };
}
