/** What is remembered of one agent of a session, and what a call of it shows. */
import type { SpanRef, ToolCallEvent } from '../../events/event.ts';
import type { FindingDraft } from '../detector.ts';
import type { LoopConfig } from './config.ts';
import { barrenStall, cycle, failureStall, MAX_EVIDENCE, repetition, scattered } from './drafts.ts';
import { changesState, compareResults, type ModelCalls, newTurnCounter, type Step, type TurnCounter, toStep, turnOf } from './steps.ts';
import type { ToolKind } from './tools.ts';

/** What is remembered of one agent of a session. */
export interface AgentState {
  readonly turns: TurnCounter;
  readonly steps: Step[];
  /** Spans of calls in a row that brought nothing new, and how many there were. */
  readonly barren: SpanRef[];
  barrenCount: number;
  /** Failures in a row per tool that failed last. */
  readonly failing: { tool: string; count: number; spans: SpanRef[] };
}

/** Steps, once noted, do not change: the copy may share them. */
export function copyOf({ turns, steps, barren, barrenCount, failing }: AgentState): AgentState {
  return {
    turns: { ...turns, seen: { ...turns.seen } },
    steps: [...steps],
    barren: [...barren],
    barrenCount,
    failing: { ...failing, spans: [...failing.spans] },
  };
}

export function newAgent(): AgentState {
  return { turns: newTurnCounter(), steps: [], barren: [], barrenCount: 0, failing: { tool: '', count: 0, spans: [] } };
}

/** Adds a call of the agent; what it shows. */
export function observeCall(
  agent: AgentState,
  event: ToolCallEvent,
  kind: ToolKind,
  modelCalls: ModelCalls,
  config: LoopConfig,
): readonly FindingDraft[] {
  const step = toStep(event, kind, turnOf(agent.turns, event, modelCalls));
  const { steps } = agent;
  const at = step.signature === undefined ? -1 : steps.findLastIndex((other) => other.signature === step.signature);
  const previous = steps[at];
  // The same call twice in one turn, or one while the other was running, was asked for before any result was known. Not every
  // call that began before the other had ended is one: batches of spans overtake each other on their way.
  if (previous && (previous.turn === step.turn || (step.startMs < previous.endMs && previous.startMs < step.endMs))) return [];

  const results = previous ? compareResults(previous, step) : 'unknown';
  const progressed = previous !== undefined && gainedBetween(previous, step, steps.slice(at + 1));
  const direct = previous !== undefined && steps.slice(at + 1).every(({ turn }) => turn === step.turn || turn === previous.turn);
  if (previous && direct && !progressed) step.run = previous.run + 1;
  if (previous && results !== 'changed' && !progressed) step.streak = previous.streak + 1;
  step.gained = bringsNew(step, steps);
  const stalled = observeProgress(agent, step, config);
  steps.push(step);
  if (steps.length > config.window) steps.shift();

  const draft =
    (direct && step.run > 1 ? repetition(steps, step, results, config) : undefined) ??
    cycle(steps, config) ??
    scattered(steps, step, results, config) ??
    stalled;
  return draft ? [draft] : [];
}

/**
 * Whether something was gained between two occurrences of a call, so that it is no repetition: the state was changed, or a result
 * came that was new. What belongs to the turn of either occurrence came with it, not between. A call that fails as before is a
 * repetition unless the state was changed: what else was learnt did not help it.
 */
function gainedBetween(previous: Step, step: Step, between: readonly Step[]): boolean {
  if (between.some(changesState)) return true;
  return !step.failed && between.some((other) => other.gained && other.turn !== step.turn && other.turn !== previous.turn);
}

/** Notes whether a call brought anything new; a stall where too many in a row did not. */
function observeProgress(agent: AgentState, step: Step, config: LoopConfig): FindingDraft | undefined {
  const { failing } = agent;
  if (step.failed && failing.tool === step.tool) failing.count += 1;
  else {
    failing.tool = step.tool;
    failing.count = step.failed ? 1 : 0;
    failing.spans = [];
  }
  if (step.failed) remember(failing.spans, step.span);

  if (step.gained) {
    agent.barrenCount = 0;
    agent.barren.length = 0;
    return undefined;
  }
  if (step.kind.poller) return undefined;
  agent.barrenCount += 1;
  remember(agent.barren, step.span);

  if (failing.count >= config.stallFailures) return failureStall(step, failing.count, failing.spans);
  return agent.barrenCount < config.stallCalls ? undefined : barrenStall(step, agent.barrenCount, agent.barren);
}

function bringsNew(step: Step, earlier: readonly Step[]): boolean {
  if (step.failed) return false;
  if (changesState(step)) return true;
  if (step.result !== undefined) return !earlier.some((other) => other.result === step.result);
  // With the result unknown, a call not made before is taken to bring something.
  return step.signature === undefined || !earlier.some((other) => other.signature === step.signature);
}

function remember(spans: SpanRef[], span: SpanRef): void {
  spans.push(span);
  if (spans.length > MAX_EVIDENCE) spans.shift();
}
