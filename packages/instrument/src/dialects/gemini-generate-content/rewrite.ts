/** The edits of an answer, chunk by chunk. Everything that is decided here follows from the slots, so a part may be rewritten at any time. */
import { isObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import type { CallEdit } from '../../model/model-response.ts';
import { argumentsObject, asObject, asString, asText, placeholder, without } from '../json.ts';
import { type CallSlot, type Candidate, type CandidateNote, callsOf, type PartNote, type Slot, type TextSlot } from './candidate.ts';
import { field, withField, withoutField } from './fields.ts';
import { callOf, partsOf } from './parts.ts';

export interface AnswerEdits {
  readonly edits: ReadonlyMap<string, CallEdit>;
  /** What all text reads instead; `undefined`: it stays. */
  readonly replacement: string | undefined;
}

/** The same object where nothing changes; `undefined`: nothing is left of it. */
export function rewriteBody(body: JsonObject, notes: ReadonlyMap<JsonValue, CandidateNote>, edits: AnswerEdits): JsonObject | undefined {
  let isChanged = false;
  const kept = (Array.isArray(body.candidates) ? body.candidates : []).flatMap((raw): JsonValue[] => {
    const note = notes.get(raw);
    const rewritten = note && isObject(raw) ? rewriteCandidate(raw, note, edits) : raw;
    if (rewritten !== raw) isChanged = true;
    return rewritten === undefined ? [] : [rewritten];
  });
  if (!isChanged) return body;
  return kept.length === 0 ? undefined : { ...body, candidates: kept };
}

function rewriteCandidate(raw: JsonObject, { candidate, parts }: CandidateNote, edits: AnswerEdits): JsonObject | undefined {
  const before = partsOf(raw.content);
  let isChanged = false;
  const after = before.flatMap((part): JsonValue[] => {
    const note = parts.get(part);
    const rewritten = note && isObject(part) ? rewritePart(part, note, candidate, edits) : part;
    if (rewritten !== part) isChanged = true;
    return rewritten === undefined ? [] : [rewritten];
  });
  const out = isChanged ? { ...raw, content: { ...asObject(raw.content), parts: after } } : raw;
  // Of Vertex AI: "Model generated function call(s)."
  const told =
    raw.finishMessage !== undefined && callsOf(candidate).length > 0 && callsOf(candidate).every((slot) => isRemoved(slot, edits));
  const rest = told ? without(out, 'finishMessage') : out;
  if (after.length > 0 || !isChanged) return rest;
  if (raw.finishReason === undefined) return undefined;
  // A content without parts makes the chat of the SDK forget the whole turn.
  return { ...rest, content: { ...asObject(raw.content), parts: [{ text: '' }] } };
}

const isRemoved = (slot: Slot | undefined, { edits }: AnswerEdits): boolean =>
  slot?.kind === 'call' && edits.get(slot.key)?.kind === 'remove_call';

/** The same object where nothing changes; `undefined`: nothing in its place. */
function rewritePart(part: JsonObject, { slot, isFirst }: PartNote, candidate: Candidate, edits: AnswerEdits): JsonObject | undefined {
  switch (slot.kind) {
    case 'text':
      return rewriteText(part, slot, isFirst, candidate, edits);
    case 'call':
      return rewriteCall(part, slot, isFirst, candidate, edits);
    case 'other':
      return part;
  }
}

function rewriteText(part: JsonObject, slot: TextSlot, isFirst: boolean, { slots }: Candidate, edits: AnswerEdits): JsonObject | undefined {
  if (slot.type !== 'text') return part;
  const { replacement } = edits;
  if (replacement !== undefined) {
    const isReplaced = isFirst && slots.find((each) => each.kind === 'text' && each.type === 'text') === slot;
    if (isReplaced) return { ...part, text: placeholder(replacement) };
    return field(part, 'thoughtSignature') === undefined ? undefined : { ...part, text: '' };
  }
  const text = asText(part.text);
  return isFirst && text !== undefined && isRemoved(slots[slot.at - 1], edits) ? { ...part, text: `\n\n${text}` } : part;
}

function rewriteCall(part: JsonObject, slot: CallSlot, isFirst: boolean, candidate: Candidate, edits: AnswerEdits): JsonObject | undefined {
  const edit = edits.edits.get(slot.key);
  if (edit?.kind === 'remove_call') {
    if (!isFirst) return undefined;
    const lead = candidate.slots.slice(0, slot.at).some((each) => isRemoved(each, edits) || isText(each)) ? '\n\n' : '';
    return withSignature({ text: lead + placeholder(edit.text) }, field(part, 'thoughtSignature'));
  }
  // The new arguments went out with the first part.
  if (!isFirst) return edit?.arguments === undefined ? part : undefined;
  const signature = field(part, 'thoughtSignature') ?? inheritedSignature(slot, candidate, edits);
  const signed = signature === field(part, 'thoughtSignature') ? part : withSignature(part, signature);
  return edit ? replaceCall(signed, edit) : signed;
}

const isText = (slot: Slot): boolean => slot.kind === 'text' && slot.type === 'text' && slot.pieces.some(({ text }) => asString(text));

/**
 * Of parallel calls only the first has a signature, and a request whose first call has none is refused (Gemini API documentation,
 * "Thought signatures"): where the first was removed, the next one has it.
 */
function inheritedSignature(slot: CallSlot, candidate: Candidate, edits: AnswerEdits): JsonValue | undefined {
  const before = callsOf(candidate).filter(({ at }) => at < slot.at);
  if (!before.every((each) => isRemoved(each, edits))) return undefined;
  return before.map(({ first }) => field(first, 'thoughtSignature')).find((signature) => signature !== undefined);
}

const withSignature = (part: JsonObject, signature: JsonValue | undefined): JsonObject =>
  signature === undefined ? part : withField(part, 'thoughtSignature', signature);

function replaceCall(part: JsonObject, edit: Extract<CallEdit, { kind: 'replace_call' }>): JsonObject {
  const call = callOf(part) ?? {};
  const named = edit.name === undefined ? call : { ...call, name: edit.name };
  if (edit.arguments === undefined) return withField(part, 'functionCall', named);
  const rest = withoutField(withoutField(named, 'partialArgs'), 'willContinue');
  return withField(part, 'functionCall', { ...rest, args: argumentsObject(edit.arguments) });
}
