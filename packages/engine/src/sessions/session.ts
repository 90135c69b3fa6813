/** One run as far as the engine knows it: totals, detectors and ladders. Mutable; owned by the store. */
import { type LadderState, newLadder } from '../decisions/ladder.ts';
import { type AgentEvent, type EventBase, type EventHandlers, handleEvent, type OperationBase } from '../events/event.ts';
import { eventTimeMs } from '../events/event-kinds.ts';
import type { ReorderBuffer } from '../events/reorder-buffer.ts';
import { createLruMap, type LruMap } from '../lru-map.ts';
import type { RunContext } from '../policy/context.ts';

/** Ladders per session; the one unused for longest leaves first. A run has few subjects at a time that anything is decided about. */
const MAX_LADDERS = 256;

export interface Session {
  readonly id: string;
  readonly events: ReorderBuffer;
  /** Of the set of detectors that `events` has. */
  detectorsVersion: number;
  readonly ladders: LruMap<string, LadderState>;
  /** Decisions per policy and rule, for the budget. */
  readonly decisions: Map<string, number>;
  readonly decisionIds: string[];
  modelCalls: number;
  toolCalls: number;
  inputTokens: number;
  outputTokens: number;
  firstStartMs: number;
  lastEndMs: number;
  /** The latest event, of whatever kind; the agent's clock. */
  latestMs: number;
  /** When the outermost agent ended; undefined while it runs. */
  endedMs?: number;
  service?: string;
  instanceUid?: string;
  /** The caller's clock at the latest event. */
  seenMs: number;
  /** The caller's clock minus the agent's, plus the shortest way of an event so far: what converts a tick to the agent's clock. */
  clockOffsetMs: number;
}

export function newSession(id: string, events: ReorderBuffer, detectorsVersion: number, nowMs: number): Session {
  return {
    id,
    events,
    detectorsVersion,
    ladders: createLruMap({ limit: MAX_LADDERS }),
    decisions: new Map(),
    decisionIds: [],
    modelCalls: 0,
    toolCalls: 0,
    inputTokens: 0,
    outputTokens: 0,
    firstStartMs: Number.POSITIVE_INFINITY,
    lastEndMs: Number.NEGATIVE_INFINITY,
    latestMs: Number.NEGATIVE_INFINITY,
    seenMs: nowMs,
    clockOffsetMs: Number.POSITIVE_INFINITY,
  };
}

/** What the kinds of events add to a session. */
const ADDITIONS: EventHandlers<void, Session> = {
  model_call(event, session) {
    addOperation(session, event);
    session.modelCalls += 1;
    session.inputTokens += tokens(event.inputTokens);
    session.outputTokens += tokens(event.outputTokens);
  },
  tool_call(event, session) {
    addOperation(session, event);
    session.toolCalls += 1;
  },
  agent_end({ root, endMs }, session) {
    session.lastEndMs = Math.max(session.lastEndMs, endMs);
    if (root) session.endedMs = endMs;
  },
  operation_started: (event, session) => continueAfterEnd(session, event),
};

/** Adds one event to what is known of the session. `nowMs`: the caller's clock. */
export function account(session: Session, event: AgentEvent, nowMs: number): void {
  const timeMs = eventTimeMs(event);
  session.firstStartMs = Math.min(session.firstStartMs, event.startMs);
  session.latestMs = Math.max(session.latestMs, timeMs);
  session.clockOffsetMs = Math.min(session.clockOffsetMs, nowMs - timeMs);
  if (event.service !== undefined) session.service = event.service;
  if (event.instanceUid !== undefined) session.instanceUid = event.instanceUid;
  handleEvent(event, ADDITIONS, session);
}

function addOperation(session: Session, event: OperationBase): void {
  session.lastEndMs = Math.max(session.lastEndMs, event.endMs);
  continueAfterEnd(session, event);
}

/** A trace can hold several runs one after the other. */
function continueAfterEnd(session: Session, { startMs }: EventBase): void {
  if (session.endedMs !== undefined && startMs > session.endedMs) delete session.endedMs;
}

function tokens(count: number | undefined): number {
  return count !== undefined && Number.isFinite(count) && count > 0 ? count : 0;
}

/** Model calls and tool calls so far: the steps of cooldowns. */
export function stepsOf(session: Session): number {
  return session.modelCalls + session.toolCalls;
}

export function runContext(session: Session): RunContext {
  return {
    model_calls: session.modelCalls,
    tool_calls: session.toolCalls,
    input_tokens: session.inputTokens,
    output_tokens: session.outputTokens,
    duration_seconds: Math.max(0, (session.lastEndMs - session.firstStartMs) / 1000) || 0,
  };
}

/** The ladder of this name, made where there is none. */
export function ladderOf(session: Session, key: string): LadderState {
  const known = session.ladders.get(key);
  if (known !== undefined) return known;
  const ladder = newLadder();
  session.ladders.set(key, ladder);
  return ladder;
}
