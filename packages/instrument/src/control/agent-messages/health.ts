/** How the data plane is: what it failed at, and what it lost. Names and numbers only, for no content travels on this stream. */
import { airt } from '@airt/protocol/control';
import type { Diagnostics } from '../../diagnostics.ts';
import type { ConditionId } from '../../health/conditions.ts';
import type { Condition, Health } from '../../health/health.ts';
import type { HealthMessage } from '../messages/types.ts';

/** A failure of ours makes the process unhealthy for so long: until the regular Health after it. */
const UNHEALTHY_FOR_MS = 60_000;
/** Kinds of failures that one message names, the most frequent ones. */
const MAX_KINDS = 64;
const MAX_NAME = 100;
const MAX_CONDITIONS = 64;
/** Where Health arrives, it does not hold. */
const OF_THIS_STREAM = 'controller_unreachable' satisfies ConditionId;

const { Severity } = airt.control.v1.HealthCondition;
const SEVERITIES = { notice: Severity.NOTICE, warning: Severity.WARNING, error: Severity.ERROR } as const;

export interface HealthMonitor {
  /** The Health message of now. `further`: failures that are counted elsewhere, by kind. */
  message(further?: Readonly<Record<string, number>>): HealthMessage;
}

/**
 * Follows the failures of this process. Those of the control stream itself are counted and do not make it unhealthy: where Health can be
 * sent, they have passed.
 *
 * @param clock Milliseconds since 1970.
 * @param onChange Something has failed that did not concern the control stream, or a condition came or went.
 */
export function createHealthMonitor(diagnostics: Diagnostics, health: Health, clock: () => number, onChange: () => void): HealthMonitor {
  let last: { readonly text: string; readonly atMs: number } | undefined;

  diagnostics.onFailure((kind, error) => {
    if (kind.startsWith('control.')) return;
    last = { text: `${kind}${typeOf(error)}`, atMs: clock() };
    onChange();
  });
  health.onChange(onChange);

  return {
    message(further = {}) {
      const { failures, spansDropped } = diagnostics;
      const all = [...failures, ...Object.entries(further)].filter(([, count]) => count > 0);
      const kinds = all.sort(([, a], [, b]) => b - a).slice(0, MAX_KINDS);
      const conditions = health.active.filter(({ id }) => id !== OF_THIS_STREAM).slice(0, MAX_CONDITIONS);
      const hasError = conditions.some(({ severity }) => severity === 'error');
      return {
        healthy: !hasError && (last === undefined || clock() - last.atMs >= UNHEALTHY_FOR_MS),
        lastError: last?.text ?? '',
        failures: Object.fromEntries(kinds.map(([kind, count]) => [kind.slice(0, MAX_NAME), count])),
        spansDropped,
        messagesDropped: (failures.get('control.messages_dropped') ?? 0) + (failures.get('control.outcomes_dropped') ?? 0),
        conditions: conditions.map(toMessage),
      };
    },
  };
}

const toMessage = ({ id, severity, subject, detail, sinceMs }: Condition) => ({
  ...{ id, subject, detail },
  severity: SEVERITIES[severity],
  sinceUnixMs: Math.round(sinceMs),
});

/** Its code or class: a message may quote what the application sent. */
function typeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const name = 'code' in error && typeof error.code === 'string' && error.code !== '' ? error.code : error.name;
  return ` (${name.slice(0, MAX_NAME)})`;
}
