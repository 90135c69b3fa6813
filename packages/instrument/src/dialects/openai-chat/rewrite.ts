/** The edits of a streamed answer, event by event. */
import type { Frame } from '../../framing/framing.ts';
import { encodeSse } from '../../framing/sse/index.ts';
import { isObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import type { CallEdit } from '../../model/model-response.ts';
import { asObject, asString, compact, placeholder, without } from '../json.ts';
import { answered, replaceFields } from './response.ts';
import type { ChoiceNote, Note, Slot } from './slots.ts';

export function rewriteEvent(event: Frame, note: Note, edits: ReadonlyMap<string, CallEdit>): Frame[] {
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
  let isRefusal = false;

  const rewritePiece = (piece: JsonObject): JsonObject | undefined => {
    const found = note.pieces.get(piece);
    if (found === undefined) return piece;
    const edit = edits.get(found.slot.key);
    if (edit?.kind === 'remove_call') {
      touched = true;
      // Where its beginning was sent before it was denied, the text follows all the same.
      if (!found.slot.isReplaced) texts.push(placeholder(edit.text));
      isRefusal ||= edit.isRefusal === true;
      found.slot.isReplaced = true;
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
    const field = isRefusal ? 'refusal' : 'content';
    const own = asString(delta[field]) ?? '';
    const lead = own !== '' || (note.afterText && !isRefusal) || choice.wroteText ? '\n\n' : '';
    delta = { ...delta, [field]: `${own}${lead}${texts.join('\n\n')}` };
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
