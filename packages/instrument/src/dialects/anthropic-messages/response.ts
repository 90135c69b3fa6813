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
import { argumentsObject, asArray, asCount, asObject, asObjects, asString, asText, compact, placeholder } from '../json.ts';

import { parseBlock } from './request.ts';

/** The key of the call at a place in the content. */
export function callKey(index: number): string {
  return `b${index}`;
}

export function readResponse(body: JsonObject): ModelResponse {
  const blocks = asObjects(body.content);
  const finish = asText(body.stop_reason);
  return compact({
    id: asText(body.id),
    model: asText(body.model),
    finishReasons: finish === undefined ? [] : [finish],
    usage: parseUsage(asObject(body.usage)),
    messages: Array.isArray(body.content) ? [{ role: 'assistant' as const, parts: blocks.map(parseBlock) }] : [],
    toolCalls: blocks.flatMap((block, at) => (block.type === 'tool_use' ? [toCall(block, at)] : [])),
    error: parseError(body),
    attributes: {},
  });
}

export function toCall(block: JsonObject, index: number): ToolCall {
  return compact({ key: callKey(index), id: asText(block.id), name: asString(block.name) ?? '', arguments: block.input ?? {} });
}

/**
 * `input_tokens` counts only what was neither read from nor written to the cache; the conventions count all of it
 * (GenAI semantic conventions, Anthropic refinement of the inference span).
 */
export function parseUsage(usage: JsonObject | undefined): Usage | undefined {
  if (usage === undefined) return undefined;
  const input = asCount(usage.input_tokens);
  const cacheRead = asCount(usage.cache_read_input_tokens);
  const cacheWrite = asCount(usage.cache_creation_input_tokens);
  const parsed: Usage = compact({
    inputTokens: input === undefined ? undefined : input + (cacheRead ?? 0) + (cacheWrite ?? 0),
    outputTokens: asCount(usage.output_tokens),
    cacheReadTokens: cacheRead,
    cacheWriteTokens: cacheWrite,
    reasoningTokens: asCount(asObject(usage.output_tokens_details)?.thinking_tokens),
  });
  return Object.keys(parsed).length > 0 ? parsed : undefined;
}

/** `{type: "error", error: {type, message}}`, as a body and as an event of a stream. */
export function parseError(body: JsonObject): ModelResponse['error'] {
  if (typeof body.error === 'string') return { type: 'error', message: body.error };
  const error = asObject(body.error);
  if (error === undefined) return undefined;
  return { type: asText(error.type) ?? asText(error.code) ?? 'error', message: asString(error.message) ?? '' };
}

export function editResponse(body: JsonObject, edits: readonly ResponseEdit[]): JsonObject {
  const edited = editCalls(body, callEdits(edits));
  const text = replacementText(edits);
  return text === undefined ? edited : replaceText(edited, text);
}

function editCalls(body: JsonObject, byKey: ReadonlyMap<string, CallEdit>): JsonObject {
  if (byKey.size === 0 || !Array.isArray(body.content)) return body;
  let at = -1;
  let touched = false;
  const content = body.content.map((block): JsonValue => {
    if (!isObject(block)) return block;
    at += 1;
    const edit = block.type === 'tool_use' ? byKey.get(callKey(at)) : undefined;
    if (edit === undefined) return block;
    touched = true;
    return editBlock(block, edit);
  });
  if (!touched) return body;
  const left = content.some((block) => isObject(block) && block.type === 'tool_use');
  return { ...body, content, ...(left ? {} : { stop_reason: answered(body.stop_reason) }) };
}

/** The stop reason of a message whose calls are all gone. */
export function answered(stopReason: JsonValue | undefined): JsonValue {
  return stopReason === 'tool_use' ? 'end_turn' : (stopReason ?? null);
}

function editBlock(block: JsonObject, edit: CallEdit): JsonObject {
  if (edit.kind === 'remove_call') return { type: 'text', text: placeholder(edit.text) };
  return {
    ...block,
    ...(edit.name === undefined ? {} : { name: edit.name }),
    ...(edit.arguments === undefined ? {} : { input: argumentsObject(edit.arguments) }),
  };
}

/** The first text block says the text; the others go. */
function replaceText(body: JsonObject, text: string): JsonObject {
  let replaced = false;
  const content = asArray(body.content).flatMap((block): JsonValue[] => {
    if (!isObject(block) || block.type !== 'text') return [block];
    if (replaced) return [];
    replaced = true;
    return [{ type: 'text', text: placeholder(text) }];
  });
  return { ...body, content };
}
