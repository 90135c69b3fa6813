/** The edits of a streamed answer, event by event. */
import { isObject, type JsonObject } from '../../model/json.ts';
import type { CallEdit } from '../../model/model-response.ts';
import { asIndex, asObject, compact, placeholder } from '../json.ts';
import { argumentsOf } from './call-items.ts';
import type { Item } from './items.ts';
import { callKey, editItem, messageItem, partOf } from './response.ts';

/** What `read` found out about an event: the call that it is about, or, of a final object, the call at each place of its output. */
export type Note = { readonly item: Item } | { readonly outputs: ReadonlyMap<number, Item> };

/** The bodies in place of one; the same object where nothing changes. Sequence numbers are the caller's. */
export function rewriteBody(body: JsonObject, note: Note | undefined, edits: ReadonlyMap<string, CallEdit>): JsonObject[] {
  if (note === undefined) return [body];
  if ('outputs' in note) return [rewriteFinal(body, note.outputs, edits)];
  const { item } = note;
  const edit = edits.get(callKey(item.place));
  if (edit === undefined) return [body];
  if (edit.kind === 'remove_call') return removeCall(body, item, edit);
  const replaced = replaceCall(body, item, edit);
  return replaced === undefined ? [] : [replaced];
}

function rewriteFinal(body: JsonObject, outputs: ReadonlyMap<number, Item>, edits: ReadonlyMap<string, CallEdit>): JsonObject {
  const response = asObject(body.response);
  if (response === undefined || !Array.isArray(response.output)) return body;
  let changed = false;
  let at = -1;
  const output = response.output.map((raw) => {
    if (!isObject(raw)) return raw;
    at += 1;
    const item = outputs.get(at);
    const edit = item && edits.get(callKey(item.place));
    if (!edit) return raw;
    changed = true;
    return editItem(raw, item.place, edit);
  });
  return changed ? { ...body, response: { ...response, output } } : body;
}

/** A whole message where the call began, nothing where it went on. */
function removeCall(body: JsonObject, item: Item, edit: Extract<CallEdit, { kind: 'remove_call' }>): JsonObject[] {
  if (body.type !== 'response.output_item.added') return [];
  const part = partOf(edit);
  const text = placeholder(edit.text);
  const message = messageItem(item.body, item.place, part);
  const index = asIndex(body.output_index);
  const place = compact({ output_index: index });
  const at = { ...place, item_id: message.id ?? '', content_index: 0 };
  return [
    { type: 'response.output_item.added', ...place, item: { ...message, status: 'in_progress', content: [] } },
    { type: 'response.content_part.added', ...at, part: edit.isRefusal ? { ...part, refusal: '' } : { ...part, text: '' } },
    ...(edit.isRefusal
      ? [
          { type: 'response.refusal.delta', ...at, delta: text },
          { type: 'response.refusal.done', ...at, refusal: text },
        ]
      : [
          { type: 'response.output_text.delta', ...at, delta: text, logprobs: [] },
          { type: 'response.output_text.done', ...at, text, logprobs: [] },
        ]),
    { type: 'response.content_part.done', ...at, part },
    { type: 'response.output_item.done', ...place, item: message },
  ];
}

function replaceCall(body: JsonObject, item: Item, edit: Extract<CallEdit, { kind: 'replace_call' }>): JsonObject | undefined {
  const raw = asObject(body.item);
  if (raw !== undefined) {
    // An item that is added without arguments gets them with the pieces.
    const empty = body.type === 'response.output_item.added' && (argumentsOf(raw) ?? '') === '';
    const { key, name } = edit;
    return { ...body, item: editItem(raw, item.place, empty ? compact({ kind: 'replace_call' as const, key, name }) : edit) };
  }
  const out = edit.name === undefined || body.name === undefined ? body : { ...body, name: edit.name };
  if (edit.arguments === undefined) return out;
  if (typeof body.delta === 'string') {
    if (item.wroteArguments) return undefined;
    item.wroteArguments = true;
    return { ...out, delta: edit.arguments };
  }
  if (typeof body.arguments === 'string' || typeof body.input === 'string')
    return { ...out, [typeof body.arguments === 'string' ? 'arguments' : 'input']: edit.arguments };
  return out;
}
