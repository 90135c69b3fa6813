import type { Frame } from '../../framing/framing.ts';
import { encodeSse } from '../../framing/sse/index.ts';
import { isObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import type { Message, Part } from '../../model/message.ts';
import { type CallEdit, callEdits, type ModelResponse, type ToolCall, type Usage } from '../../model/model-response.ts';
import type { StreamReader, StreamStep } from '../dialect.ts';
import {
  asArray,
  asIndex,
  asObject,
  asObjects,
  asString,
  asText,
  checkParts,
  compact,
  parseObject,
  placeholder,
  without,
} from '../json.ts';

import { parseContent } from './request.ts';
import { answered, callKey, parseError, parseUsage, replaceFields, responseAttributes } from './response.ts';

/** A call as it comes in, piece by piece. */
interface Slot {
  readonly key: string;
  readonly legacy: boolean;
  /** As the provider counts; several calls may have the same where the provider counts wrongly. */
  readonly index: number | undefined;
  id: string | undefined;
  name: string;
  readonly pieces: string[];
  whole: JsonValue | undefined;
  complete: boolean;
  /** Its first piece, which may have members that only the provider knows (Gemini: a signature). */
  readonly first: JsonObject;
}

interface Choice {
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
interface Note {
  readonly body: JsonObject;
  readonly choices: ReadonlyMap<JsonObject, ChoiceNote>;
}

interface ChoiceNote {
  readonly choice: Choice;
  /** The slot of each piece of a call, and whether the piece is its first. */
  readonly pieces: ReadonlyMap<JsonObject, { readonly slot: Slot; readonly first: boolean }>;
  /** There was text in this choice before this event. */
  readonly afterText: boolean;
}

export function openStream(): StreamReader {
  const choices = new Map<number, Choice>();
  const edits = new Map<string, CallEdit>();
  const notes = new WeakMap<Frame, Note>();
  let id: string | undefined;
  let model: string | undefined;
  let usage: Usage | undefined;
  let error: ModelResponse['error'];
  let attributes: Record<string, string> = {};

  const choiceAt = (index: number): Choice => {
    let choice = choices.get(index);
    if (choice === undefined) {
      checkParts(choices.size);
      choice = { index, runs: [], others: [], slots: [], finish: undefined, reasoningKey: undefined, wroteText: false };
      choices.set(index, choice);
    }
    return choice;
  };
  const isOpen = (): boolean => {
    for (const choice of choices.values()) if (choice.slots.some((slot) => !slot.complete)) return true;
    return false;
  };
  const complete = (choice: Choice): ToolCall[] => {
    const calls: ToolCall[] = [];
    for (const slot of choice.slots) {
      if (slot.complete) continue;
      slot.complete = true;
      calls.push(toCall(slot));
    }
    return calls;
  };

  const readBody = (event: Frame, body: JsonObject): StreamStep => {
    id ??= asText(body.id);
    model ??= asText(body.model);
    // Some providers repeat it with every chunk, cumulative; Groq has it under x_groq.
    usage = parseUsage(body.usage) ?? parseUsage(asObject(body.x_groq)?.usage) ?? usage;
    error ??= parseError(body);
    attributes = { ...attributes, ...responseAttributes(body) };
    const completed: ToolCall[] = [];
    const noted = new Map<JsonObject, ChoiceNote>();
    let chunk = false;
    asObjects(body.choices).forEach((raw, at) => {
      const choice = choiceAt(asIndex(raw.index) ?? at);
      const afterText = choice.runs.some((run) => run.type === 'text');
      const delta = asObject(raw.delta) ?? {};
      if (readText(choice, delta)) chunk = true;
      const pieces = readCalls(choice, delta);
      if (pieces.size > 0) chunk = true;
      const finish = asText(raw.finish_reason);
      if (finish !== undefined) {
        choice.finish = finish;
        completed.push(...complete(choice));
      }
      if (choice.slots.length > 0) noted.set(raw, { choice, pieces, afterText });
    });
    if (noted.size > 0) notes.set(event, { body, choices: noted });
    return { open: isOpen(), complete: completed, chunk };
  };

  return {
    read(event) {
      if (event.data?.trim() === '[DONE]') {
        return { open: false, complete: [...choices.values()].flatMap(complete), chunk: false, last: true };
      }
      const body = parseObject(event.data);
      return body === undefined ? { open: isOpen(), complete: [], chunk: false } : readBody(event, body);
    },
    edit(more) {
      for (const [key, edit] of callEdits(more)) edits.set(key, edit);
    },
    rewrite(event) {
      const note = notes.get(event);
      if (note === undefined || edits.size === 0) return [event];
      return rewriteEvent(event, note, edits);
    },
    response() {
      const ordered = [...choices.values()].sort((a, b) => a.index - b.index);
      return compact({
        id,
        model,
        finishReasons: ordered.flatMap((choice) => choice.finish ?? []),
        usage,
        messages: ordered.map(toMessage),
        toolCalls: ordered.flatMap((choice) => choice.slots.map(toCall)),
        error,
        attributes,
      });
    },
    assembledResponse() {
      const [choice, another] = choices.values();
      if (!choice || another || choice.others.length > 0) return undefined;
      return { choices: [{ index: choice.index, finish_reason: choice.finish ?? null, message: wholeMessage(choice) }] };
    },
    spliceContinuation() {
      let parted = ![...choices.values()].some((choice) => choice.runs.some((run) => run.type === 'text'));
      return (event) => {
        const apart = parted ? undefined : withParagraph(event);
        if (apart) parted = true;
        return [apart ?? event];
      };
    },
  };
}

function wholeMessage(choice: Choice): JsonObject {
  const text = (type: 'text' | 'reasoning'): string =>
    choice.runs
      .filter((run) => run.type === type)
      .map((run) => run.pieces.join(''))
      .join('');
  const message: JsonObject = { role: 'assistant', content: text('text') || null };
  if (choice.reasoningKey !== undefined) message[choice.reasoningKey] = text('reasoning');
  const calls = choice.slots.filter((slot) => !slot.legacy);
  if (calls.length > 0) message.tool_calls = calls.map(wholeCall);
  const legacy = choice.slots.find((slot) => slot.legacy);
  if (legacy) message.function_call = { name: legacy.name, arguments: legacy.pieces.join('') };
  return message;
}

function wholeCall(slot: Slot): JsonObject {
  const { name, arguments: args } = toCall(slot);
  const value = args as JsonValue;
  const rest = without(slot.first, 'index', 'function', 'custom');
  const kind: JsonObject = isObject(slot.first.custom)
    ? { type: 'custom', custom: { ...slot.first.custom, name, input: value } }
    : { type: 'function', function: { ...asObject(slot.first.function), name, arguments: value } };
  return { ...rest, ...(slot.id === undefined ? {} : { id: slot.id }), ...kind };
}

/** The event with an empty line before its text; undefined where it has none. */
function withParagraph(event: Frame): Frame | undefined {
  const body = parseObject(event.data);
  const [choice] = asObjects(body?.choices);
  const delta = asObject(choice?.delta);
  const text = asText(delta?.content);
  if (!body || !choice || text === undefined) return undefined;
  const choices = asArray(body.choices).map((each) =>
    each === choice ? { ...choice, delta: { ...delta, content: `\n\n${text}` } } : each,
  );
  return encodeSse(compact({ event: event.event, data: JSON.stringify({ ...body, choices }) }));
}

function readText(choice: Choice, delta: JsonObject): boolean {
  let any = false;
  const add = (type: 'text' | 'reasoning', piece: string | undefined): void => {
    if (piece === undefined || piece === '') return;
    any = true;
    const run = choice.runs.at(-1);
    if (run?.type === type) run.pieces.push(piece);
    else choice.runs.push({ type, pieces: [piece] });
  };
  for (const key of ['reasoning_content', 'reasoning'] as const) if (asText(delta[key]) !== undefined) choice.reasoningKey ??= key;
  add('reasoning', asText(delta.reasoning_content) ?? asText(delta.reasoning));
  if (typeof delta.content === 'string') add('text', delta.content);
  else {
    for (const part of parseContent(delta.content)) {
      if (part.type === 'text' || part.type === 'reasoning') add(part.type, part.content);
      else choice.others.push(part);
    }
  }
  add('text', asText(delta.refusal));
  return any || isObject(delta.audio);
}

function readCalls(choice: Choice, delta: JsonObject): Map<JsonObject, { slot: Slot; first: boolean }> {
  const pieces = new Map<JsonObject, { slot: Slot; first: boolean }>();
  for (const piece of asObjects(delta.tool_calls)) {
    const body = asObject(piece.function) ?? asObject(piece.custom);
    const known = findSlot(choice, piece, asText(body?.name));
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
 * count all calls as 0). Without index: by id, else a piece with a name begins a call and one without continues the last.
 */
function findSlot(choice: Choice, piece: JsonObject, name: string | undefined): Slot | undefined {
  const slots = choice.slots.filter((slot) => !slot.legacy);
  const index = asIndex(piece.index);
  const id = asText(piece.id);
  if (index !== undefined) {
    const same = slots.findLast((slot) => slot.index === index);
    if (same === undefined || id === undefined || same.id === undefined || same.id === id || name === undefined) return same;
    return slots.find((slot) => slot.index === index && slot.id === id);
  }
  if (id !== undefined) return slots.find((slot) => slot.id === id);
  return name === undefined ? slots.at(-1) : undefined;
}

function newSlot(choice: Choice, first: JsonObject, legacy: boolean, index: number | undefined): Slot {
  checkParts(choice.slots.length);
  const position = choice.slots.filter((slot) => !slot.legacy).length;
  const key = callKey(choice.index, legacy ? 'f' : position);
  const slot: Slot = { key, legacy, index, id: undefined, name: '', pieces: [], whole: undefined, complete: false, first };
  choice.slots.push(slot);
  return slot;
}

function addTo(slot: Slot, name: string | undefined, args: JsonValue | undefined): void {
  // A provider that repeats the name in every piece repeats it whole.
  if (slot.name === '' && name !== undefined) slot.name = name;
  if (typeof args === 'string') {
    if (args !== '') slot.pieces.push(args);
  } else if (isObject(args)) slot.whole = args;
  // After its end, a call that goes on is open again: nothing of a call is released unjudged.
  slot.complete = false;
}

function toCall(slot: Slot): ToolCall {
  const args = slot.pieces.length === 0 && slot.whole !== undefined ? slot.whole : slot.pieces.join('');
  return compact({ key: slot.key, id: slot.id, name: slot.name, arguments: args });
}

function toMessage(choice: Choice): Message {
  const parts: Part[] = choice.runs.map((run) => ({ type: run.type, content: run.pieces.join('') }));
  parts.push(...choice.others);
  for (const slot of choice.slots) {
    const { id, name, arguments: args } = toCall(slot);
    parts.push(compact({ type: 'tool_call' as const, id, name, arguments: args }));
  }
  return { role: 'assistant', parts };
}

function rewriteEvent(event: Frame, note: Note, edits: ReadonlyMap<string, CallEdit>): Frame[] {
  let changed = false;
  const choices: JsonValue[] = [];
  for (const raw of Array.isArray(note.body.choices) ? note.body.choices : []) {
    const known = isObject(raw) ? note.choices.get(raw) : undefined;
    if (!isObject(raw) || known === undefined) {
      choices.push(raw);
      continue;
    }
    const rewritten = rewriteChoice(raw, known, edits);
    if (rewritten !== raw) changed = true;
    if (rewritten !== undefined) choices.push(rewritten);
  }
  if (!changed) return [event];
  // A chunk that held nothing but pieces of a removed call, and no usage, is not needed any more.
  if (choices.length === 0 && !isObject(note.body.usage)) return [];
  return [encodeSse(compact({ event: event.event, data: JSON.stringify({ ...note.body, choices }) }))];
}

/** `undefined`: nothing is left of it. */
function rewriteChoice(raw: JsonObject, note: ChoiceNote, edits: ReadonlyMap<string, CallEdit>): JsonObject | undefined {
  const { choice } = note;
  const isRemoved = (slot: Slot): boolean => edits.get(slot.key)?.kind === 'remove_call';
  if (!choice.slots.some((slot) => edits.has(slot.key))) return raw;
  let delta = asObject(raw.delta) ?? {};
  let touched = false;
  const texts: string[] = [];

  const rewritePiece = (piece: JsonObject): JsonObject | undefined => {
    const found = note.pieces.get(piece);
    if (found === undefined) return piece;
    const edit = edits.get(found.slot.key);
    if (edit?.kind === 'remove_call') {
      touched = true;
      if (found.first) texts.push(placeholder(edit.text));
      return undefined;
    }
    let out = edit === undefined ? piece : replacePiece(piece, edit, found.first);
    const gone = choice.slots.slice(0, choice.slots.indexOf(found.slot)).filter((slot) => !slot.legacy && isRemoved(slot)).length;
    if (gone > 0 && found.slot.index !== undefined) out = { ...out, index: Math.max(0, found.slot.index - gone) };
    if (out !== piece) touched = true;
    return out;
  };

  if (Array.isArray(delta.tool_calls)) {
    const kept = delta.tool_calls.flatMap((piece) => (isObject(piece) ? (rewritePiece(piece) ?? []) : [piece]));
    if (touched) delta = kept.length > 0 ? { ...delta, tool_calls: kept } : without(delta, 'tool_calls');
  }
  if (isObject(delta.function_call)) {
    const kept = rewritePiece(delta.function_call);
    if (kept === undefined) delta = without(delta, 'function_call');
    else if (kept !== delta.function_call) delta = { ...delta, function_call: kept };
  }
  if (texts.length > 0) {
    const own = asString(delta.content) ?? '';
    const lead = own !== '' || note.afterText || choice.wroteText ? '\n\n' : '';
    delta = { ...delta, content: `${own}${lead}${texts.join('\n\n')}` };
    choice.wroteText = true;
  }
  let out = touched ? { ...raw, delta } : raw;
  if (choice.slots.every(isRemoved)) {
    const finish = answered(raw.finish_reason);
    if (finish !== (raw.finish_reason ?? null)) out = { ...out, finish_reason: finish };
  }
  const empty =
    out !== raw && (out.finish_reason ?? null) === null && Object.keys(delta).every((key) => key === 'role' || delta[key] === null);
  // The role opens the message for the SDKs, so the first chunk of a choice stays.
  return empty && delta.role === undefined ? undefined : out;
}

function replacePiece(piece: JsonObject, edit: Extract<CallEdit, { kind: 'replace_call' }>, first: boolean): JsonObject {
  const replace = (fields: JsonObject, key: 'arguments' | 'input'): JsonObject => {
    if (first) return replaceFields(fields, edit, key);
    // The whole text went out with the first piece.
    const rest = edit.arguments === undefined || fields[key] === undefined ? fields : { ...fields, [key]: '' };
    return edit.name === undefined || rest.name === undefined ? rest : { ...rest, name: edit.name };
  };
  if (isObject(piece.custom)) return { ...piece, custom: replace(piece.custom, 'input') };
  if (isObject(piece.function)) return { ...piece, function: replace(piece.function, 'arguments') };
  // The function_call of the old API is the fields themselves; a piece of a new call may come before its function.
  if (piece.id !== undefined || piece.index !== undefined) return first ? { ...piece, function: replace({}, 'arguments') } : piece;
  return replace(piece, 'arguments');
}
