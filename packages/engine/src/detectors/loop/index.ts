/**
 * Loops: an agent that does the same again and gains nothing. See README.md for what is seen, what is not, and how well.
 */
import type { SpanRef, ToolCallEvent } from '../../events/event.ts';
import type { Severity } from '../../findings.ts';
import { createLruMap, type LruMap } from '../../lru-map.ts';
import { toolNameForText } from '../../texts/tool-name.ts';
import type { DetectorDefinition, FindingDraft, SessionDetector } from '../detector.ts';
import { LOOP_CONFIG, type LoopConfig } from './config.ts';
import {
  type Comparison,
  changesState,
  compareResults,
  findCycle,
  type ModelCalls,
  newTurnCounter,
  type Step,
  type TurnCounter,
  toStep,
  turnOf,
} from './steps.ts';
import { type ToolKind, toolKinds } from './tools.ts';

export const loop: DetectorDefinition<LoopConfig> = {
  name: 'loop',
  about: 'An agent that does the same again and gains nothing.',
  findings: {
    'loop.repeat': 'the same call again',
    'loop.failing': 'the same call again, failing in the same way',
    'loop.cycle': 'the same two to four calls over and over',
    'loop.stall': 'many calls, nothing new',
  },
  measures: {
    count: { type: 'int', unit: '{call}', about: 'How often: repetitions, rounds of a cycle, calls without progress.', unknown: 'several' },
    tool: { type: 'string', about: 'The tool concerned; of a cycle the last one.', unknown: 'the tool', optional: true },
  },
  config: LOOP_CONFIG,
  create: createLoopDetector,
};

/** Evidence shown with a finding. */
const MAX_EVIDENCE = 16;

/** What is remembered of one agent of a session. */
interface AgentState {
  readonly turns: TurnCounter;
  readonly steps: Step[];
  /** Spans of calls in a row that brought nothing new, and how many there were. */
  readonly barren: SpanRef[];
  barrenCount: number;
  /** Failures in a row per tool that failed last. */
  readonly failing: { tool: string; count: number; spans: SpanRef[] };
}

/** What is remembered of one session. */
interface LoopState {
  readonly agents: LruMap<string, AgentState>;
  readonly modelCalls: ModelCalls;
  /** When the outermost agent ended. */
  endedMs: number;
}

function createLoopDetector(chosen: LoopConfig): SessionDetector {
  const config = {
    ...chosen,
    window: clamp(chosen.window, 4, 1024),
    maxAgents: clamp(chosen.maxAgents, 1, 1024),
    maxPeriod: clamp(chosen.maxPeriod, 2, 8),
  };
  const start = {
    agents: createLruMap<string, AgentState>({ limit: config.maxAgents }),
    modelCalls: { total: 0, unnamed: 0 },
    endedMs: Number.POSITIVE_INFINITY,
  };
  return loopDetectorFrom(start, config, toolKinds(chosen));
}

const clamp = (value: number, min: number, max: number): number => Math.min(max, Math.max(min, Math.trunc(value) || min));

function loopDetectorFrom(state: LoopState, config: LoopConfig, kindOf: (tool: string) => ToolKind): SessionDetector {
  const { agents, modelCalls } = state;

  const agentOf = (name: string | undefined): AgentState => {
    const key = (name ?? '').slice(0, 128);
    const known = agents.get(key);
    if (known !== undefined) return known;
    const agent = newAgent();
    agents.set(key, agent);
    return agent;
  };

  return {
    observe(event) {
      // An operation that has only started has neither a result nor an end to compare.
      if (event.kind === 'operation_started') return [];
      if (event.kind === 'agent_end') {
        if (event.root) state.endedMs = event.endMs;
        return [];
      }
      if (event.startMs >= state.endedMs) {
        // The next question of a conversation, in the same trace, may need the same calls: a new run begins afresh.
        agents.clear();
        state.endedMs = Number.POSITIVE_INFINITY;
      }
      const agent = agentOf(event.agentName);
      if (event.kind === 'tool_call') return observeCall(agent, event, kindOf(event.tool), modelCalls, config);
      // A model call that failed asked for nothing: it is tried again, and that one opens the turn.
      if (event.errorType !== undefined) return [];
      modelCalls.total += 1;
      if (event.agentName === undefined) modelCalls.unnamed += 1;
      agent.turns.ownModelCalls += 1;
      agent.turns.turn += 1;
      return [];
    },
    fork() {
      const copies = createLruMap<string, AgentState>({ limit: config.maxAgents });
      for (const [name, agent] of agents) copies.set(name, copyOf(agent));
      return loopDetectorFrom({ agents: copies, modelCalls: { ...modelCalls }, endedMs: state.endedMs }, config, kindOf);
    },
  };
}

/** Steps, once noted, do not change: the copy may share them. */
function copyOf({ turns, steps, barren, barrenCount, failing }: AgentState): AgentState {
  return {
    turns: { ...turns, seen: { ...turns.seen } },
    steps: [...steps],
    barren: [...barren],
    barrenCount,
    failing: { ...failing, spans: [...failing.spans] },
  };
}

function newAgent(): AgentState {
  return { turns: newTurnCounter(), steps: [], barren: [], barrenCount: 0, failing: { tool: '', count: 0, spans: [] } };
}

function observeCall(
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

/** The same call again in the next turn. */
function repetition(steps: readonly Step[], step: Step, results: Comparison, config: LoopConfig): FindingDraft | undefined {
  if (results !== 'changed') return repeated(steps, step, step.streak, results, config);
  if (step.kind.poller || step.kind.advancing) return undefined;
  return repeated(steps, step, step.run, results, config);
}

/** The same call again after other calls that changed nothing: told only where the result is known to be the same. */
function scattered(steps: readonly Step[], step: Step, results: Comparison, config: LoopConfig): FindingDraft | undefined {
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

function cycle(steps: readonly Step[], config: LoopConfig): FindingDraft | undefined {
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

  if (failing.count >= config.stallFailures) {
    return stall(
      step,
      `tool:${step.tool}`,
      failing.count,
      `${toolNameForText(step.tool, 'a tool')} failed ${failing.count} times in a row`,
      failing.spans,
    );
  }
  if (agent.barrenCount < config.stallCalls) return undefined;
  return stall(step, 'stall', agent.barrenCount, `the last ${agent.barrenCount} calls brought nothing new`, agent.barren);
}

function bringsNew(step: Step, earlier: readonly Step[]): boolean {
  if (step.failed) return false;
  if (changesState(step)) return true;
  if (step.result !== undefined) return !earlier.some((other) => other.result === step.result);
  // With the result unknown, a call not made before is taken to bring something.
  return step.signature === undefined || !earlier.some((other) => other.signature === step.signature);
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

function remember(spans: SpanRef[], span: SpanRef): void {
  spans.push(span);
  if (spans.length > MAX_EVIDENCE) spans.shift();
}
