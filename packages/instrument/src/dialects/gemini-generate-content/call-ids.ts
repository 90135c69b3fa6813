/** Which call each function response of a transcript is of. */

import { createCallIds } from '../../model/call-id.ts';
import { isObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { asString, asText } from '../json.ts';
import { callOf, partsOf, resultOf } from './parts.ts';

/** A call of the turn that is being answered. */
interface OpenCall {
  readonly id: string;
  readonly name: string;
}

/**
 * The ids of all function calls and function responses, by their objects: the transcript's own, or derived ones. A response without an
 * id answers the first call of its name in the turn before that has no response yet (the API pairs them by name and order).
 */
export function callIdsOf(contents: readonly JsonValue[]): ReadonlyMap<JsonObject, string> {
  const ids = new Map<JsonObject, string>();
  let open: OpenCall[] = [];
  let derive = createCallIds();
  let isModelTurn = false;
  for (const content of contents) {
    if (!isObject(content)) continue;
    const isModel = content.role === 'model';
    if (isModel && !isModelTurn) {
      open = [];
      derive = createCallIds();
    }
    isModelTurn = isModel;
    for (const part of partsOf(content)) {
      const call = isObject(part) ? callOf(part) : undefined;
      const result = isObject(part) ? resultOf(part) : undefined;
      if (call) {
        const name = asString(call.name) ?? '';
        const id = asText(call.id) ?? derive(name, call.args);
        ids.set(call, id);
        open.push({ id, name });
      }
      if (result) {
        const id = asText(result.id) ?? open.find(({ name }) => name === result.name)?.id;
        if (id === undefined) continue;
        ids.set(result, id);
        open = open.filter((each) => each.id !== id);
      }
    }
  }
  return ids;
}
