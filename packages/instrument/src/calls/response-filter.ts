/**
 * The body of one response on its way to the application, with tool calls held until they are judged. Composed of reading
 * (response-reading.ts), holding (holding.ts) and a judge. Bytes in, bytes out: what is not edited comes out to the byte.
 */

import type { Diagnostics } from '../diagnostics.ts';
import type { Frame } from '../framing/framing.ts';
import type { JsonObject } from '../model/json.ts';
import { andThen, isPromise, type MaybePromise } from '../model/maybe-promise.ts';
import { type ModelResponse, type ResponseEdit, type ToolCall, withoutRemoved } from '../model/model-response.ts';
import {
  afterJudgement,
  applyJudgement,
  createHolding,
  type HoldingRules,
  type HoldingStep,
  holdFrame,
  takeFrames,
  takeReleased,
  takeSigns,
  unjudgedCalls,
} from './holding.ts';
import type { ReadFrame, ResponseReading } from './response-reading.ts';

/** Gives the frames in place of one. */
export type FrameTransform = (frame: Frame) => readonly Frame[];

/** Composes two transforms. */
export const composeTransforms = (first: FrameTransform | undefined, second: FrameTransform | undefined): FrameTransform | undefined =>
  first && second ? (frame) => first(frame).flatMap((each) => [...second(each)]) : (first ?? second);

export interface ResponseFilter {
  /** Takes a chunk; returns the chunks to pass on now. */
  write(chunk: Uint8Array): MaybePromise<readonly Uint8Array[]>;
  /** The body has ended by itself; returns what still waited, but for what `fullDenial` is about. */
  end(): MaybePromise<readonly Uint8Array[]>;
  /** The body broke off; returns what waited, denied calls left out. */
  abort(): MaybePromise<readonly Uint8Array[]>;
  /** The answer is whole, every tool call in it was denied, and the model may be prompted again. */
  fullDenial(): FullDenial | undefined;
  /** Whether the bytes passed on differ from those received. */
  readonly isEdited: boolean;
}

/** An answer of which the application receives no tool call. */
export interface FullDenial {
  /** As the provider sent it, for `Dialect.reprompt`. */
  readonly answer: JsonObject;
  /** The texts in place of the calls, by key. */
  readonly denials: ReadonlyMap<string, string>;
  /** Of a stream whose beginning the application has: see `StreamReader.spliceContinuation`. */
  readonly splice: FrameTransform | undefined;
  /** The model is not prompted again: the bytes that waited. To be called once; `splice` is of no use afterwards. */
  takeWithheld(): readonly Uint8Array[];
}

/** What is judged. */
export interface JudgedAnswer {
  /** Complete calls that were not judged before. */
  readonly calls: readonly ToolCall[];
  /** The answer as far as it was received. */
  readonly response: ModelResponse;
  /** The answer is whole. */
  readonly isWhole: boolean;
  /** The application has received a part of it: its text cannot be replaced any more. */
  readonly anyPassed: boolean;
}

export interface ResponseFilterOptions {
  readonly reading: ResponseReading;
  readonly rules: HoldingRules;
  readonly judge: (answer: JudgedAnswer) => MaybePromise<readonly ResponseEdit[]>;
  /** The application receives these calls now. */
  readonly onDelivered: (calls: readonly ToolCall[]) => void;
  /** The answer is whole, though the body may go on. */
  readonly onLast: () => void;
  /** It was not: it goes on. */
  readonly onGoesOn: () => void;
  readonly diagnostics: Diagnostics;
  /** Milliseconds of any steady clock. */
  readonly clock: () => number;
  /** What each frame goes through at last: it continues another response. */
  readonly outputTransform: FrameTransform | undefined;
}

/** How long an application may see nothing while the provider sends: it may take a silent stream for a dead one. */
const SILENCE_MS = 500;

export function createResponseFilter(options: ResponseFilterOptions): ResponseFilter {
  const { reading, rules, judge, onDelivered, onLast, onGoesOn, diagnostics, clock, outputTransform } = options;
  const holding = createHolding();
  let edited = false;
  let denial: FullDenial | undefined;
  let isAdded = false;
  let lastPassedMs = clock();

  const toBytes = (frames: readonly Frame[]): Uint8Array[] =>
    (outputTransform ? frames.flatMap(outputTransform) : frames).map(({ raw }) => raw);

  /** Frames as the application receives them. */
  function rewritten(frames: readonly Frame[]): readonly Frame[] {
    const { stream } = reading;
    return edited && stream ? frames.flatMap((frame) => [...stream.rewrite(frame)]) : frames;
  }

  /** All that waited. */
  const release = (): readonly Frame[] => rewritten(takeFrames(holding));

  function deliver(calls: readonly ToolCall[]): void {
    if (calls.length > 0) onDelivered(calls);
  }

  function judgeAwaiting(isWhole: boolean): MaybePromise<void> {
    const response = reading.response() ?? NOTHING;
    return andThen(judge({ calls: [...holding.awaiting], response, isWhole, anyPassed: holding.anyPassed }), (edits) => {
      if (edits.length > 0) {
        reading.stream?.edit(edits);
        edited = true;
      }
      deliver(applyJudgement(holding, edits, rules));
    });
  }

  /** The frames to pass on after a step. */
  function act(step: HoldingStep, frame: Frame, last: boolean): MaybePromise<readonly Frame[]> {
    switch (step) {
      case 'pass':
        return rewritten([frame]);
      case 'wait':
        return [];
      case 'fail':
        return finish();
      case 'judge':
        return andThen(judgeAwaiting(rules.judgeWhole), () => act(afterJudgement(holding, last, rules), frame, last));
      case 'denied':
        denial = createDenial();
        if (denial) return [];
        if (last) onLast();
        return release();
      case 'release':
        if (last) onLast();
        return rewritten(takeReleased(holding));
    }
  }

  function createDenial(): FullDenial | undefined {
    try {
      const answer = reading.stream?.assembledResponse();
      const splice = reading.stream?.spliceContinuation?.();
      return answer && { answer, denials: holding.denials, splice, takeWithheld };
    } catch (error) {
      diagnostics.failure('reprompt', error);
      return undefined;
    }
  }

  function takeWithheld(): readonly Uint8Array[] {
    denial = undefined;
    onLast();
    return toBytes(release());
  }

  /** What the application receives for a chunk: where it is all held, and has been for a while, the provider's signs of life, or one of ours. */
  function passed(chunks: readonly Uint8Array[]): readonly Uint8Array[] {
    const isSilent = chunks.length === 0 && holding.frames.length > 0 && !denial && clock() - lastPassedMs >= SILENCE_MS;
    if (chunks.length === 0 && !isSilent) return chunks;
    lastPassedMs = clock();
    if (!isSilent) return chunks;
    const signs = toBytes(rewritten(takeSigns(holding)));
    if (signs.length > 0 || !reading.signOfLife) return signs;
    isAdded = true;
    return [reading.signOfLife];
  }

  /** Takes frames in order; where judging fails, what waited and what follows passes on as it came. */
  function takeAll(frames: readonly ReadFrame[], from: number, out: Frame[]): MaybePromise<Frame[]> {
    for (let index = from; index < frames.length; index++) {
      const frame = frames[index];
      if (!frame) break;
      const passed = take(frame);
      if (isPromise(passed)) {
        return passed.then((list) => {
          push(out, list);
          return takeAll(frames, index + 1, out);
        });
      }
      push(out, passed);
    }
    return out;
  }

  function take(frame: ReadFrame): MaybePromise<readonly Frame[]> {
    try {
      if (frame.step.goesOn) onGoesOn();
      const passed = act(holdFrame(holding, frame, rules), frame.frame, frame.step.last === true);
      return isPromise(passed) ? passed.catch(passUnjudged) : passed;
    } catch (error) {
      return passUnjudged(error);
    }
  }

  function passUnjudged(error: unknown): readonly Frame[] {
    diagnostics.failure('judge_response', error);
    for (const { key } of holding.awaiting.splice(0)) holding.judged.add(key);
    return holding.phase === 'denied' ? release() : takeFrames(holding);
  }

  /**
   * What waits when the body ends too early, or the provider reports an error: in a call, or, in an answer that is judged as a whole, before
   * its last event. The calls are judged as they stand.
   */
  function finish(): MaybePromise<readonly Frame[]> {
    const response = reading.response() ?? NOTHING;
    const calls = unjudgedCalls(holding, response);
    const whole = rules.judgeWhole && !holding.judgedWhole && reading.stream !== undefined;
    if (calls.length === 0 && !whole) return holding.frames.length > 0 ? release() : [];
    holding.judgedWhole = true;
    try {
      const edits = judge({ calls, response, isWhole: rules.judgeWhole, anyPassed: holding.anyPassed });
      return isPromise(edits) ? edits.then((list) => settle(calls, list), passUnjudged) : settle(calls, edits);
    } catch (error) {
      return passUnjudged(error);
    }
  }

  function settle(calls: readonly ToolCall[], edits: readonly ResponseEdit[]): readonly Frame[] {
    if (edits.length > 0) {
      edited = true;
      reading.stream?.edit(edits);
    }
    for (const { key } of calls) holding.judged.add(key);
    holding.awaiting.length = 0;
    const frames = release();
    deliver(withoutRemoved(calls, edits));
    return frames;
  }

  return {
    get isEdited() {
      return edited || isAdded;
    },
    fullDenial: () => denial,
    write(chunk) {
      const { frames, unread } = reading.push(chunk);
      return andThen(takeAll(frames, 0, []), (released) => {
        // Reading was given up: what waited passes on as it came, but what was denied stays denied.
        const waiting = unread.length === 0 ? [] : holding.phase === 'denied' ? release() : takeFrames(holding);
        return passed([...toBytes([...released, ...waiting]), ...unread]);
      });
    },
    end() {
      const { frames, unread } = reading.end();
      return andThen(takeAll(frames, 0, []), (passed) => {
        // Some providers send no last event.
        if (!denial && holding.phase === 'denied') denial = createDenial();
        if (denial) return toBytes(passed);
        return andThen(reading.gaveUp ? takeFrames(holding) : finish(), (rest) => [...toBytes([...passed, ...rest]), ...unread]);
      });
    },
    abort() {
      if (reading.gaveUp) return [];
      const waiting = holding.frames.length > 0;
      // A framework may run a call as soon as it has all of it, whatever comes after.
      return andThen(waiting ? finish() : [], (frames) => {
        const rest = reading.abort();
        // What is left of a frame that was cut off may be a piece of a call that was denied.
        return edited ? toBytes(frames) : [...toBytes(frames), ...rest];
      });
    },
  };
}

const NOTHING: ModelResponse = { finishReasons: [], messages: [], toolCalls: [], attributes: {} };

/** One by one: what waited may be more than a call takes arguments. */
function push<T>(list: T[], items: readonly T[]): void {
  for (const item of items) list.push(item);
}
