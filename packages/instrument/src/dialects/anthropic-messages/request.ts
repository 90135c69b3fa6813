import { isObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import type { Message, Part, ToolDefinition } from '../../model/message.ts';
import type { ModelRequest, RequestEdit } from '../../model/model-request.ts';
import { asArray, asNumber, asObject, asObjects, asString, asText, blob, bounded, compact, placeholder, without } from '../json.ts';

export function readRequest(body: JsonObject): ModelRequest | undefined {
  if (!Array.isArray(body.messages)) return undefined;
  const system = parseContent(body.system);
  const stop = asArray(body.stop_sequences).filter((entry) => typeof entry === 'string');
  const output = asObject(body.output_config);
  const format = asString((asObject(output?.format) ?? asObject(body.output_format))?.type);
  return compact({
    model: asText(body.model),
    stream: body.stream === true,
    messages: asObjects(body.messages).map(parseMessage),
    systemInstructions: system.length > 0 ? system : undefined,
    tools: asObjects(body.tools).map(parseTool),
    parameters: compact({
      maxOutputTokens: asNumber(body.max_tokens),
      temperature: asNumber(body.temperature),
      topP: asNumber(body.top_p),
      topK: asNumber(body.top_k),
      stopSequences: stop.length > 0 ? stop : undefined,
      reasoningLevel: asText(output?.effort),
      outputType: format === 'json_schema' ? ('json' as const) : undefined,
    }),
    previousResponseId: continuedFrom(body),
    attributes: {},
  });
}

/**
 * The answer that the request continues, where the server keeps the history (message threads, which the SDK's tool runner uses by
 * itself): the request then has only what is new, and neither `system` nor `tools`, which are refused.
 */
export function continuedFrom(body: JsonObject): string | undefined {
  const thread = asObject(body.thread);
  return thread?.type === 'continue' ? asText(thread.previous_message_id) : undefined;
}

function parseMessage(message: JsonObject): Message {
  const parts = parseContent(message.content);
  if (message.role === 'assistant' || message.role === 'system') return { role: message.role, parts };
  // Tool results come in user messages; one that has nothing else is what other providers call a tool message.
  const results = parts.length > 0 && parts.every((part) => part.type === 'tool_call_response');
  return { role: results ? 'tool' : 'user', parts };
}

export function parseContent(content: JsonValue | undefined): Part[] {
  if (typeof content === 'string') return content === '' ? [] : [{ type: 'text', content }];
  return asObjects(content).map(parseBlock);
}

export function parseBlock(block: JsonObject): Part {
  const type = asText(block.type);
  switch (type) {
    case 'text':
      return { type: 'text', content: asString(block.text) ?? '' };
    case 'thinking':
      return { type: 'reasoning', content: asString(block.thinking) ?? '' };
    case 'tool_use':
      return compact({ type: 'tool_call' as const, id: asText(block.id), name: asString(block.name) ?? '', arguments: block.input });
    case 'tool_result':
      return compact({
        type: 'tool_call_response' as const,
        id: asText(block.tool_use_id),
        response: block.content ?? null,
        isError: block.is_error === true ? true : undefined,
      });
    case 'server_tool_use':
    case 'mcp_tool_use':
      return compact({ type: 'server_tool_call' as const, id: asText(block.id), name: asString(block.name) ?? '' });
    case 'image':
      return parseSource('image', block.source);
    case 'document':
      return parseSource('document', block.source);
    default:
      // web_search_tool_result, mcp_tool_result, code_execution_tool_result ...
      if (type?.endsWith('_tool_result') === true) {
        return compact({ type: 'server_tool_call_response' as const, id: asText(block.tool_use_id) });
      }
      return compact({ type: 'generic' as const, genericType: type });
  }
}

function parseSource(modality: 'image' | 'document', value: JsonValue | undefined): Part {
  const source = asObject(value);
  const mimeType = asText(source?.media_type);
  if (source?.type === 'url') return compact({ type: 'uri' as const, modality, mimeType });
  if (source?.type === 'file') return compact({ type: 'file' as const, modality, mimeType });
  if (source?.type === 'base64') return blob(modality, asString(source.data), mimeType);
  return compact({ type: 'blob' as const, modality, mimeType });
}

/** Tools that the provider runs. The others with a type (bash, text editor, computer, memory) are run by the application. */
const SERVER_TOOL = /^(web_search|web_fetch|code_execution|tool_search|advisor|mcp_toolset)/;

function parseTool(tool: JsonObject): ToolDefinition {
  const type = asText(tool.type);
  if (type !== undefined && SERVER_TOOL.test(type)) return { name: toolName(tool), type: 'extension' };
  return compact({
    name: toolName(tool),
    type: 'function' as const,
    description: asText(tool.description),
    parameters: tool.input_schema,
  });
}

function toolName(tool: JsonObject): string {
  return asText(tool.name) ?? asText(tool.mcp_server_name) ?? asText(tool.type) ?? '';
}

export function editRequest(body: JsonObject, edits: readonly RequestEdit[]): JsonObject {
  return edits.reduce(applyEdit, body);
}

function applyEdit(body: JsonObject, edit: RequestEdit): JsonObject {
  switch (edit.kind) {
    case 'add_guidance':
      return addGuidance(body, edit.text);
    case 'remove_tool':
      return removeTool(body, edit.name);
    case 'disable_tools':
      return hasTools(body) ? { ...body, tool_choice: { type: 'none' } } : body;
    case 'replace_result':
      return replaceResult(body, edit.callId, edit.text);
    case 'resolve_removed_call':
      // Elsewhere the whole history stands in the request, as the application knows it.
      return edit.responseId !== undefined && continuedFrom(body) === edit.responseId ? settleCall(body, edit.callId, edit.text) : body;
    case 'continue_response':
      return continuedFrom(body) === edit.responseId
        ? { ...body, thread: { ...asObject(body.thread), previous_message_id: edit.by } }
        : body;
    case 'set_parameters':
      return setParameters(body, edit);
  }
}

/** A choice without tools is refused; of a thread's tools a request shows no more than the results. */
function hasTools(body: JsonObject): boolean {
  return asArray(body.tools).length > 0 || (continuedFrom(body) !== undefined && hasToolBlocks(body.messages));
}

/** The thread has the call that was taken out, and its result has to come first in what follows. */
function settleCall(body: JsonObject, callId: string, text: string): JsonObject {
  const [first, ...rest] = asArray(body.messages);
  const own = isObject(first) && first.role === 'user' ? first : undefined;
  const content = own === undefined ? [] : appended(own.content);
  if (content.some((block) => isObject(block) && block.type === 'tool_result' && block.tool_use_id === callId)) return body;
  const result: JsonObject = { type: 'tool_result', tool_use_id: callId, content: placeholder(text) };
  const settled: JsonObject = { ...own, role: 'user', content: [result, ...content] };
  return { ...body, messages: [settled, ...(own === undefined && first !== undefined ? [first] : []), ...rest] };
}

function replaceResult(body: JsonObject, callId: string, text: string): JsonObject {
  const answers = (block: JsonValue): block is JsonObject =>
    isObject(block) && block.type === 'tool_result' && block.tool_use_id === callId;
  let found = false;
  const messages = asArray(body.messages).map((message): JsonValue => {
    if (!isObject(message) || !Array.isArray(message.content) || !message.content.some(answers)) return message;
    found = true;
    return { ...message, content: message.content.map((block) => (answers(block) ? { ...block, content: placeholder(text) } : block)) };
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
