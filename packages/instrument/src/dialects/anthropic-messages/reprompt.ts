import { isObject, type JsonObject } from '../../model/json.ts';
import { asArray, asObjects, asString, asText, placeholder } from '../json.ts';

import { continuedFrom } from './request.ts';
import { callKey } from './response.ts';

export function reprompt(body: JsonObject, answer: JsonObject, refusals: ReadonlyMap<string, string>): JsonObject | undefined {
  const before = asArray(body.messages);
  const last = before.at(-1);
  // Another reason: the answer was cut off. An assistant message at the end was to be continued, and cannot be followed by another.
  if (answer.stop_reason !== 'tool_use' || (isObject(last) && last.role === 'assistant')) return undefined;
  const content = asObjects(answer.content);
  const results: JsonObject[] = [];
  for (const [at, block] of content.entries()) {
    if (block.type !== 'tool_use') continue;
    const id = asText(block.id);
    const text = refusals.get(callKey(at));
    if (id === undefined || text === undefined) return undefined;
    results.push({ type: 'tool_result', tool_use_id: id, content: placeholder(text), is_error: true });
  }
  if (results.length === 0 || results.length !== refusals.size) return undefined;
  // Everything as it was, signatures of thinking above all; but text that is empty is refused in a history.
  const said = content.filter((block) => block.type !== 'text' || (asString(block.text) ?? '').trim() !== '');
  const told = { role: 'user', content: results };
  const id = asText(answer.id);
  // A thread that goes on has the answer already.
  if (continuedFrom(body) !== undefined) {
    return id === undefined
      ? undefined
      : { ...body, ...unforced(body), thread: { type: 'continue', previous_message_id: id }, messages: [told] };
  }
  return { ...body, ...unforced(body), messages: [...before, { role: 'assistant', content: said }, told] };
}

/** What a choice that forces a call has to be, so that the model may answer otherwise. */
function unforced({ tool_choice: choice }: JsonObject): JsonObject {
  if (!isObject(choice) || (choice.type !== 'any' && choice.type !== 'tool')) return {};
  const { disable_parallel_tool_use: parallel } = choice;
  return { tool_choice: { type: 'auto', ...(parallel === undefined ? {} : { disable_parallel_tool_use: parallel }) } };
}
