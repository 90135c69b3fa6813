/** The edits of a streamed answer, event by event. */
import { isObject, type JsonObject } from '../../model/json.ts';
import type { CallEdit } from '../../model/model-response.ts';
import { asIndex, asObject, placeholder } from '../json.ts';
import { findItem, type Item } from './items.ts';
import { isCall } from './request.ts';
import { callKey, editItem, messageItem, textPart } from './response.ts';

/** The bodies in place of one; the same object where nothing changes. Sequence numbers are the caller's. */
export function rewriteBody(body: JsonObject, items: ReadonlyMap<number, Item>, edits: ReadonlyMap<string, CallEdit>): JsonObject[] {
  const response = asObject(body.response);
  if (response !== undefined) {
    const output = Array.isArray(response.output) ? response.output : [];
    let changed = false;
    let at = -1;
    const edited = output.map((raw) => {
      if (!isObject(raw)) return raw;
      at += 1;
      const item = isCall(raw) ? findItem(items, raw, at) : undefined;
      const edit = item === undefined ? undefined : edits.get(callKey(item.index));
      if (item === undefined || edit === undefined) return raw;
      changed = true;
      return editItem(raw, item.index, edit);
    });
    return [changed ? { ...body, response: { ...response, output: edited } } : body];
  }
  const index = asIndex(body.output_index);
  const item = index === undefined ? undefined : items.get(index);
  const edit = item === undefined ? undefined : edits.get(callKey(item.index));
  if (item === undefined || edit === undefined) return [body];
  if (edit.kind === 'remove_call') return removeCall(body, item, placeholder(edit.text));
  const replaced = replaceCall(body, item, edit);
  return replaced === undefined ? [] : [replaced];
}

/** A whole message where the call began, nothing where it went on. */
function removeCall(body: JsonObject, item: Item, text: string): JsonObject[] {
  if (body.type !== 'response.output_item.added') return [];
  const message = messageItem(item.body, item.index, text);
  const at = { output_index: item.index, item_id: message.id ?? '', content_index: 0 };
  return [
    { type: 'response.output_item.added', output_index: item.index, item: { ...message, status: 'in_progress', content: [] } },
    { type: 'response.content_part.added', ...at, part: textPart('') },
    { type: 'response.output_text.delta', ...at, delta: text, logprobs: [] },
    { type: 'response.output_text.done', ...at, text, logprobs: [] },
    { type: 'response.content_part.done', ...at, part: textPart(text) },
    { type: 'response.output_item.done', output_index: item.index, item: message },
  ];
}

function replaceCall(body: JsonObject, item: Item, edit: Extract<CallEdit, { kind: 'replace_call' }>): JsonObject | undefined {
  const raw = asObject(body.item);
  if (raw !== undefined) {
    // An item that is added without arguments gets them with the pieces.
    const empty = body.type === 'response.output_item.added' && (raw.arguments ?? raw.input ?? '') === '';
    return {
      ...body,
      item: editItem(
        raw,
        item.index,
        empty ? { kind: 'replace_call', key: edit.key, ...(edit.name === undefined ? {} : { name: edit.name }) } : edit,
      ),
    };
  }
  const out = edit.name === undefined || body.name === undefined ? body : { ...body, name: edit.name };
  if (edit.arguments === undefined) return out;
  if (typeof body.delta === 'string') {
    if (item.wroteArguments) return undefined;
    item.wroteArguments = true;
    return { ...out, delta: edit.arguments };
  }
  if (typeof body.arguments === 'string') return { ...out, arguments: edit.arguments };
  if (typeof body.input === 'string') return { ...out, input: edit.arguments };
  return out;
}
