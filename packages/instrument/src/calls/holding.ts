/**
 * What of a response waits, and why: the state of a response filter and its transitions. A frame waits from the beginning of a tool call
 * until all calls that have begun are complete and judged; where every call so far was denied and the model may be prompted again, the
 * frames wait for the end of the answer.
 */
import type { Frame } from '../framing/framing.ts';
import { type ModelResponse, type ResponseEdit, removedTexts, type ToolCall, withoutRemoved } from '../model/model-response.ts';
import type { ReadFrame } from './response-reading.ts';

/**
 * passing: every frame passes as it comes. holding: a call has begun, or waits to be judged. denied: every call so far was denied, and
 * what follows waits for the end.
 */
export type Phase = 'passing' | 'holding' | 'denied';

/** Mutable; owned by one filter. */
export interface Holding {
  phase: Phase;
  /** What waits, in order. */
  frames: Frame[];
  /** Bytes that came while `denied`. */
  deniedBytes: number;
  /** Calls that are complete and not judged. */
  readonly awaiting: ToolCall[];
  /** Keys of the calls that were judged. */
  readonly judged: Set<string>;
  /** Calls that the application has received. */
  readonly delivered: ToolCall[];
  /** The texts in place of denied calls, by key. */
  readonly denials: Map<string, string>;
  /** The answer as a whole was judged. */
  judgedWhole: boolean;
  /** The application has received a part of the answer. */
  anyPassed: boolean;
}

/** How an answer is judged. */
export interface HoldingRules {
  /** Only as a whole: a rule asks about all of it. */
  readonly judgeWhole: boolean;
  /** Where every call is denied, the model may be prompted again. */
  readonly mayReprompt: boolean;
}

/** What to do after a transition. `denied`: the answer is whole and every call in it was denied. */
export type HoldingStep = 'wait' | 'judge' | 'release' | 'denied';

/** What follows a denied call in a stream may wait for its end up to this size; then it is released, and the model is not prompted again. */
const MAX_DENIED_BYTES = 1024 * 1024;

export const createHolding = (): Holding => ({
  phase: 'passing',
  frames: [],
  deniedBytes: 0,
  awaiting: [],
  judged: new Set(),
  delivered: [],
  denials: new Map(),
  judgedWhole: false,
  anyPassed: false,
});

/** A frame was read. */
export function holdFrame(holding: Holding, { frame, step }: ReadFrame, rules: HoldingRules): HoldingStep {
  holding.frames.push(frame);
  for (const call of step.complete) addAwaiting(holding, call);
  if (holding.phase === 'denied') holding.deniedBytes += frame.raw.byteLength;
  if (step.goesOn) holding.judgedWhole = false;
  if (step.open) return wait(holding);
  const last = step.last === true;
  if (rules.judgeWhole && !holding.judgedWhole) {
    if (last) return judgeWhole(holding);
    return holding.awaiting.length > 0 ? wait(holding) : 'release';
  }
  if (holding.awaiting.length > 0) return 'judge';
  return afterJudgement(holding, last, rules);
}

/** A call that went on after its end is complete once more. */
function addAwaiting({ awaiting }: Holding, call: ToolCall): void {
  const at = awaiting.findIndex(({ key }) => key === call.key);
  if (at === -1) awaiting.push(call);
  else awaiting[at] = call;
}

function wait(holding: Holding): HoldingStep {
  if (holding.phase === 'passing') holding.phase = 'holding';
  return 'wait';
}

function judgeWhole(holding: Holding): HoldingStep {
  holding.judgedWhole = true;
  return 'judge';
}

/** The awaiting calls were judged. Returns the calls that the application receives now. */
export function applyJudgement(holding: Holding, edits: readonly ResponseEdit[], rules: HoldingRules): readonly ToolCall[] {
  const calls = holding.awaiting.splice(0);
  for (const { key } of calls) holding.judged.add(key);
  for (const [key, text] of removedTexts(edits)) holding.denials.set(key, text);
  const left = withoutRemoved(calls, edits);
  holding.delivered.push(...left);
  holding.phase = rules.mayReprompt && holding.denials.size > 0 && holding.delivered.length === 0 ? 'denied' : 'passing';
  return left;
}

/** What to do with what waits, once nothing is open and everything is judged. */
export function afterJudgement(holding: Holding, last: boolean, rules: HoldingRules): HoldingStep {
  if (holding.phase !== 'denied') return holding.awaiting.length > 0 && !rules.judgeWhole ? 'judge' : 'release';
  if (holding.deniedBytes > MAX_DENIED_BYTES) return 'release';
  return last ? 'denied' : 'wait';
}

/** Calls that the body ended in: some frameworks run what they received all the same, so they are judged as they stand. */
export function unjudgedCalls(holding: Holding, response: ModelResponse): ToolCall[] {
  return response.toolCalls.filter(({ key }) => !holding.judged.has(key));
}

/** Takes what waits, to be passed on. */
export function takeFrames(holding: Holding): Frame[] {
  const frames = holding.frames;
  holding.frames = [];
  holding.anyPassed ||= frames.length > 0;
  holding.phase = 'passing';
  return frames;
}
