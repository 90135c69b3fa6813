/** The edits of a request of this dialect. Each gives a transcript that the provider accepts if it accepted the one before. */
import { isObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import type { RequestEdit } from '../../model/model-request.ts';
import type { RequestEdits } from '../body-dialect.ts';
import { asArray, asNumber, asObject, asString, bounded, nthOf, without } from '../json.ts';
import { parseTool } from './request.ts';

export const requestEdits: RequestEdits = {
  add_guidance: (body, { text }) => addGuidance(body, text),
  remove_tool: (body, { name }) => removeTool(body, name),
  disable_tools: disableTools,
  replace_result: replaceResult,
  // The whole history stands in the request, as the application knows it.
  resolve_removed_call: (body) => body,
  continue_response: (body) => body,
  set_parameters: setParameters,
};

function replaceResult(body: JsonObject, { callId, text, nth }: Extract<RequestEdit, { kind: 'replace_result' }>): JsonObject {
  const isChosen = nthOf(nth);
  const answers = (message: JsonValue): message is JsonObject =>
    isChosen(isObject(message) && message.role === 'tool' && message.tool_call_id === callId);
  let found = false;
  const messages = asArray(body.messages).map((message): JsonValue => {
    if (!answers(message)) return message;
    found = true;
    return { ...message, content: text };
  });
  return found ? { ...body, messages } : body;
}

/**
 * As a user message at the end. Text of a last user message is continued instead, because some compatible providers want roles to
 * alternate. An assistant message that the model is to continue (`prefix`: Mistral, DeepSeek; `partial`: Moonshot) stays last.
 */
function addGuidance(body: JsonObject, text: string): JsonObject {
  const messages = [...asArray(body.messages)];
  const last = messages.at(-1);
  const prefix =
    isObject(last) && last.role === 'assistant' && (last.prefix === true || last.partial === true) ? messages.pop() : undefined;
  const end = messages.at(-1);
  if (isObject(end) && end.role === 'user' && typeof end.content === 'string' && end.content !== '') {
    messages[messages.length - 1] = { ...end, content: `${end.content}\n\n${text}` };
  } else if (isObject(end) && end.role === 'user' && Array.isArray(end.content)) {
    messages[messages.length - 1] = { ...end, content: [...end.content, { type: 'text', text }] };
  } else messages.push({ role: 'user', content: text });
  if (prefix !== undefined) messages.push(prefix);
  return { ...body, messages };
}

function removeTool(body: JsonObject, name: string): JsonObject {
  const before = asArray(body.tools);
  const tools = before.filter((tool) => !isObject(tool) || parseTool(tool).name !== name);
  const functionsBefore = asArray(body.functions);
  const functions = functionsBefore.filter((fn) => !isObject(fn) || fn.name !== name);
  let out = body;
  if (tools.length < before.length) {
    // A choice or parallel setting without tools is refused.
    out =
      tools.length === 0
        ? without(out, 'tools', 'tool_choice', 'parallel_tool_calls')
        : { ...out, tools, ...freeChoice(out.tool_choice, name) };
  }
  if (functions.length < functionsBefore.length) {
    if (functions.length === 0) out = without(out, 'functions', 'function_call');
    else out = { ...out, functions, ...(asObject(out.function_call)?.name === name ? { function_call: 'auto' } : {}) };
  }
  return out;
}

function freeChoice(choice: JsonValue | undefined, name: string): JsonObject {
  if (!isObject(choice)) return {};
  if (choice.type === 'allowed_tools') {
    const allowed = asObject(choice.allowed_tools);
    const list = asArray(allowed?.tools).filter((entry) => !isObject(entry) || parseTool(entry).name !== name);
    if (list.length === 0) return { tool_choice: 'none' };
    return { tool_choice: { ...choice, allowed_tools: { ...allowed, tools: list } } };
  }
  return parseTool(choice).name === name ? { tool_choice: 'auto' } : {};
}

function disableTools(body: JsonObject): JsonObject {
  let out = body;
  if (asArray(body.tools).length > 0) out = { ...out, tool_choice: 'none' };
  if (asArray(body.functions).length > 0) out = { ...out, function_call: 'none' };
  return out;
}

/**
 * Models of OpenAI that reason take `max_completion_tokens` only, and no temperature other than 1 (OpenAI guide "Reasoning models").
 * The open-weight gpt-oss are served by others, by the older names.
 */
function reasons(body: JsonObject): boolean {
  const model = asString(body.model) ?? '';
  return /(^|\/|:)(o[1-9]|gpt-[5-9])/.test(model) || (model === '' && typeof body.reasoning_effort === 'string');
}

function setParameters(body: JsonObject, edit: Extract<RequestEdit, { kind: 'set_parameters' }>): JsonObject {
  let out: JsonObject = edit.model === undefined ? body : { ...body, model: edit.model };
  if (edit.model !== undefined && reasons(out)) {
    if (out.max_tokens !== undefined) {
      out = { ...without(out, 'max_tokens'), max_completion_tokens: out.max_completion_tokens ?? out.max_tokens };
    }
    if (!reasons(body)) out = without(out, 'temperature', 'top_p');
  }
  if (edit.maxOutputTokens !== undefined) {
    const bound = Math.max(1, Math.floor(edit.maxOutputTokens));
    const present = ['max_completion_tokens', 'max_tokens'].filter((key) => asNumber(out[key]) !== undefined);
    const keys = present.length > 0 ? present : [reasons(out) ? 'max_completion_tokens' : 'max_tokens'];
    out = { ...out, ...Object.fromEntries(keys.map((key) => [key, bounded(out[key], bound)])) };
  }
  if (edit.temperature !== undefined && (asNumber(out.temperature) !== undefined || !reasons(out))) {
    out = { ...out, temperature: bounded(out.temperature, Math.min(2, Math.max(0, edit.temperature))) };
  }
  return out;
}
