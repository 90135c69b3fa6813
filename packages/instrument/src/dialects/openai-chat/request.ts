import { ATTR } from '@airt/protocol/semconv';
import { isObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import type { Message, Part, ToolDefinition } from '../../model/message.ts';
import type { ModelRequest } from '../../model/model-request.ts';
import { anyRole, asArray, asNumber, asObject, asObjects, asString, asText, blob, compact, fromUrl } from '../json.ts';

export function readRequest(body: JsonObject): ModelRequest | undefined {
  // The model may stand in the path; without one there are roles, or it is no model call.
  if (!Array.isArray(body.messages) || (typeof body.model !== 'string' && !anyRole(body.messages))) return undefined;
  const stop = typeof body.stop === 'string' ? [body.stop] : asArray(body.stop).filter((entry) => typeof entry === 'string');
  const choiceCount = asNumber(body.n);
  const format = asString(asObject(body.response_format)?.type);
  const speech = asArray(body.modalities).includes('audio');
  const serviceTier = asString(body.service_tier);
  return compact({
    model: asText(body.model),
    stream: body.stream === true,
    messages: asObjects(body.messages).map(parseMessage),
    tools: [...asObjects(body.tools).map(parseTool), ...asObjects(body.functions).map((entry) => define(entry))],
    parameters: compact({
      maxOutputTokens: asNumber(body.max_completion_tokens) ?? asNumber(body.max_tokens),
      temperature: asNumber(body.temperature),
      topP: asNumber(body.top_p),
      topK: asNumber(body.top_k),
      frequencyPenalty: asNumber(body.frequency_penalty),
      presencePenalty: asNumber(body.presence_penalty),
      stopSequences: stop.length > 0 ? stop : undefined,
      // Mistral calls it random_seed.
      seed: asNumber(body.seed) ?? asNumber(body.random_seed),
      choiceCount: choiceCount === 1 ? undefined : choiceCount,
      // OpenRouter has `reasoning: {effort}`.
      reasoningLevel: asText(body.reasoning_effort) ?? asText(asObject(body.reasoning)?.effort),
      outputType: speech
        ? ('speech' as const)
        : format === 'text'
          ? ('text' as const)
          : format === 'json_object' || format === 'json_schema'
            ? ('json' as const)
            : undefined,
    }),
    attributes: serviceTier !== undefined && serviceTier !== 'auto' ? { [ATTR.openaiRequestServiceTier]: serviceTier } : {},
  });
}

function parseMessage(message: JsonObject): Message {
  switch (message.role) {
    case 'system':
    case 'developer':
      return { role: 'system', parts: parseContent(message.content) };
    case 'assistant':
      return { role: 'assistant', parts: assistantParts(message) };
    case 'tool':
    case 'function':
      return {
        role: 'tool',
        parts: [compact({ type: 'tool_call_response' as const, id: asText(message.tool_call_id), response: message.content ?? null })],
      };
    default:
      return { role: 'user', parts: parseContent(message.content) };
  }
}

/** The parts of an assistant message, in a request or in a response. */
export function assistantParts(message: JsonObject): Part[] {
  const parts: Part[] = [];
  const reasoning = asText(message.reasoning_content) ?? asText(message.reasoning);
  if (reasoning !== undefined) parts.push({ type: 'reasoning', content: reasoning });
  parts.push(...parseContent(message.content));
  const refusal = asText(message.refusal);
  if (refusal !== undefined) parts.push({ type: 'text', content: refusal });
  for (const call of asObjects(message.tool_calls)) {
    const { name, args } = callOf(call);
    parts.push(compact({ type: 'tool_call' as const, id: asText(call.id), name, arguments: args }));
  }
  const legacy = asObject(message.function_call);
  if (legacy !== undefined) {
    parts.push(compact({ type: 'tool_call' as const, name: asString(legacy.name) ?? '', arguments: legacy.arguments }));
  }
  if (isObject(message.audio)) parts.push(blob('audio', asString(message.audio.data)));
  return parts;
}

/** Name and arguments of a tool call: of a function, or of a custom tool with free text. */
export function callOf(call: JsonObject): { name: string; args: JsonValue | undefined } {
  const custom = asObject(call.custom);
  if (custom !== undefined) return { name: asString(custom.name) ?? '', args: custom.input };
  const fn = asObject(call.function);
  return { name: asString(fn?.name) ?? '', args: fn?.arguments };
}

export function parseContent(content: JsonValue | undefined): Part[] {
  if (typeof content === 'string') return content === '' ? [] : [{ type: 'text', content }];
  return asObjects(content).map(parsePart);
}

function parsePart(part: JsonObject): Part {
  switch (part.type) {
    case 'text':
      return { type: 'text', content: asString(part.text) ?? '' };
    case 'refusal':
      return { type: 'text', content: asString(part.refusal) ?? '' };
    case 'thinking':
      // Mistral: a list of text parts.
      return { type: 'reasoning', content: asString(part.thinking) ?? thinkingText(part.thinking) };
    case 'image_url':
      return fromUrl('image', asString(part.image_url) ?? asString(asObject(part.image_url)?.url));
    case 'video_url':
      return fromUrl('video', asString(part.video_url) ?? asString(asObject(part.video_url)?.url));
    case 'document_url':
      return fromUrl('document', asString(part.document_url) ?? asString(asObject(part.document_url)?.url));
    case 'input_audio': {
      const audio = asObject(part.input_audio);
      const format = asString(audio?.format);
      return blob('audio', asString(audio?.data), format === undefined ? undefined : `audio/${format}`);
    }
    case 'file': {
      const data = asString(asObject(part.file)?.file_data);
      return data === undefined ? { type: 'file', modality: 'document' } : fromUrl('document', data);
    }
    default:
      return compact({ type: 'generic' as const, genericType: asText(part.type) });
  }
}

function thinkingText(value: JsonValue | undefined): string {
  return asObjects(value)
    .map((entry) => asString(entry.text) ?? '')
    .join('');
}

export function parseTool(tool: JsonObject): ToolDefinition {
  const fn = asObject(tool.function);
  if (fn !== undefined) return define(fn);
  const custom = asObject(tool.custom);
  if (custom !== undefined) return define(custom);
  return { name: asText(tool.type) ?? '', type: 'extension' };
}

function define(fn: JsonObject): ToolDefinition {
  return compact({
    name: asString(fn.name) ?? '',
    type: 'function' as const,
    description: asText(fn.description),
    parameters: fn.parameters,
  });
}
