/**
 * The escalation ladder of one rule about one subject of one run: when the next decision is due, and which rung it is.
 *
 * A decision is pending until its outcome is reported or its time has run out; while it is, there is no second one. A rung that was
 * applied, could not be carried out or never found its boundary gives way to the next one. A rung that was not applicable does not:
 * the run had moved on by itself, so nothing is known against that rung. Only evidence that started after the outcome counts, since
 * what started before could not yet have been better.
 */
import type { FindingRule } from '../policy/document.ts';
import type { Decision, Outcome, OutcomeStatus } from './decision.ts';

/** Mutable; owned by the session. */
export interface LadderState {
  rung: number;
  pending?: { readonly decisionId: string; readonly rung: number; readonly expiresMs: number; readonly decidedMs: number };
  /** Evidence must have started later than this; the agent's clock. */
  evidenceAfterMs: number;
  /** Steps of the run and time at the last decision, for the cooldown. */
  lastSteps: number;
  lastMs: number;
}

export function newLadder(): LadderState {
  return { rung: 0, evidenceAfterMs: Number.NEGATIVE_INFINITY, lastSteps: Number.NEGATIVE_INFINITY, lastMs: Number.NEGATIVE_INFINITY };
}

const CLIMBS: Readonly<Record<OutcomeStatus, boolean>> = {
  applied: true,
  expired: true,
  failed: true,
  rejected: true,
  not_applicable: false,
  superseded: false,
};

/**
 * The rung that is due on new evidence; undefined: none now. The last rung repeats, within cooldown and budget.
 *
 * @param steps Model calls and tool calls of the run so far.
 * @param nowMs The engine's caller's clock.
 */
export function dueRung(state: LadderState, rule: FindingRule, startedMs: number, steps: number, nowMs: number): number | undefined {
  if (state.pending) {
    if (nowMs <= state.pending.expiresMs) return undefined;
    // Its time is over and no outcome was reported: a controller that restarted, an agent that was cut off.
    settle(state, state.pending.rung, 'expired', state.pending.decidedMs);
    delete state.pending;
  }
  if (startedMs <= state.evidenceAfterMs) return undefined;
  if (steps - state.lastSteps < rule.cooldown.steps) return undefined;
  if (nowMs - state.lastMs < rule.cooldown.seconds * 1000) return undefined;
  return Math.min(state.rung, rule.ladder.length - 1);
}

/** Records a decision. */
export function recordDecision(state: LadderState, decision: Decision, steps: number, nowMs: number): void {
  const { id, rung, expiresMs, decidedMs } = decision;
  state.pending = { decisionId: id, rung, expiresMs, decidedMs };
  state.lastSteps = steps;
  state.lastMs = nowMs;
}

/** Records what became of a decision, also of one whose time had already run out. */
export function recordOutcome(state: LadderState, outcome: Outcome, rung: number): void {
  if (state.pending?.decisionId === outcome.decisionId) delete state.pending;
  settle(state, rung, outcome.status, outcome.atMs);
}

function settle(state: LadderState, rung: number, status: OutcomeStatus, atMs: number): void {
  if (CLIMBS[status]) state.rung = Math.max(state.rung, rung + 1);
  if (Number.isFinite(atMs)) state.evidenceAfterMs = Math.max(state.evidenceAfterMs, atMs);
}
