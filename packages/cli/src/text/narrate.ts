/** What the controller finds and does, one readable line each. */
import { type Decision, describeDecided, type Finding, type Outcome, type OutcomeStatus } from '@airt/engine';
import type { Style, StyleName } from './style.ts';
import { duration } from './words.ts';

/** "loop.repeat in web_search, 3 times: ..." */
export function findingLine(finding: Finding, style: Style): string {
  return `${style('yellow', 'finding ')} ${finding.detector} (${measuresOf(finding)}): ${finding.message}`;
}

/** The numbers of a finding: "count 3". Texts among its measures come from spans; its message repeats them where that is safe. */
export const measuresOf = ({ measures }: Finding): string =>
  Object.entries(measures)
    .flatMap(([name, value]) => (typeof value === 'string' ? [] : [`${name} ${value}`]))
    .join(', ');

export function decisionLine(decision: Decision, style: Style): string {
  const { policy, action, rung, toolName } = decision;
  const dryRun = decision.dryRun ? ` ${style('dim', `(mode ${policy.mode}: reported only)`)}` : '';
  return `${style('magenta', 'decision')} ${policy.name}/${policy.rule}, rung ${rung + 1}: ${style('bold', action.kind)}${dryRun}: ${describeDecided(action, toolName)} ${style('dim', decision.id)}`;
}

export function outcomeLine(outcome: Outcome, decision: Decision | undefined, style: Style): string {
  const what = decision ? decision.action.kind : outcome.decisionId;
  return `${style(OUTCOME_STYLE[outcome.status], 'outcome ')} ${what} ${describeOutcome(outcome)}`;
}

const OUTCOME_STYLE: Record<OutcomeStatus, StyleName> = {
  applied: 'green',
  not_applicable: 'yellow',
  expired: 'yellow',
  superseded: 'yellow',
  rejected: 'red',
  failed: 'red',
};

const OUTCOME_WORDS: Record<OutcomeStatus, string> = {
  applied: 'applied',
  not_applicable: 'not applied: it no longer fitted',
  expired: 'not applied: its time ran out',
  superseded: 'not applied: a later decision took its place',
  rejected: 'not applied: the agent refused it',
  failed: 'not applied: the agent tried and could not',
};

/** "applied to span 1234 0.4 ms after it arrived; changed messages[+guidance]" */
export function describeOutcome(outcome: Outcome): string {
  const parts = [
    outcome.status === 'applied' && outcome.dryRun === true ? 'would have been applied (reported only)' : OUTCOME_WORDS[outcome.status],
  ];
  if (outcome.reason) parts.push(`(${outcome.reason})`);
  if (outcome.span) parts.push(`at span ${outcome.span.spanId}`);
  if (outcome.status === 'applied' && outcome.latencyMs !== undefined) parts.push(`${duration(outcome.latencyMs)} after it arrived`);
  if (outcome.changes && outcome.changes.length > 0) parts.push(`changing ${outcome.changes.join(', ')}`);
  return parts.join(' ');
}
