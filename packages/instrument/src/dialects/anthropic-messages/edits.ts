/** The edits of a request of this dialect. Each gives a transcript that the provider accepts if it accepted the one before. */
import { isObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import type { RequestEdit } from '../../model/model-request.ts';
import type { RequestEdits } from '../body-dialect.ts';
import { asArray, asNumber, asObject, asObjects, asString, bounded, nthOf, placeholder, without } from '../json.ts';
import { continuedFrom, toolName } from './request.ts';

export const requestEdits: RequestEdits = {
  add_guidance: (body, { text }) => addGuidance(body, text),
  remove_tool: (body, { name }) => removeTool(body, name),
  disable_tools: (body) => (hasTools(body) ? { ...body, tool_choice: { type: 'none' } } : body),
  replace_result: replaceResult,
  // Only in a thread: elsewhere the whole history stands in the request, as the application knows it.
  resolve_removed_call: (body, { callId, text, responseId }) =>
    responseId !== undefined && continuedFrom(body) === responseId ? answerRemovedCall(body, callId, text) : body,
  continue_response: (body, { responseId, by }) =>
    continuedFrom(body) === responseId ? { ...body, thread: { ...asObject(body.thread), previous_message_id: by } } : body,
  set_parameters: setParameters,
};

/** A choice without tools is refused; of a thread's tools a request shows no more than the results. */
function hasTools(body: JsonObject): boolean {
  return asArray(body.tools).length > 0 || (continuedFrom(body) !== undefined && hasToolBlocks(body.messages));
}

/** The thread has the call that was taken out, and its result has to come first in what follows. */
function answerRemovedCall(body: JsonObject, callId: string, text: string): JsonObject {
  const [first, ...rest] = asArray(body.messages);
  const own = isObject(first) && first.role === 'user' ? first : undefined;
  const content = own === undefined ? [] : appended(own.content);
  if (content.some((block) => isObject(block) && block.type === 'tool_result' && block.tool_use_id === callId)) return body;
  const result: JsonObject = { type: 'tool_result', tool_use_id: callId, content: placeholder(text) };
  const settled: JsonObject = { ...own, role: 'user', content: [result, ...content] };
  return { ...body, messages: [settled, ...(own === undefined && first !== undefined ? [first] : []), ...rest] };
}

function replaceResult(body: JsonObject, { callId, text, nth }: Extract<RequestEdit, { kind: 'replace_result' }>): JsonObject {
  const isChosen = nthOf(nth);
  const answers = (block: JsonValue): block is JsonObject =>
    isChosen(isObject(block) && block.type === 'tool_result' && block.tool_use_id === callId);
  let found = false;
  const messages = asArray(body.messages).map((message): JsonValue => {
    if (!isObject(message) || !Array.isArray(message.content)) return message;
    let isReplaced = false;
    const content = message.content.map((block): JsonValue => {
      if (!answers(block)) return block;
      isReplaced = true;
      return { ...block, content: placeholder(text) };
    });
    found ||= isReplaced;
    return isReplaced ? { ...message, content } : message;
  });
  return found ? { ...body, messages } : body;
}

/**
 * Behind everything in the last user (or mid-conversation system) message: tool results have to come first in it. A trailing
 * assistant message is a prefill or a paused turn that the model continues, so it has to stay last: then the guidance joins the
 * system prompt, at its end, where it spoils no cached prefix.
 */
function addGuidance(body: JsonObject, text: string): JsonObject {
  const messages = [...asArray(body.messages)];
  const last = messages.at(-1);
  const block: JsonObject = { type: 'text', text };
  const isOpen = last === undefined || (isObject(last) && last.role === 'assistant');
  if (isOpen && continuedFrom(body) !== undefined) throw new Error('a turn that a thread goes on with takes no guidance');
  if (isObject(last) && last.role === 'assistant') return { ...body, system: appended(body.system, block) };
  if (isObject(last) && (last.role === 'user' || last.role === 'system')) {
    messages[messages.length - 1] = { ...last, content: appended(last.content, block) };
  } else messages.push({ role: 'user', content: [block] });
  return { ...body, messages };
}

function appended(content: JsonValue | undefined, ...blocks: readonly JsonObject[]): JsonValue[] {
  if (Array.isArray(content)) return [...content, ...blocks];
  // Empty text blocks are refused.
  return typeof content === 'string' && content.trim() !== '' ? [{ type: 'text', text: content }, ...blocks] : [...blocks];
}

function removeTool(body: JsonObject, name: string): JsonObject {
  const before = asArray(body.tools);
  const tools = before.filter((tool) => !isObject(tool) || toolName(tool) !== name);
  if (tools.length === before.length) return body;
  if (tools.length === 0) {
    // A history with tool calls needs definitions; without one they go, and the choice with them.
    return hasToolBlocks(body.messages) ? { ...body, tool_choice: { type: 'none' } } : without(body, 'tools', 'tool_choice');
  }
  const choice = asObject(body.tool_choice);
  const out: JsonObject = { ...body, tools: allDeferred(tools) ? tools.map(undefer) : tools, ...withoutReferences(body.messages, name) };
  if (choice?.type !== 'tool' || choice.name !== name) return out;
  const parallel = choice.disable_parallel_tool_use;
  return { ...out, tool_choice: { type: 'auto', ...(parallel === undefined ? {} : { disable_parallel_tool_use: parallel }) } };
}

function hasToolBlocks(messages: JsonValue | undefined): boolean {
  return asObjects(messages).some((message) =>
    asObjects(message.content).some((block) => block.type === 'tool_use' || block.type === 'tool_result' || block.type === 'tool_addition'),
  );
}

/** At least one tool has to be loaded from the start (Anthropic guide "Tool search tool"). */
function allDeferred(tools: readonly JsonValue[]): boolean {
  return tools.every((tool) => isObject(tool) && tool.defer_loading === true);
}

function undefer(tool: JsonValue): JsonValue {
  return isObject(tool) ? without(tool, 'defer_loading') : tool;
}

/** References to a tool that is not defined any more are refused: in results of a tool search, in tool results, in tool additions. */
function withoutReferences(value: JsonValue | undefined, name: string): JsonObject {
  let changed = false;
  const isReference = (entry: JsonValue): boolean =>
    isObject(entry) && entry.type === 'tool_reference' && (entry.tool_name ?? entry.name) === name;
  const keep = (list: readonly JsonValue[]): JsonValue[] => list.filter((entry) => !isReference(entry));
  const clean = (block: JsonValue): JsonValue[] => {
    if (!isObject(block)) return [block];
    if (block.type === 'tool_addition' && block.tool !== undefined && isReference(block.tool)) {
      changed = true;
      return [];
    }
    if (block.type === 'tool_result' && Array.isArray(block.content) && block.content.some(isReference)) {
      changed = true;
      return [{ ...block, content: keep(block.content) }];
    }
    const found = block.type === 'tool_search_tool_result' ? asObject(block.content) : undefined;
    if (found !== undefined && asArray(found.tool_references).some(isReference)) {
      changed = true;
      return [{ ...block, content: { ...found, tool_references: keep(asArray(found.tool_references)) } }];
    }
    return [block];
  };
  const messages = asArray(value).flatMap((message): JsonValue[] => {
    if (!isObject(message) || !Array.isArray(message.content)) return [message];
    const content = message.content.flatMap(clean);
    if (content.length === message.content.length && content.every((block, at) => block === asArray(message.content)[at])) return [message];
    return content.length === 0 ? [] : [{ ...message, content }];
  });
  return changed ? { messages } : {};
}

/** While it thinks, the model takes no temperature but the default; the newest models take none at all, nor together with `top_p`. */
function takesTemperature(body: JsonObject): boolean {
  const thinking = asObject(body.thinking)?.type;
  if (thinking === 'enabled' || thinking === 'adaptive' || body.top_p !== undefined) return false;
  return !/claude-(opus|sonnet|haiku)-(4-[7-9]|[5-9])/.test(asString(body.model) ?? '');
}

function setParameters(body: JsonObject, edit: Extract<RequestEdit, { kind: 'set_parameters' }>): JsonObject {
  let out: JsonObject = edit.model === undefined ? body : { ...body, model: edit.model };
  if (edit.maxOutputTokens !== undefined) {
    const thinking = asObject(out.thinking);
    // max_tokens includes the thinking budget and has to be above it (Anthropic guide "Extended thinking").
    const least = thinking?.type === 'enabled' ? (asNumber(thinking.budget_tokens) ?? 0) + 1 : 1;
    out = { ...out, max_tokens: bounded(out.max_tokens, Math.max(least, Math.floor(edit.maxOutputTokens))) };
  }
  if (edit.temperature !== undefined && (asNumber(out.temperature) !== undefined || takesTemperature(out))) {
    const bound = Math.min(1, Math.max(0, edit.temperature));
    const thinks = ['enabled', 'adaptive'].includes(asString(asObject(out.thinking)?.type) ?? '');
    if (!thinks) out = { ...out, temperature: bounded(out.temperature, bound) };
  }
  return out;
}
