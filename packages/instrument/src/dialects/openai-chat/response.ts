import { ATTR } from '@airt/protocol/semconv';
import { isObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import {
  type CallEdit,
  callEdits,
  type ModelResponse,
  type ResponseEdit,
  replacementText,
  type ToolCall,
  type Usage,
} from '../../model/model-response.ts';
import { asArray, asCount, asIndex, asNumber, asObject, asObjects, asString, asText, compact, placeholder, without } from '../json.ts';

import { assistantParts, callOf } from './request.ts';

/** The key of the call at a place in a choice; the function_call of the old API has none. */
export function callKey(choice: number, position: number | 'f'): string {
  return `c${choice}.${position}`;
}

export function readResponse(body: JsonObject): ModelResponse {
  const choices = asObjects(body.choices);
  const finishReasons: string[] = [];
  const toolCalls: ToolCall[] = [];
  const messages = choices.map((choice, at) => {
    const message = asObject(choice.message) ?? {};
    const index = asIndex(choice.index) ?? at;
    const finish = asText(choice.finish_reason);
    if (finish !== undefined) finishReasons.push(finish);
    toolCalls.push(...callsOf(message, index));
    return { role: 'assistant' as const, parts: assistantParts(message) };
  });
  return compact({
    id: asText(body.id),
    model: asText(body.model),
    finishReasons,
    usage: parseUsage(body.usage),
    messages,
    toolCalls,
    error: parseError(body),
    attributes: responseAttributes(body),
  });
}

function callsOf(message: JsonObject, choice: number): ToolCall[] {
  const calls = asObjects(message.tool_calls).map((call, position): ToolCall => {
    const { name, args } = callOf(call);
    return compact({ key: callKey(choice, position), id: asText(call.id), name, arguments: args ?? '' });
  });
  const legacy = asObject(message.function_call);
  if (legacy !== undefined) {
    calls.push({ key: callKey(choice, 'f'), name: asString(legacy.name) ?? '', arguments: legacy.arguments ?? '' });
  }
  return calls;
}

export function responseAttributes(body: JsonObject): Record<string, string> {
  return compact({
    [ATTR.openaiResponseServiceTier]: asText(body.service_tier),
    [ATTR.openaiResponseSystemFingerprint]: asText(body.system_fingerprint),
  });
}

/** Where others say the same under other names: DeepSeek `prompt_cache_hit_tokens`, Moonshot `cached_tokens`, Mistral `num_cached_tokens`. */
export function parseUsage(value: JsonValue | undefined): Usage | undefined {
  const usage = asObject(value);
  if (usage === undefined) return undefined;
  const input = asObject(usage.prompt_tokens_details);
  const output = asObject(usage.completion_tokens_details);
  const parsed: Usage = compact({
    inputTokens: asCount(usage.prompt_tokens),
    outputTokens: asCount(usage.completion_tokens),
    cacheReadTokens:
      asCount(input?.cached_tokens) ??
      asCount(usage.prompt_cache_hit_tokens) ??
      asCount(usage.cached_tokens) ??
      asCount(usage.num_cached_tokens),
    cacheWriteTokens: asCount(input?.cache_write_tokens),
    reasoningTokens: asCount(output?.reasoning_tokens),
  });
  return Object.keys(parsed).length > 0 ? parsed : undefined;
}

/** `{error: {type, code, message}}`, `{error: "text"}`, Mistral's `{object: "error", type, message}`, and OpenRouter's error of a choice. */
export function parseError(body: JsonObject): ModelResponse['error'] {
  const error = body.error;
  if (typeof error === 'string') return { type: 'error', message: error };
  if (isObject(error)) return describeError(error);
  if (body.object === 'error') return describeError(body);
  const failed = asObjects(body.choices).find((choice) => isObject(choice.error));
  return failed && isObject(failed.error) ? describeError(failed.error) : undefined;
}

export function describeError(error: JsonObject): { type: string; message: string } {
  const code = asText(error.code) ?? asNumber(error.code)?.toString();
  return { type: asText(error.type) ?? code ?? 'error', message: asString(error.message) ?? '' };
}

export function editResponse(body: JsonObject, edits: readonly ResponseEdit[]): JsonObject {
  const edited = editCalls(body, callEdits(edits));
  const text = replacementText(edits);
  return text === undefined ? edited : replaceText(edited, text);
}

function editCalls(body: JsonObject, byKey: ReadonlyMap<string, CallEdit>): JsonObject {
  if (byKey.size === 0 || !Array.isArray(body.choices)) return body;
  let at = -1;
  const choices = body.choices.map((choice) => {
    if (!isObject(choice)) return choice;
    at += 1;
    return editChoice(choice, asIndex(choice.index) ?? at, byKey);
  });
  return { ...body, choices };
}

function editChoice(choice: JsonObject, index: number, edits: ReadonlyMap<string, CallEdit>): JsonObject {
  const message = asObject(choice.message);
  if (message === undefined) return choice;
  let out = message;
  let touched = false;
  const texts: string[] = [];
  let isRefusal = false;
  if (Array.isArray(message.tool_calls)) {
    const kept: JsonValue[] = [];
    let position = -1;
    for (const call of message.tool_calls) {
      if (!isObject(call)) {
        kept.push(call);
        continue;
      }
      position += 1;
      const edit = edits.get(callKey(index, position));
      if (edit !== undefined) touched = true;
      if (edit?.kind === 'remove_call') {
        texts.push(placeholder(edit.text));
        isRefusal ||= edit.isRefusal === true;
      } else kept.push(edit === undefined ? call : replaceCall(call, edit));
    }
    if (touched) out = kept.length > 0 ? { ...out, tool_calls: kept } : without(out, 'tool_calls');
  }
  const legacy = asObject(message.function_call);
  const edit = edits.get(callKey(index, 'f'));
  if (legacy !== undefined && edit !== undefined) {
    touched = true;
    if (edit.kind === 'remove_call') {
      texts.push(placeholder(edit.text));
      isRefusal ||= edit.isRefusal === true;
      out = without(out, 'function_call');
    } else out = { ...out, function_call: replaceFields(legacy, edit, 'arguments') };
  }
  if (!touched) return choice;
  const text = texts.join('\n\n');
  if (text !== '') out = { ...out, ...(isRefusal ? { refusal: text } : { content: withText(out.content, text) }) };
  const left = asArray(out.tool_calls).length + (out.function_call === undefined ? 0 : 1);
  return { ...choice, message: out, ...(left === 0 ? { finish_reason: answered(choice.finish_reason) } : {}) };
}

/** The finish reason of a choice whose calls are all gone. */
export function answered(finishReason: JsonValue | undefined): JsonValue {
  return finishReason === 'tool_calls' || finishReason === 'function_call' ? 'stop' : (finishReason ?? null);
}

type Replace = Extract<CallEdit, { kind: 'replace_call' }>;

function replaceCall(call: JsonObject, edit: Replace): JsonObject {
  const custom = asObject(call.custom);
  if (custom !== undefined) return { ...call, custom: replaceFields(custom, edit, 'input') };
  return { ...call, function: replaceFields(asObject(call.function) ?? {}, edit, 'arguments') };
}

export function replaceFields(fields: JsonObject, edit: Replace, key: 'arguments' | 'input'): JsonObject {
  return {
    ...fields,
    ...(edit.name === undefined ? {} : { name: edit.name }),
    ...(edit.arguments === undefined ? {} : { [key]: edit.arguments }),
  };
}

function withText(content: JsonValue | undefined, text: string): JsonValue {
  if (Array.isArray(content)) return [...content, { type: 'text', text }];
  return typeof content === 'string' && content !== '' ? `${content}\n\n${text}` : text;
}

/** Every choice says the text, and nothing else in words: content, refusal and audio. */
function replaceText(body: JsonObject, text: string): JsonObject {
  const choices = asArray(body.choices).map((choice): JsonValue => {
    const message = isObject(choice) ? asObject(choice.message) : undefined;
    if (!isObject(choice) || message === undefined) return choice;
    const rest = without(message, 'audio', 'annotations', 'parsed');
    return { ...choice, message: { ...rest, content: text, ...(message.refusal === undefined ? {} : { refusal: null }) } };
  });
  return { ...body, choices };
}
