import { isObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { asArray, asIndex, asObject, asObjects, asText, placeholder } from '../json.ts';

import { callKey } from './response.ts';

/** An answer that ended for another reason than its calls is not whole: arguments may be cut, content may be withheld. */
const WHOLE = new Set<JsonValue | undefined>(['tool_calls', 'function_call', 'stop']);

export function reprompt(body: JsonObject, answer: JsonObject, refusals: ReadonlyMap<string, string>): JsonObject | undefined {
  const [choice, another] = asObjects(answer.choices);
  const message = asObject(choice?.message);
  const before = asArray(body.messages);
  // An assistant message at the end was to be continued: two of them in a row say something else.
  const last = before.at(-1);
  if (!choice || another || !message || !WHOLE.has(choice.finish_reason) || (isObject(last) && last.role === 'assistant')) return undefined;
  const index = asIndex(choice.index) ?? 0;
  const results: JsonObject[] = [];
  for (const [position, call] of asObjects(message.tool_calls).entries()) {
    const id = asText(call.id);
    const text = refusals.get(callKey(index, position));
    if (id === undefined || text === undefined) return undefined;
    results.push({ role: 'tool', tool_call_id: id, content: placeholder(text) });
  }
  const legacy = asText(asObject(message.function_call)?.name);
  const legacyText = refusals.get(callKey(index, 'f'));
  if (legacy !== undefined && legacyText !== undefined) results.push({ role: 'function', name: legacy, content: placeholder(legacyText) });
  if (results.length === 0 || results.length !== refusals.size) return undefined;
  return { ...body, ...unforced(body), messages: [...before, message, ...results] };
}

/** What a choice that forces a call has to be, so that the model may answer otherwise. */
function unforced(body: JsonObject): JsonObject {
  const choice = body.tool_choice;
  const forced = choice === 'required' || choice === 'any' || (isObject(choice) && choice.type !== 'allowed_tools');
  return { ...(forced ? { tool_choice: 'auto' } : {}), ...(isObject(body.function_call) ? { function_call: 'auto' } : {}) };
}
