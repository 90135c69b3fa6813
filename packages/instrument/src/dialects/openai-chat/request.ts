import { ATTR } from '@airt/protocol/semconv';
import type { JsonObject, JsonValue, Message, ModelRequest, Part, RequestEdit, ToolDefinition } from '../../model/model.ts';
import { asArray, asNumber, asObject, asObjects, asString, asText, blob, bounded, compact, fromUrl, isObject, without } from '../json.ts';

export function parseRequest(body: JsonObject): ModelRequest | undefined {
  if (!Array.isArray(body.messages)) return undefined;
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

function parseTool(tool: JsonObject): ToolDefinition {
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
      return disableTools(body);
    case 'replace_result':
      return replaceResult(body, edit.callId, edit.text);
    case 'settle_call':
    case 'continue_response':
      // The whole history stands in the request, as the application knows it.
      return body;
    case 'set_parameters':
      return setParameters(body, edit);
  }
}

function replaceResult(body: JsonObject, callId: string, text: string): JsonObject {
  const answers = (message: JsonValue): message is JsonObject =>
    isObject(message) && message.role === 'tool' && message.tool_call_id === callId;
  const messages = asArray(body.messages);
  if (!messages.some(answers)) return body;
  return { ...body, messages: messages.map((message) => (answers(message) ? { ...message, content: text } : message)) };
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
