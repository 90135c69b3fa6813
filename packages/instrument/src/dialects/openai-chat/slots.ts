/** The calls of a streamed answer as they come in, and which call a piece belongs to. */
import { isObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import type { Part } from '../../model/message.ts';
import type { ToolCall } from '../../model/model-response.ts';
import { asIndex, asObject, asObjects, asText, checkParts, compact, parseObject } from '../json.ts';
import { callKey } from './response.ts';

/** A call as it comes in, piece by piece. */
export interface Slot {
  readonly key: string;
  readonly legacy: boolean;
  /** As the provider counts; several calls may have the same where the provider counts wrongly. */
  readonly index: number | undefined;
  id: string | undefined;
  /** Every name that came, each once: the first is that of the call. */
  readonly names: string[];
  readonly pieces: string[];
  whole: JsonValue | undefined;
  complete: boolean;
  /** Earlier calls under the same index: some clients take all of them for one. */
  readonly merged: readonly Slot[];
  /** Rewriting: the text in its place has been sent. */
  isReplaced: boolean;
  /** Its first piece, which may have members that only the provider knows (Gemini: a signature). */
  readonly first: JsonObject;
}

export interface Choice {
  readonly index: number;
  /** Runs of text and reasoning in the order they came, each a list of pieces. */
  readonly runs: { readonly type: 'text' | 'reasoning'; readonly pieces: string[] }[];
  readonly others: Part[];
  readonly slots: Slot[];
  finish: string | undefined;
  /** Under which name reasoning came. */
  reasoningKey: string | undefined;
  /** Rewriting: text of ours has been sent. */
  wroteText: boolean;
}

/** What `read` found out about an event that may have to be rewritten. */
export interface Note {
  readonly body: JsonObject;
  readonly choices: ReadonlyMap<JsonObject, ChoiceNote>;
}

export interface ChoiceNote {
  readonly choice: Choice;
  /** The slot of each piece of a call, and whether the piece is its first. */
  readonly pieces: ReadonlyMap<JsonObject, { readonly slot: Slot; readonly first: boolean }>;
  /** There was text in this choice before this event. */
  readonly afterText: boolean;
}

export function readCalls(choice: Choice, delta: JsonObject): Map<JsonObject, { slot: Slot; first: boolean }> {
  const pieces = new Map<JsonObject, { slot: Slot; first: boolean }>();
  for (const piece of asObjects(delta.tool_calls)) {
    const body = asObject(piece.function) ?? asObject(piece.custom);
    const known = findSlot(choice, piece, asText(body?.name), asText(body?.arguments ?? body?.input));
    const slot = known ?? newSlot(choice, piece, false, asIndex(piece.index));
    slot.id ??= asText(piece.id);
    addTo(slot, asText(body?.name), body?.arguments ?? body?.input);
    pieces.set(piece, { slot, first: known === undefined });
  }
  const legacy = asObject(delta.function_call);
  if (legacy !== undefined) {
    const known = choice.slots.find((slot) => slot.legacy);
    const slot = known ?? newSlot(choice, legacy, true, undefined);
    addTo(slot, asText(legacy.name), legacy.arguments);
    pieces.set(legacy, { slot, first: known === undefined });
  }
  return pieces;
}

/**
 * Which call a piece belongs to: by index; but another id with a name under the same index is another call (some compatible providers
 * count all calls as 0), and so is, without ids, a piece that begins anew behind whole arguments. Without index: by id, else a piece with a
 * name begins a call and one without continues the last.
 */
function findSlot(choice: Choice, piece: JsonObject, name: string | undefined, args: string | undefined): Slot | undefined {
  const slots = choice.slots.filter((slot) => !slot.legacy);
  const index = asIndex(piece.index);
  const id = asText(piece.id);
  if (index !== undefined) {
    const same = slots.findLast((slot) => slot.index === index);
    if (same === undefined || name === undefined) return same;
    if (id !== undefined && same.id !== undefined)
      return same.id === id ? same : slots.find((slot) => slot.index === index && slot.id === id);
    return hasWholeArguments(same) && (name !== nameOf(same) || args?.trimStart().startsWith('{')) ? undefined : same;
  }
  if (id !== undefined) return slots.find((slot) => slot.id === id);
  return name === undefined ? slots.at(-1) : undefined;
}

function newSlot(choice: Choice, first: JsonObject, legacy: boolean, index: number | undefined): Slot {
  checkParts(choice.slots.length);
  const position = choice.slots.filter((slot) => !slot.legacy).length;
  const key = callKey(choice.index, legacy ? 'f' : position);
  const merged = index === undefined ? [] : choice.slots.filter((slot) => slot.index === index);
  const about = { id: undefined, names: [], pieces: [], whole: undefined, complete: false, isReplaced: false };
  const slot: Slot = { key, legacy, index, merged, ...about, first };
  choice.slots.push(slot);
  return slot;
}

function addTo(slot: Slot, name: string | undefined, args: JsonValue | undefined): void {
  // A provider that repeats the name in every piece repeats it whole.
  if (name !== undefined && !slot.names.includes(name)) slot.names.push(name);
  if (typeof args === 'string') {
    if (args !== '') slot.pieces.push(args);
  } else if (isObject(args)) slot.whole = args;
  // After its end, a call that goes on is open again: nothing of a call is released unjudged.
  slot.complete = false;
}

export const nameOf = ({ names }: Slot): string => names[0] ?? '';

const argumentsOf = ({ pieces, whole }: Slot): JsonValue => (pieces.length === 0 && whole !== undefined ? whole : pieces.join(''));

/** Nothing is missing from the arguments. Of free text nobody knows. */
export function hasWholeArguments(slot: Slot): boolean {
  const args = argumentsOf(slot);
  return isObject(args) || (typeof args === 'string' && parseObject(args) !== undefined);
}

export function toCall(slot: Slot): ToolCall {
  const others = alternatives(slot);
  return compact({
    key: slot.key,
    id: slot.id,
    name: nameOf(slot),
    arguments: argumentsOf(slot),
    alternatives: others.length > 0 ? others : undefined,
  });
}

/**
 * Of several names some clients take the last, and some join them; of several calls under one index some make one, with the last name and
 * all of the arguments.
 */
function alternatives(slot: Slot): { readonly name: string; readonly arguments: unknown }[] {
  const { names, merged } = slot;
  const own = argumentsOf(slot);
  const others = names.length > 1 ? [names.at(-1) ?? '', names.join('')].map((name) => ({ name, arguments: own as unknown })) : [];
  if (merged.length > 0) {
    const all = [...merged, slot].map(argumentsOf).map((args) => (typeof args === 'string' ? args : JSON.stringify(args)));
    others.push({ name: names.at(-1) ?? '', arguments: all.join('') });
  }
  return others;
}
