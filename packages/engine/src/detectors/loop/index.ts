/**
 * Loops: an agent that does the same again and gains nothing. See README.md for what is seen, what is not, and how well.
 */
import { type AgentEvent, type EventHandlers, handleEvent } from '../../events/event.ts';
import { createLruMap, type LruMap } from '../../lru-map.ts';
import type { DetectorDefinition, FindingDraft, SessionDetector } from '../detector.ts';
import { type AgentState, copyOf, newAgent, observeCall } from './agent.ts';
import { LOOP_CONFIG, type LoopConfig } from './config.ts';
import type { ModelCalls } from './steps.ts';
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

/** What is remembered of one session. */
interface LoopState {
  readonly config: LoopConfig;
  readonly kindOf: (tool: string) => ToolKind;
  readonly agents: LruMap<string, AgentState>;
  readonly modelCalls: ModelCalls;
  /** When the outermost agent ended. */
  endedMs: number;
}

/** An operation that has only started has neither a result nor an end to compare, so it has no handler. */
const HANDLERS: EventHandlers<readonly FindingDraft[], LoopState> = {
  agent_end({ root, endMs }, state) {
    if (root) state.endedMs = endMs;
    return [];
  },
  tool_call(event, state) {
    continueAfterEnd(state, event);
    return observeCall(agentOf(state, event.agentName), event, state.kindOf(event.tool), state.modelCalls, state.config);
  },
  model_call(event, state) {
    continueAfterEnd(state, event);
    const { turns } = agentOf(state, event.agentName);
    // A model call that failed brought no answer: it is repeated, and the repetition opens the turn.
    if (event.errorType !== undefined) return [];
    state.modelCalls.total += 1;
    if (event.agentName === undefined) state.modelCalls.unnamed += 1;
    turns.ownModelCalls += 1;
    turns.turn += 1;
    return [];
  },
};

function createLoopDetector(chosen: LoopConfig): SessionDetector {
  const config = {
    ...chosen,
    window: clamp(chosen.window, 4, 1024),
    maxAgents: clamp(chosen.maxAgents, 1, 1024),
    maxPeriod: clamp(chosen.maxPeriod, 2, 8),
  };
  return detectorOf({
    config,
    kindOf: toolKinds(chosen),
    agents: createLruMap<string, AgentState>({ limit: config.maxAgents }),
    modelCalls: { total: 0, unnamed: 0 },
    endedMs: Number.POSITIVE_INFINITY,
  });
}

const clamp = (value: number, min: number, max: number): number => Math.min(max, Math.max(min, Math.trunc(value) || min));

const detectorOf = (state: LoopState): SessionDetector => ({
  observe: (event) => handleEvent(event, HANDLERS, state) ?? [],
  fork() {
    const agents = createLruMap<string, AgentState>({ limit: state.config.maxAgents });
    for (const [name, agent] of state.agents) agents.set(name, copyOf(agent));
    return detectorOf({ ...state, agents, modelCalls: { ...state.modelCalls } });
  },
});

function agentOf({ agents }: LoopState, name: string | undefined): AgentState {
  const key = (name ?? '').slice(0, 128);
  const known = agents.get(key);
  if (known !== undefined) return known;
  const agent = newAgent();
  agents.set(key, agent);
  return agent;
}

/** The next question of a conversation, in the same trace, may need the same calls: a new run begins afresh. */
function continueAfterEnd(state: LoopState, { startMs }: AgentEvent): void {
  if (startMs < state.endedMs) return;
  state.agents.clear();
  state.endedMs = Number.POSITIVE_INFINITY;
}
