import { isObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { asArray, asObjects, asText, placeholder } from '../json.ts';

import { answerItem, callIdOf, isCall } from './call-items.ts';
import { callKey } from './response.ts';

export function reprompt(body: JsonObject, answer: JsonObject, refusals: ReadonlyMap<string, string>): JsonObject | undefined {
  if (answer.status !== 'completed' || body.background === true) return undefined;
  const output = asObjects(answer.output);
  const results: JsonObject[] = [];
  for (const [at, item] of output.entries()) {
    if (!isCall(item)) continue;
    const id = callIdOf(item);
    const text = refusals.get(callKey(at));
    const result = id === undefined || text === undefined ? undefined : answerItem(item, id, placeholder(text));
    if (result === undefined) return undefined;
    results.push(result);
  }
  if (results.length === 0 || results.length !== refusals.size) return undefined;
  const free = unforced(body);
  // Where the application lets the server keep the history, the server has the answer already.
  if (isSet(body.conversation)) return { ...body, ...free, input: results };
  const id = asText(answer.id);
  if (isSet(body.previous_response_id))
    return id === undefined ? undefined : { ...body, ...free, previous_response_id: id, input: results };
  const text = asText(body.input);
  const before: readonly JsonValue[] = text === undefined ? asArray(body.input) : [{ role: 'user', content: text }];
  return { ...body, ...free, input: [...before, ...output, ...results] };
}

const isSet = (value: JsonValue | undefined): boolean => value !== undefined && value !== null;

/** What a choice that forces a call has to be, so that the model may answer otherwise. */
function unforced({ tool_choice: choice }: JsonObject): JsonObject {
  const forced = choice === 'required' || (isObject(choice) && choice.type !== 'allowed_tools');
  return forced ? { tool_choice: 'auto' } : {};
}
