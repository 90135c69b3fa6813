import { isObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import type { RequestEdit } from '../../model/model-request.ts';
import { asArray, asString, without } from '../json.ts';

/**
 * Derived from the call's id, so that stream, final object and later references agree. The API takes ids of up to 64 letters, digits,
 * `_` and `-`, and wants those of messages to begin with `msg`.
 */
export function messageId(callId: string): string {
  return `msg_airt_${callId.replace(/[^A-Za-z0-9_-]/g, '_').slice(-48)}`;
}

/**
 * The server of this API may keep the history, and it keeps it as it was before the edit: with the call, without our message. So a
 * reference to our message becomes the message, and a call that the server waits for gets an output.
 */
export function resolveRemovedCall(body: JsonObject, edit: Extract<RequestEdit, { kind: 'resolve_removed_call' }>): JsonObject {
  const id = messageId(edit.callId);
  const input: readonly JsonValue[] = typeof body.input === 'string' ? [] : asArray(body.input);
  let changed = false;
  const items = input.map((item): JsonValue => {
    if (!isObject(item) || item.id !== id) return item;
    changed = true;
    if (item.type === 'item_reference') return { role: 'assistant', content: edit.text };
    // A message with an id that the server never gave is taken for a stored one by some.
    return without(item, 'id');
  });
  const kept =
    body.conversation !== undefined && body.conversation !== null
      ? true
      : asString(body.previous_response_id) !== undefined && body.previous_response_id === edit.responseId;
  const answered = input.some((item) => isObject(item) && item.call_id === edit.callId);
  if (!kept || answered) return changed ? { ...body, input: items } : body;
  const output: JsonObject = { type: 'function_call_output', call_id: edit.callId, output: edit.text };
  if (typeof body.input === 'string' && body.input !== '') items.push({ role: 'user', content: body.input });
  return { ...body, input: [output, ...items] };
}
