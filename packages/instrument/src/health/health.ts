/**
 * What is wrong with this process in the eyes of its operator: a rule that cannot be judged, telemetry that nobody takes. Each condition is
 * said once for its subject; it stands in Health, in metrics and in the trace for as long as it holds.
 */
import type { Diagnostics } from '../diagnostics.ts';
import type { ConditionDefinition, Severity } from './condition.ts';
import { CONDITIONS, type ConditionId } from './conditions.ts';

export interface Condition {
  readonly id: ConditionId;
  readonly severity: Severity;
  /** What it is about: an endpoint, a tool, a file. */
  readonly subject: string;
  /** Why, or how it shows. Never content of the application's. */
  readonly detail: string;
  /** Milliseconds since 1970. */
  readonly sinceMs: number;
}

export type ConditionListener = (condition: Condition, change: 'raised' | 'cleared') => void;

export interface Health {
  /** The condition holds. Raised again it changes nothing: what was said first stands. */
  raise(id: ConditionId, subject: string, detail: string): void;
  /** It holds no longer. Where it was not raised, nothing happens. */
  clear(id: ConditionId, subject: string): void;
  /** What holds now, the oldest first. */
  readonly active: readonly Condition[];
  /** Is called for what holds already, and for each change from then on. */
  onChange(listener: ConditionListener): void;
}

/** Subjects come from what an application does; those beyond this share one entry for each condition. */
const MAX_SUBJECTS = 64;
const OTHERS = 'others';
const MAX_TEXT = 200;

const LEVELS = { error: 'warn', warning: 'warn', notice: 'info' } as const satisfies Record<Severity, string>;

/** @param clock Milliseconds since 1970. */
export function createHealth(diagnostics: Pick<Diagnostics, 'log' | 'failure'>, clock: () => number): Health {
  const active = new Map<string, Condition>();
  /** Everything that was ever said: a condition that comes and goes is said once. */
  const said = new Set<string>();
  const listeners: ConditionListener[] = [];

  /** The subject under which it is kept. */
  function subjectOf(id: ConditionId, subject: string): string {
    const own = oneLine(subject);
    return said.size < MAX_SUBJECTS || said.has(keyOf(id, own)) ? own : OTHERS;
  }

  function notify(condition: Condition, change: 'raised' | 'cleared'): void {
    for (const listener of listeners) {
      try {
        listener(condition, change);
      } catch (error) {
        diagnostics.failure('health', error);
      }
    }
  }

  return {
    raise(id, rawSubject, rawDetail) {
      const subject = subjectOf(id, rawSubject);
      const key = keyOf(id, subject);
      if (active.has(key)) return;
      const { severity, summary, hint, hasOwnLine }: ConditionDefinition = CONDITIONS[id];
      const condition = { id, severity, subject, detail: oneLine(rawDetail), sinceMs: clock() };
      active.set(key, condition);
      const isNew = !said.has(key);
      said.add(key);
      if (isNew && !hasOwnLine) {
        diagnostics.log(LEVELS[severity], `${summary}: ${subject}: ${condition.detail.replace(/\.$/, '')}. ${hint}`);
      }
      notify(condition, 'raised');
    },
    clear(id, rawSubject) {
      const key = keyOf(id, oneLine(rawSubject));
      const condition = active.get(key);
      if (!condition) return;
      active.delete(key);
      diagnostics.log('info', `no longer: ${CONDITIONS[id].summary}: ${condition.subject}`);
      notify(condition, 'cleared');
    },
    get active() {
      return [...active.values()];
    },
    onChange(listener) {
      listeners.push(listener);
      for (const condition of active.values()) listener(condition, 'raised');
    },
  };
}

const keyOf = (id: ConditionId, subject: string): string => `${id} ${subject}`;

/** Names of tools and messages of peers are another's text: control characters would write over a terminal. */
function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  const clean = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim();
  return clean.length > MAX_TEXT ? `${clean.slice(0, MAX_TEXT)}…` : clean;
}
