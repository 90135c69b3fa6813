/** One candidate of an answer as it comes in: what its parts are, in order. */

import { createCallIds } from '../../model/call-id.ts';
import { isObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import type { Message, Part } from '../../model/message.ts';
import type { ToolCall } from '../../model/model-response.ts';
import { asObjects, asString, asText, checkParts, compact } from '../json.ts';
import { field } from './fields.ts';
import { callKey, finishReasonOf } from './metadata.ts';
import { applyPartialArgs } from './partial-args.ts';
import { callOf, parsePart, partsOf, pushPart } from './parts.ts';

/** Pieces of one text, or of one thought. */
export interface TextSlot {
  readonly kind: 'text';
  readonly at: number;
  readonly type: 'text' | 'reasoning';
  /** The parts as they came. */
  readonly pieces: JsonObject[];
}

export interface CallSlot {
  readonly kind: 'call';
  readonly at: number;
  readonly key: string;
  /** The part that began the call. */
  readonly first: JsonObject;
  readonly name: string;
  id: string | undefined;
  args: JsonValue;
  /** More parts than the first one belong to it. */
  isStreamed: boolean;
  isComplete: boolean;
  /** It was reported as complete. */
  isReported: boolean;
}

export interface OtherSlot {
  readonly kind: 'other';
  readonly at: number;
  readonly part: Part;
  /** As it came; absent for content that is too large to be kept. */
  readonly raw: JsonObject | undefined;
}

export type Slot = TextSlot | CallSlot | OtherSlot;

/** Mutable; owned by one answer. */
export interface Candidate {
  readonly index: number;
  readonly slots: Slot[];
  readonly deriveId: (name: string, args: unknown) => string;
  finish: string | undefined;
}

/** What a part of a chunk belongs to. */
export interface PartNote {
  readonly slot: Slot;
  readonly isFirst: boolean;
}

/** What the parts of a candidate in a chunk belong to. */
export interface CandidateNote {
  readonly candidate: Candidate;
  readonly parts: ReadonlyMap<JsonValue, PartNote>;
}

export const createCandidate = (index: number): Candidate => ({ index, slots: [], deriveId: createCallIds(), finish: undefined });

const NO_IDS: ReadonlyMap<JsonObject, string> = new Map();

export const callsOf = ({ slots }: Candidate): CallSlot[] => slots.filter((slot) => slot.kind === 'call');

/** Adds the parts of a chunk. */
export function readCandidate(candidate: Candidate, raw: JsonObject): CandidateNote {
  const parts = new Map<JsonValue, PartNote>();
  for (const part of partsOf(raw.content)) if (isObject(part)) parts.set(part, addPart(candidate, part));
  candidate.finish = finishReasonOf(raw) ?? candidate.finish;
  return { candidate, parts };
}

/** Returns what the part belongs to. */
function addPart(candidate: Candidate, raw: JsonObject): PartNote {
  const call = callOf(raw);
  if (call) return addCall(candidate, raw, call);
  const part = parsePart(raw, NO_IDS);
  const { slots } = candidate;
  const last = slots.at(-1);
  if (part.type !== 'text' && part.type !== 'reasoning') {
    return begin(candidate, { kind: 'other', at: slots.length, part, raw: part.type === 'blob' ? undefined : raw });
  }
  if (last?.kind === 'text' && last.type === part.type) {
    last.pieces.push(raw);
    return { slot: last, isFirst: false };
  }
  return begin(candidate, { kind: 'text', at: slots.length, type: part.type, pieces: [raw] });
}

function begin(candidate: Candidate, slot: Slot): PartNote {
  checkParts(candidate.slots.length);
  candidate.slots.push(slot);
  return { slot, isFirst: true };
}

/**
 * A call comes whole, or in parts: the first has the name, the others have pieces of the arguments and belong to the call that is open;
 * it ends with an empty function call, or with one that says that nothing follows (Vertex AI, "Streaming function call arguments").
 */
function addCall(candidate: Candidate, raw: JsonObject, call: JsonObject): PartNote {
  const name = asText(call.name);
  const calls = callsOf(candidate);
  const known = name === undefined ? (calls.findLast((slot) => !slot.isComplete) ?? calls.at(-1)) : undefined;
  const pieces = asObjects(field(call, 'partialArgs'));
  const hasMore = call.args !== undefined || pieces.length > 0;
  const note: PartNote = known ? { slot: known, isFirst: false } : begin(candidate, newCall(candidate, raw, call, calls.length));
  const { slot } = note;
  if (slot.kind !== 'call') return note;
  if (known && !hasMore && known.isComplete) return note;
  slot.isStreamed ||= known !== undefined || pieces.length > 0;
  if (known && call.args !== undefined) slot.args = isObject(slot.args) && isObject(call.args) ? { ...slot.args, ...call.args } : call.args;
  if (isObject(slot.args)) applyPartialArgs(slot.args, pieces);
  slot.id ??= asText(call.id);
  // After its end, a call that goes on is open again: nothing of a call is released unjudged.
  slot.isComplete = field(call, 'willContinue') !== true && pieces.every((piece) => field(piece, 'willContinue') !== true);
  slot.isReported = false;
  return note;
}

function newCall({ slots, index }: Candidate, first: JsonObject, call: JsonObject, position: number): CallSlot {
  const args = call.args ?? {};
  return {
    kind: 'call',
    at: slots.length,
    key: callKey(index, position),
    first,
    name: asString(call.name) ?? '',
    id: asText(call.id),
    // Pieces are added in place, and the part stays as it came.
    args: isObject(args) ? { ...args } : args,
    isStreamed: field(call, 'willContinue') === true,
    isComplete: false,
    isReported: false,
  };
}

/** The calls that are complete and were not reported yet; an answer that has a finish reason has no other. */
export function completedCalls(candidate: Candidate): ToolCall[] {
  const calls = callsOf(candidate);
  if (candidate.finish !== undefined) for (const slot of calls) slot.isComplete = true;
  const completed = calls.filter((slot) => slot.isComplete && !slot.isReported);
  for (const slot of completed) slot.isReported = true;
  return completed.map((slot) => toCall(candidate, slot));
}

/** The call; once it is complete it has an id. */
export function toCall(candidate: Candidate, slot: CallSlot): ToolCall {
  if (slot.isComplete) slot.id ??= candidate.deriveId(slot.name, slot.args);
  return compact({ key: slot.key, id: slot.id, name: slot.name, arguments: slot.args });
}

export function toMessage(candidate: Candidate): Message {
  const parts: Part[] = [];
  for (const slot of candidate.slots) {
    if (slot.kind === 'text') pushPart(parts, { type: slot.type, content: slot.pieces.map(({ text }) => asString(text) ?? '').join('') });
    else if (slot.kind === 'other') parts.push(slot.part);
    else {
      const { id, name, arguments: args } = toCall(candidate, slot);
      parts.push(compact({ type: 'tool_call' as const, id, name, arguments: args }));
    }
  }
  return { role: 'assistant', parts };
}

/** The content as it would have come in one piece; undefined where a part of it was not kept, or is not complete. */
export function assembledParts({ slots }: Candidate): JsonObject[] | undefined {
  const parts = slots.flatMap((slot): (JsonObject | undefined)[] => {
    if (slot.kind === 'text') return slot.pieces;
    if (slot.kind === 'other') return [slot.raw];
    return [slot.isComplete ? wholeCall(slot) : undefined];
  });
  const known = parts.filter((part) => part !== undefined);
  return known.length === parts.length ? known : undefined;
}

function wholeCall({ first, isStreamed, name, args }: CallSlot): JsonObject {
  if (!isStreamed) return first;
  const id = asText(callOf(first)?.id);
  return { ...first, functionCall: { ...(id === undefined ? {} : { id }), name, args } };
}

/** Whether a chunk of the candidate has more than empty texts. */
export const hasOutput = ({ parts }: CandidateNote): boolean =>
  [...parts].some(([part, { slot }]) => slot.kind !== 'text' || hasContent(part));

/** Whether there is text before the first tool call. */
export function beginsWithText({ slots }: Candidate): boolean {
  const call = slots.findIndex(({ kind }) => kind === 'call');
  return slots.slice(0, call).some((slot) => slot.kind === 'text' && slot.type === 'text' && slot.pieces.some(hasContent));
}

const hasContent = (part: JsonValue): boolean => isObject(part) && asText(part.text) !== undefined;
