/** The calls of one agent in order, and the turns they belong to. */
import type { SpanRef, ToolCallEvent } from '../../events/event.ts';
import type { LoopConfig } from './config.ts';
import type { ToolKind } from './tools.ts';

/** One call as the detectors remember it. */
export interface Step {
  /** Equal for equal calls; undefined where the arguments are not known, so that nothing can be said about repetition. */
  readonly signature: string | undefined;
  readonly tool: string;
  readonly kind: ToolKind;
  /** Digest of the result, or of the way it failed; undefined: not known. */
  readonly result: string | undefined;
  readonly failed: boolean;
  readonly span: SpanRef;
  readonly turn: number;
  readonly startMs: number;
  readonly endMs: number;
  /** Occurrences so far of this call, one after the other, with nothing gained between them. */
  streak: number;
  /** Whether it brought something new: a result not seen before, or a change of state. */
  gained: boolean;
  /** Occurrences so far of this call in turns with no other calls between them, whatever the results. */
  run: number;
}

/** Names and digests are cut here: they are compared, not shown in full, and must not fill the memory. */
const MAX_TEXT = 256;

export function toStep(event: ToolCallEvent, kind: ToolKind, turn: number): Step {
  const failed = event.errorType !== undefined;
  const result = event.resultDigest ?? (failed ? `error ${event.errorType}` : undefined);
  return {
    signature: event.callDigest?.slice(0, MAX_TEXT),
    tool: event.tool.slice(0, MAX_TEXT),
    kind,
    result: result?.slice(0, MAX_TEXT),
    failed,
    span: { traceId: event.traceId, spanId: event.spanId },
    turn,
    startMs: event.startMs,
    endMs: event.endMs,
    streak: 1,
    gained: false,
    run: 1,
  };
}

/** How the results of two occurrences of a call compare; unknown: of one of them there is no digest. */
export type Comparison = 'same' | 'changed' | 'unknown';

export function compareResults(earlier: Step, later: Step): Comparison {
  if (earlier.failed !== later.failed) return 'changed';
  if (earlier.result === undefined || later.result === undefined) return 'unknown';
  return earlier.result === later.result ? 'same' : 'changed';
}

/** Whether a call changed the state of the world, as far as can be told: only the first of several equal ones does. */
export function changesState(step: Step): boolean {
  return step.kind.mutating && !step.failed && step.streak === 1;
}

/** Model calls of the session so far. */
export interface ModelCalls {
  total: number;
  /** Those that name no agent, so that they may be of any. */
  unnamed: number;
}

/**
 * Numbers the turns of an agent: calls of one turn were asked for together, by one answer of the model, so equal ones among them
 * are no loop. A turn begins with a model call of the agent, or with one that names no agent. Of an agent without model calls of
 * its own it begins with any model call of the session; and where there are none at all, with a call that began after all earlier
 * ones had ended.
 */
export interface TurnCounter {
  ownModelCalls: number;
  turn: number;
  /** Model calls of the session when the latest tool call was seen. */
  seen: ModelCalls;
  latestEndMs: number;
}

export function newTurnCounter(): TurnCounter {
  return { ownModelCalls: 0, turn: 0, seen: { total: 0, unnamed: 0 }, latestEndMs: Number.NEGATIVE_INFINITY };
}

/** The turn of a tool call that was just seen. */
export function turnOf(counter: TurnCounter, event: ToolCallEvent, modelCalls: ModelCalls): number {
  if (event.agentName !== undefined && counter.ownModelCalls > 0) counter.turn += modelCalls.unnamed - counter.seen.unnamed;
  else if (counter.ownModelCalls === 0 && modelCalls.total > 0) counter.turn += modelCalls.total - counter.seen.total;
  else if (modelCalls.total === 0 && event.startMs >= counter.latestEndMs) counter.turn += 1;
  counter.seen = { ...modelCalls };
  counter.latestEndMs = Math.max(counter.latestEndMs, event.endMs);
  return counter.turn;
}

/** Rounds of the shortest cycle at the end of the calls: the last `period * rounds` of them are the same few over and over. */
export interface Cycle {
  readonly period: number;
  readonly rounds: number;
  /** A round ago every call had the same result; `unknown` where some are not known; `changed` where some differ. */
  readonly results: Comparison;
}

export function findCycle(steps: readonly Step[], config: LoopConfig): Cycle | undefined {
  for (let period = 2; period <= config.maxPeriod; period++) {
    const cycle = cycleOf(steps, period);
    if (cycle && cycle.rounds >= 2) return cycle;
  }
  return undefined;
}

function cycleOf(steps: readonly Step[], period: number): Cycle | undefined {
  let results: Cycle['results'] = 'same';
  let length = period;
  const last = steps.length - 1;
  const tail = steps.slice(-period);
  // One call over and over is a repetition, not a cycle; calls of one turn were asked for together.
  if (tail.length < period || new Set(tail.map((step) => step.signature)).size < 2 || sameTurns(tail)) return undefined;
  for (let index = last - period; index >= 0; index--) {
    const earlier = steps[index];
    const later = steps[index + period];
    if (!earlier || !later || earlier.signature === undefined || earlier.signature !== later.signature) break;
    const compared = compareResults(earlier, later);
    // A change of state whose effect is not known may be what makes the next round worth while.
    if (compared !== 'same' && later.kind.mutating && !later.failed) break;
    if (compared === 'changed' || (compared === 'unknown' && results === 'same')) results = compared;
    length += 1;
  }
  return { period, rounds: Math.floor(length / period), results };
}

function sameTurns(steps: readonly Step[]): boolean {
  return steps.some((step, index) => step.turn === steps[index - 1]?.turn);
}
