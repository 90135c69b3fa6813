import { ATTR } from '@airt/protocol/semconv';
import type { JsonObject, JsonValue, Message, ModelRequest, Part, RequestEdit, ToolDefinition } from '../../model/model.ts';
import { asArray, asNumber, asObject, asObjects, asString, asText, blob, bounded, compact, fromUrl, isObject, without } from '../json.ts';
import { settleCall } from './removed-calls.ts';

/** The API refuses a lower `max_output_tokens` (API reference, "Create a model response"). */
const MIN_OUTPUT_TOKENS = 16;

export function parseRequest(body: JsonObject): ModelRequest | undefined {
  if (typeof body.input !== 'string' && !Array.isArray(body.input) && !isObject(body.prompt)) return undefined;
  const format = asString(asObject(asObject(body.text)?.format)?.type);
  const serviceTier = asString(body.service_tier);
  const instructions = asText(body.instructions);
  return compact({
    model: asText(body.model),
    stream: body.stream === true,
    messages: typeof body.input === 'string' ? [{ role: 'user' as const, parts: parseContent(body.input) }] : parseItems(body.input),
    systemInstructions: instructions === undefined ? undefined : [{ type: 'text' as const, content: instructions }],
    tools: [...asObjects(body.tools), ...addedTools(body.input)].flatMap(parseTool),
    parameters: compact({
      maxOutputTokens: asNumber(body.max_output_tokens),
      temperature: asNumber(body.temperature),
      topP: asNumber(body.top_p),
      reasoningLevel: asText(asObject(body.reasoning)?.effort),
      outputType:
        format === 'text' ? ('text' as const) : format === 'json_object' || format === 'json_schema' ? ('json' as const) : undefined,
    }),
    previousResponseId: asText(body.previous_response_id),
    conversationId: asText(body.conversation) ?? asText(asObject(body.conversation)?.id),
    attributes: serviceTier !== undefined && serviceTier !== 'auto' ? { [ATTR.openaiRequestServiceTier]: serviceTier } : {},
  });
}

/** Tools that items of the input bring along. */
function addedTools(input: JsonValue | undefined): readonly JsonObject[] {
  return asObjects(input).flatMap((item) => (item.type === 'additional_tools' ? asObjects(item.tools) : []));
}

/** Items to messages: what the assistant said and called in one turn is one message, as in the response it came from. */
function parseItems(input: JsonValue | undefined): Message[] {
  const messages: { role: Message['role']; parts: Part[] }[] = [];
  for (const item of asObjects(input)) {
    const { role, parts } = parseItem(item);
    const last = messages.at(-1);
    if (role === 'assistant' && last?.role === 'assistant') last.parts.push(...parts);
    else messages.push({ role, parts });
  }
  return messages;
}

function parseItem(item: JsonObject): { role: Message['role']; parts: Part[] } {
  switch (item.type) {
    case undefined:
    case 'message': {
      const role = item.role === 'assistant' ? 'assistant' : item.role === 'system' || item.role === 'developer' ? 'system' : 'user';
      return { role, parts: parseContent(item.content) };
    }
    case 'function_call_output':
    case 'custom_tool_call_output':
      return {
        role: 'tool',
        parts: [compact({ type: 'tool_call_response' as const, id: asText(item.call_id), response: item.output ?? null })],
      };
    default:
      return { role: 'assistant', parts: outputParts(item) };
  }
}

const HOSTED_CALL = /^(web_search|file_search|code_interpreter|image_generation|tool_search|mcp)_call$/;

/** The parts of an item that the model produced, in a request or in a response. */
export function outputParts(item: JsonObject): Part[] {
  switch (item.type) {
    case 'message':
      return parseContent(item.content);
    case 'reasoning':
      return [...asObjects(item.summary), ...asObjects(item.content)].flatMap((entry) => {
        const content = asText(entry.text);
        return content === undefined ? [] : [{ type: 'reasoning' as const, content }];
      });
    case 'function_call':
    case 'custom_tool_call':
      return [
        compact({
          type: 'tool_call' as const,
          id: asText(item.call_id) ?? asText(item.id),
          name: asString(item.name) ?? '',
          arguments: argumentsOf(item),
        }),
      ];
    default: {
      const type = asText(item.type);
      const id = asText(item.id) ?? asText(item.call_id);
      if (type !== undefined && HOSTED_CALL.test(type)) {
        return [compact({ type: 'server_tool_call' as const, id, name: asText(item.name) ?? type.replace(/_call$/, '') })];
      }
      if (type === 'tool_search_output') return [compact({ type: 'server_tool_call_response' as const, id: asText(item.call_id) ?? id })];
      return [compact({ type: 'generic' as const, genericType: type, id: type === 'item_reference' ? id : undefined })];
    }
  }
}

/** A function has `arguments` (JSON text), a custom tool `input` (any text). */
export function argumentsOf(item: JsonObject): JsonValue | undefined {
  return item.type === 'custom_tool_call' ? item.input : item.arguments;
}

export function isCall(item: JsonObject): boolean {
  return item.type === 'function_call' || item.type === 'custom_tool_call';
}

function parseContent(content: JsonValue | undefined): Part[] {
  if (typeof content === 'string') return content === '' ? [] : [{ type: 'text', content }];
  return asObjects(content).map((part): Part => {
    switch (part.type) {
      case 'input_text':
      case 'output_text':
      case 'text':
        return { type: 'text', content: asString(part.text) ?? '' };
      case 'refusal':
        return { type: 'text', content: asString(part.refusal) ?? '' };
      case 'input_image':
        return typeof part.file_id === 'string' ? { type: 'file', modality: 'image' } : fromUrl('image', asString(part.image_url));
      case 'input_file': {
        const data = asString(part.file_data);
        if (data !== undefined) return fromUrl('document', data.startsWith('data:') ? data : `data:,${data}`);
        return { type: typeof part.file_url === 'string' ? 'uri' : 'file', modality: 'document' };
      }
      case 'input_audio': {
        const audio = asObject(part.input_audio);
        const audioFormat = asString(audio?.format);
        return blob('audio', asString(audio?.data), audioFormat === undefined ? undefined : `audio/${audioFormat}`);
      }
      default:
        return compact({ type: 'generic' as const, genericType: asText(part.type) });
    }
  });
}

function parseTool(tool: JsonObject): ToolDefinition[] {
  if (tool.type === 'namespace') return asObjects(tool.tools).flatMap((inner) => (inner.type === 'namespace' ? [] : parseTool(inner)));
  const name = toolName(tool);
  if (tool.type !== 'function' && tool.type !== 'custom') return [{ name, type: 'extension' }];
  return [compact({ name, type: 'function' as const, description: asText(tool.description), parameters: tool.parameters })];
}

/** A hosted tool has no name but its type. */
function toolName(tool: JsonObject): string {
  return (tool.type === 'function' || tool.type === 'custom' ? asString(tool.name) : asString(tool.type)) ?? '';
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
      return hasTools(body) ? { ...body, tool_choice: 'none' } : body;
    case 'replace_result':
      return replaceResult(body, edit.callId, edit.text);
    case 'settle_call':
      return settleCall(body, edit);
    case 'continue_response':
      return body.previous_response_id === edit.responseId ? { ...body, previous_response_id: edit.by } : body;
    case 'set_parameters':
      return setParameters(body, edit);
  }
}

function replaceResult(body: JsonObject, callId: string, text: string): JsonObject {
  const answers = (item: JsonValue): item is JsonObject => isObject(item) && isCallOutput(item) && item.call_id === callId;
  const input = asArray(body.input);
  if (!input.some(answers)) return body;
  return { ...body, input: input.map((item) => (answers(item) ? { ...item, output: text } : item)) };
}

function isCallOutput(item: JsonObject): boolean {
  return item.type === 'function_call_output' || item.type === 'custom_tool_call_output';
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
