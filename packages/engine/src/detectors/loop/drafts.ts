/** The findings of the loop detectors. */
import type { SpanRef } from '../../events/event.ts';
import type { Severity } from '../../findings.ts';
import { toolNameForText } from '../../texts/tool-name.ts';
import type { FindingDraft } from '../detector.ts';
import type { LoopConfig } from './config.ts';
import { type Comparison, findCycle, type Step } from './steps.ts';

/** Evidence shown with a finding. */
export const MAX_EVIDENCE = 16;

/** The same call again in the next turn. */
export function repetition(steps: readonly Step[], step: Step, results: Comparison, config: LoopConfig): FindingDraft | undefined {
  if (results !== 'changed') return repeated(steps, step, step.streak, results, config);
  if (step.kind.poller || step.kind.advancing) return undefined;
  return repeated(steps, step, step.run, results, config);
}

/** The same call again after other calls that changed nothing: reported only where the result is known to be the same. */
export function scattered(steps: readonly Step[], step: Step, results: Comparison, config: LoopConfig): FindingDraft | undefined {
  const enough = step.failed ? 2 : config.scatteredRepeats;
  return results === 'same' && step.streak >= enough ? repeated(steps, step, step.streak, results, config) : undefined;
}

function repeated(steps: readonly Step[], step: Step, times: number, results: Comparison, config: LoopConfig): FindingDraft | undefined {
  const count = results === 'changed' ? Math.max(2, times - config.changingPatience) : times;
  if (times < 2 || (step.kind.poller && count < config.pollerPatience)) return undefined;
  const failing = step.failed && results !== 'changed';
  const how = failing
    ? 'and it failed in the same way'
    : { same: 'with the same result', unknown: '(results not known)', changed: '(results differ)' }[results];
  return {
    detector: failing ? 'loop.failing' : 'loop.repeat',
    subject: `call:${step.signature}`,
    ...(step.signature === undefined ? {} : { callDigest: step.signature }),
    measures: { count, tool: step.tool },
    severity: severityOf(count),
    score: scoreOf(count, results),
    message: `${toolNameForText(step.tool, 'a tool')} was called ${times} times with the same arguments ${how}`,
    evidence: spansOf(steps.filter((other) => other.signature === step.signature).slice(-times)),
  };
}

/** The same few calls over and over. */
export function cycle(steps: readonly Step[], config: LoopConfig): FindingDraft | undefined {
  const found = findCycle(steps, config);
  if (!found) return undefined;
  const count = found.results === 'changed' ? found.rounds - config.changingPatience : found.rounds;
  const round = steps.slice(-found.period);
  const expected = round.some(({ kind }) => kind.poller || (kind.advancing && found.results === 'changed'));
  if (count < config.cycleRounds || expected) return undefined;
  const last = round.at(-1);
  return {
    detector: 'loop.cycle',
    subject: `cycle:${firstRotation(round.map((step) => step.signature ?? ''))}`,
    // No callDigest: the next call of a cycle is another one, and a decision that expects this one would come too late.
    measures: { count, ...(last ? { tool: last.tool } : {}) },
    severity: severityOf(count),
    score: scoreOf(count, found.results),
    message: `the same ${found.period} calls (${round.map((step) => toolNameForText(step.tool, 'a tool')).join(', ')}) were made ${found.rounds} times over`,
    evidence: spansOf(steps.slice(-found.period * found.rounds)),
  };
}

/** One tool fails whatever its arguments. */
export function failureStall(step: Step, count: number, spans: readonly SpanRef[]): FindingDraft {
  return stall(step, `tool:${step.tool}`, count, `${toolNameForText(step.tool, 'a tool')} failed ${count} times in a row`, spans);
}

/** Calls in a row that brought nothing new. */
export function barrenStall(step: Step, count: number, spans: readonly SpanRef[]): FindingDraft {
  return stall(step, 'stall', count, `the last ${count} calls brought nothing new`, spans);
}

function stall(step: Step, subject: string, count: number, message: string, spans: readonly SpanRef[]): FindingDraft {
  return {
    detector: 'loop.stall',
    subject,
    measures: { count, tool: step.tool },
    severity: count >= 8 ? 'warning' : 'info',
    score: Math.min(0.9, 0.4 + 0.05 * count),
    message,
    evidence: [...spans],
  };
}

function severityOf(count: number): Severity {
  // 3 is where the shipped policy begins to act, 5 where hermes-agent blocks.
  return count >= 5 ? 'critical' : count >= 3 ? 'warning' : 'info';
}

function scoreOf(count: number, results: Comparison): number {
  const certain = { same: 0.98, unknown: 0.85, changed: 0.7 }[results];
  return Math.round(certain * (1 - 0.5 ** count) * 100) / 100;
}

/** The same text for every rotation of a cycle, so that it is one subject whichever call completed the round. */
function firstRotation(signatures: readonly string[]): string {
  const rotations = signatures.map((_, index) => [...signatures.slice(index), ...signatures.slice(0, index)].join(','));
  return rotations.sort()[0] ?? '';
}

function spansOf(steps: readonly Step[]): readonly SpanRef[] {
  return steps.slice(-MAX_EVIDENCE).map((step) => step.span);
}
