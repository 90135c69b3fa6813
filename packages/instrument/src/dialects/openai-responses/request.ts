import { ATTR } from '@airt/protocol/semconv';
import { isObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import type { Message, Part, ToolDefinition } from '../../model/message.ts';
import type { ModelRequest } from '../../model/model-request.ts';
import { asNumber, asObject, asObjects, asString, asText, blob, compact, fromUrl } from '../json.ts';
import { argumentsOf, callIdOf, isCall, isCallOutput, nameOf } from './call-items.ts';

export function readRequest(body: JsonObject): ModelRequest | undefined {
  if (!isModelCall(body)) return undefined;
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

/** An input, and what it is for: other services have inputs too, and paths that end in `/responses`. */
function isModelCall({ input, prompt, model, previous_response_id: previous, conversation }: JsonObject): boolean {
  if (isObject(prompt)) return true;
  const hasInput = typeof input === 'string' || Array.isArray(input);
  return hasInput && [model, previous, conversation].some((value) => typeof value === 'string' || isObject(value));
}

/** Tools that items of the input bring along. */
export function addedTools(input: JsonValue | undefined): readonly JsonObject[] {
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
    default:
      if (!isCallOutput(item)) return { role: 'assistant', parts: outputParts(item) };
      return {
        role: 'tool',
        parts: [compact({ type: 'tool_call_response' as const, id: callIdOf(item), response: item.output ?? null })],
      };
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
    default: {
      if (isCall(item))
        return [compact({ type: 'tool_call' as const, id: callIdOf(item), name: nameOf(item), arguments: argumentsOf(item) })];
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
export function toolName(tool: JsonObject): string {
  return (tool.type === 'function' || tool.type === 'custom' ? asString(tool.name) : asString(tool.type)) ?? '';
}
