/** The edits of a request of this dialect. Each gives a transcript that the provider accepts if it accepted the one before. */
import { isObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import type { RequestEdit } from '../../model/model-request.ts';
import type { RequestEdits } from '../body-dialect.ts';
import { asArray, asNumber, asString, bounded, nthOf, without } from '../json.ts';
import { callIdOf, isCallOutput, withOutputText } from './call-items.ts';
import { resolveRemovedCall } from './removed-calls.ts';
import { addedTools, toolName } from './request.ts';

/** The API refuses a lower `max_output_tokens` (API reference, "Create a model response"). */
const MIN_OUTPUT_TOKENS = 16;

export const requestEdits: RequestEdits = {
  add_guidance: (body, { text }) => addGuidance(body, text),
  remove_tool: (body, { name }) => removeTool(body, name),
  disable_tools: (body) => (hasTools(body) ? { ...body, tool_choice: 'none' } : body),
  replace_result: replaceResult,
  resolve_removed_call: resolveRemovedCall,
  continue_response: (body, { responseId, by }) =>
    body.previous_response_id === responseId ? { ...body, previous_response_id: by } : body,
  set_parameters: setParameters,
};

function replaceResult(body: JsonObject, { callId, text, nth }: Extract<RequestEdit, { kind: 'replace_result' }>): JsonObject {
  const isChosen = nthOf(nth);
  const answers = (item: JsonValue): item is JsonObject => isChosen(isObject(item) && isCallOutput(item) && callIdOf(item) === callId);
  let found = false;
  const input = asArray(body.input).map((item): JsonValue => {
    if (!answers(item)) return item;
    found = true;
    return withOutputText(item, text);
  });
  return found ? { ...body, input } : body;
}

function hasTools(body: JsonObject): boolean {
  return asArray(body.tools).length > 0 || addedTools(body.input).length > 0;
}

/** A user item at the end: valid after messages, after tool outputs, and as the only input beside `previous_response_id`. */
function addGuidance(body: JsonObject, text: string): JsonObject {
  const before: readonly JsonValue[] =
    typeof body.input === 'string' ? (body.input === '' ? [] : [{ role: 'user', content: body.input }]) : asArray(body.input);
  return { ...body, input: [...before, { role: 'user', content: text }] };
}

function removeTool(body: JsonObject, name: string): JsonObject {
  const tools = keepTools(asArray(body.tools), name);
  const input = asArray(body.input).flatMap((item): JsonValue[] => {
    if (!isObject(item) || (item.type !== 'additional_tools' && item.type !== 'tool_search_output')) return [item];
    const kept = keepTools(asArray(item.tools), name);
    if (kept.length === asArray(item.tools).length) return [item];
    return kept.length === 0 && item.type === 'additional_tools' ? [] : [{ ...item, tools: [...kept] }];
  });
  let out = body;
  if (Array.isArray(body.input) && (input.length < body.input.length || input.some((item, at) => item !== asArray(body.input)[at]))) {
    out = { ...out, input };
  }
  if (tools !== body.tools && Array.isArray(body.tools)) {
    out = tools.length === 0 ? without(out, 'tools') : { ...out, tools: [...tools] };
  }
  if (out === body) return body;
  // A choice without tools is refused.
  if (!hasTools(out)) return without(out, 'tool_choice', 'parallel_tool_calls', 'max_tool_calls');
  return { ...out, ...freeChoice(out.tool_choice, name) };
}

/** The same list where no tool has the name. */
function keepTools(tools: readonly JsonValue[], name: string): readonly JsonValue[] {
  let changed = false;
  const kept = tools.flatMap((tool): JsonValue[] => {
    if (!isObject(tool)) return [tool];
    if (tool.type === 'namespace') {
      const inner = asArray(tool.tools).filter((entry) => !isObject(entry) || toolName(entry) !== name);
      if (inner.length === asArray(tool.tools).length) return [tool];
      changed = true;
      return inner.length === 0 ? [] : [{ ...tool, tools: inner }];
    }
    if (toolName(tool) !== name) return [tool];
    changed = true;
    return [];
  });
  return changed ? kept : tools;
}

function freeChoice(choice: JsonValue | undefined, name: string): JsonObject {
  if (!isObject(choice)) return {};
  if (choice.type === 'allowed_tools') {
    const list = asArray(choice.tools).filter((entry) => !isObject(entry) || toolName(entry) !== name);
    return { tool_choice: list.length === 0 ? 'none' : { ...choice, tools: list } };
  }
  return toolName(choice) === name ? { tool_choice: 'auto' } : {};
}

/** Models that reason refuse a temperature (OpenAI guide "Reasoning models"). */
function reasons(body: JsonObject): boolean {
  return isObject(body.reasoning) || /(^|\/|:)(o[1-9]|gpt-[5-9])/.test(asString(body.model) ?? '');
}

function setParameters(body: JsonObject, edit: Extract<RequestEdit, { kind: 'set_parameters' }>): JsonObject {
  let out: JsonObject = edit.model === undefined ? body : { ...body, model: edit.model };
  if (reasons(out) && !reasons(body)) out = without(out, 'temperature', 'top_p');
  if (edit.maxOutputTokens !== undefined) {
    const bound = Math.max(MIN_OUTPUT_TOKENS, Math.floor(edit.maxOutputTokens));
    out = { ...out, max_output_tokens: bounded(out.max_output_tokens, bound) };
  }
  if (edit.temperature !== undefined && (asNumber(out.temperature) !== undefined || !reasons(out))) {
    out = { ...out, temperature: bounded(out.temperature, Math.min(2, Math.max(0, edit.temperature))) };
  }
  return out;
}
