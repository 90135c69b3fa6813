/**
 * What of a response waits, and why: the state of a response filter and its transitions. A frame waits from the first piece of a tool call
 * until that call is complete and judged, and what follows it waits with it; text beside it passes, and signs of life after a while. Where every call so far was denied
 * and the model may be prompted again, the frames wait for the end of the answer.
 */
import type { StreamStep } from '../dialects/dialect.ts';
import type { Frame } from '../framing/framing.ts';
import { type ModelResponse, type ResponseEdit, removedTexts, type ToolCall, withoutRemoved } from '../model/model-response.ts';
import type { ReadFrame } from './response-reading.ts';

/**
 * passing: every frame passes as it comes. holding: a call has begun, or waits to be judged. denied: every call so far was denied, and
 * what follows waits for the end.
 */
export type Phase = 'passing' | 'holding' | 'denied';

/** A frame that waits. */
interface HeldFrame {
  readonly frame: Frame;
  /** Keys of the calls that it waits for; `open`: it waits until no call is. */
  readonly waitsFor: readonly string[] | 'open';
  /** It says nothing but that the provider is still there. */
  readonly isSign: boolean;
  /** It has pieces of a call that is judged later. */
  readonly isUnheld: boolean;
}

/** Mutable; owned by one filter. */
export interface Holding {
  phase: Phase;
  /** What waits, in order. */
  frames: HeldFrame[];
  /** A call has begun and is not complete, as the latest frame has it. */
  isOpen: boolean;
  /** Bytes that came while `denied`. */
  deniedBytes: number;
  /** Calls that are complete and not judged. */
  readonly awaiting: ToolCall[];
  /** Keys of the calls that were judged, and have not gone on since. */
  readonly judged: Set<string>;
  /** Calls that the application has received. */
  readonly delivered: ToolCall[];
  /** The texts in place of denied calls, by key. */
  readonly denials: Map<string, string>;
  /** The answer as a whole was judged. */
  judgedWhole: boolean;
  /** The application has received a part of the answer. */
  anyPassed: boolean;
  /** It has received pieces of a call that is judged later. */
  anyCallPassed: boolean;
}

/** How an answer is judged. */
export interface HoldingRules {
  /** Only as a whole: a rule asks about all of it. */
  readonly judgeWhole: boolean;
  /** Where every call is denied, the model may be prompted again. */
  readonly mayReprompt: boolean;
  /** Calls of this tool are judged later, right before they run: nothing waits for them. */
  readonly judgedLater: (tool: string) => boolean;
}

/**
 * What to do after a transition. `pass`: this frame passes before what waits. `denied`: the answer is whole and every call in it was denied.
 * `fail`: nothing more is to be expected of the calls, they are judged as they stand.
 */
export type HoldingStep = 'pass' | 'wait' | 'judge' | 'release' | 'denied' | 'fail';

/** What follows a denied call in a stream may wait for its end up to this size; then it is released, and the model is not prompted again. */
const MAX_DENIED_BYTES = 1024 * 1024;

export const createHolding = (): Holding => ({
  phase: 'passing',
  frames: [],
  isOpen: false,
  deniedBytes: 0,
  awaiting: [],
  judged: new Set(),
  delivered: [],
  denials: new Map(),
  judgedWhole: false,
  anyPassed: false,
  anyCallPassed: false,
});

/** A frame was read. */
export function holdFrame(holding: Holding, { frame, step }: ReadFrame, rules: HoldingRules): HoldingStep {
  const isAside = standsAside(frame, step);
  // Behind a denied call text waits: another answer may stand in its place.
  if (isAside && step.chunk && holding.frames.length > 0 && holding.phase !== 'denied') return 'pass';
  holding.isOpen = step.open;
  const held = waitsFor(step, rules);
  holding.frames.push({ frame, waitsFor: held, isUnheld: held.length < (step.pieces?.length ?? 0), isSign: isAside && !step.chunk });
  // A call that goes on after its end is judged once more.
  for (const { key } of step.pieces ?? []) holding.judged.delete(key);
  for (const call of step.complete) addAwaiting(holding, call);
  if (holding.phase === 'denied') holding.deniedBytes += frame.raw.byteLength;
  if (step.goesOn) holding.judgedWhole = false;
  if (step.isError) return 'fail';
  const last = step.last === true;
  if (rules.judgeWhole && !holding.judgedWhole) {
    if (last) return judgeWhole(holding);
    return step.open || holding.awaiting.length > 0 ? wait(holding) : 'release';
  }
  if (step.pieces === undefined && step.open) return wait(holding);
  if (holding.awaiting.length > 0) return 'judge';
  return afterJudgement(holding, last, rules);
}

/** Comments, and what the dialect says. */
const standsAside = ({ data, value }: Frame, { isAside, complete }: StreamStep): boolean =>
  (isAside === true || (data === undefined && value === undefined)) && complete.length === 0;

function waitsFor({ pieces, open }: StreamStep, { judgeWhole, judgedLater }: HoldingRules): HeldFrame['waitsFor'] {
  if (pieces === undefined) return open ? 'open' : [];
  return pieces.filter(({ name }) => judgeWhole || !judgedLater(name)).map(({ key }) => key);
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
  const isDenied = rules.mayReprompt && holding.denials.size > 0 && holding.delivered.length === 0 && !holding.anyCallPassed;
  holding.phase = isDenied ? 'denied' : 'passing';
  return left;
}

/** What to do with what waits, once all that is complete was judged. */
export function afterJudgement(holding: Holding, last: boolean, rules: HoldingRules): HoldingStep {
  if (holding.phase !== 'denied') {
    if (holding.awaiting.length > 0 && !rules.judgeWhole) return 'judge';
    return isReleasable(holding, holding.frames[0]) ? 'release' : wait(holding);
  }
  if (holding.deniedBytes > MAX_DENIED_BYTES) return 'release';
  return last ? 'denied' : 'wait';
}

const isReleasable = ({ judged, isOpen }: Holding, held: HeldFrame | undefined): boolean =>
  held === undefined || (held.waitsFor === 'open' ? !isOpen : held.waitsFor.every((key) => judged.has(key)));

/** Calls that the body ended in: some frameworks run what they received all the same, so they are judged as they stand. */
export function unjudgedCalls(holding: Holding, response: ModelResponse): ToolCall[] {
  return response.toolCalls.filter(({ key }) => !holding.judged.has(key));
}

/** Takes what waits, to be passed on. */
export const takeFrames = (holding: Holding): Frame[] => take(holding, holding.frames.length);

/** Takes what waits up to the first frame that has to wait on. */
export function takeReleased(holding: Holding): Frame[] {
  const first = holding.frames.findIndex((held) => !isReleasable(holding, held));
  return take(holding, first === -1 ? holding.frames.length : first);
}

/** Takes what waits and only says that the provider is still there: the application would take a silent stream for a dead one. */
export function takeSigns(holding: Holding): Frame[] {
  const signs = holding.frames.filter(({ isSign }) => isSign);
  holding.frames = holding.frames.filter(({ isSign }) => !isSign);
  return signs.map(({ frame }) => frame);
}

function take(holding: Holding, count: number): Frame[] {
  const taken = holding.frames.splice(0, count);
  holding.anyPassed ||= taken.length > 0;
  holding.anyCallPassed ||= taken.some(({ isUnheld }) => isUnheld);
  holding.phase = holding.frames.length > 0 ? 'holding' : 'passing';
  return taken.map(({ frame }) => frame);
}
