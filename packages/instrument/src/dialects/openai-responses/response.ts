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
import { asArray, asCount, asNumber, asObject, asObjects, asString, asText, compact, placeholder } from '../json.ts';

import { argumentsOf, callIdOf, isCall, nameOf, withArguments } from './call-items.ts';
import { messageId } from './removed-calls.ts';
import { outputParts } from './request.ts';

/** The key of the call at a place in the output. */
export function callKey(outputIndex: number): string {
  return `o${outputIndex}`;
}

export function toCall(item: JsonObject, outputIndex: number): ToolCall {
  return compact({
    key: callKey(outputIndex),
    id: callIdOf(item),
    name: nameOf(item),
    arguments: argumentsOf(item) ?? '',
  });
}

export function readResponse(body: JsonObject): ModelResponse {
  const output = asObjects(body.output);
  const finish = finishReason(body, output.some(isCall));
  return compact({
    id: asText(body.id),
    model: asText(body.model),
    finishReasons: finish === undefined ? [] : [finish],
    unfinished: body.status === 'queued' || body.status === 'in_progress' ? (true as const) : undefined,
    usage: parseUsage(body.usage),
    messages: Array.isArray(body.output) ? [{ role: 'assistant' as const, parts: output.flatMap(outputParts) }] : [],
    toolCalls: output.flatMap((item, at) => (isCall(item) ? [toCall(item, at)] : [])),
    error: parseError(body),
    attributes: compact({ [ATTR.openaiResponseServiceTier]: asText(body.service_tier) }),
  });
}

/**
 * This API has a status and no finish reason. What the OpenTelemetry instrumentations make of it: `tool_calls` where the
 * application has calls to run, `stop` when completed, `error` when failed or cancelled; an incomplete one tells its own reason.
 */
function finishReason(body: JsonObject, hasCalls: boolean): string | undefined {
  switch (body.status) {
    case 'completed':
    case 'complete':
      return hasCalls ? 'tool_calls' : 'stop';
    case 'incomplete':
      return asText(asObject(body.incomplete_details)?.reason) ?? 'incomplete';
    case 'failed':
    case 'cancelled':
      return 'error';
    default:
      return undefined;
  }
}

export function parseUsage(value: JsonValue | undefined): Usage | undefined {
  const usage = asObject(value);
  if (usage === undefined) return undefined;
  const input = asObject(usage.input_tokens_details);
  const parsed: Usage = compact({
    inputTokens: asCount(usage.input_tokens),
    outputTokens: asCount(usage.output_tokens),
    cacheReadTokens: asCount(input?.cached_tokens),
    cacheWriteTokens: asCount(input?.cache_write_tokens),
    reasoningTokens: asCount(asObject(usage.output_tokens_details)?.reasoning_tokens),
  });
  return Object.keys(parsed).length > 0 ? parsed : undefined;
}

/** An error body, the `error` of a failed response, or an error event (flat, or nested under `error`). */
export function parseError(body: JsonObject): ModelResponse['error'] {
  if (typeof body.error === 'string') return { type: 'error', message: body.error };
  const error = asObject(body.error);
  if (error === undefined) return undefined;
  const code = asText(error.code) ?? asNumber(error.code)?.toString();
  return { type: asText(error.type) ?? code ?? 'error', message: asString(error.message) ?? '' };
}

export function editResponse(body: JsonObject, edits: readonly ResponseEdit[]): JsonObject {
  const edited = editCalls(body, callEdits(edits));
  const text = replacementText(edits);
  return text === undefined ? edited : replaceText(edited, text);
}

function editCalls(body: JsonObject, byKey: ReadonlyMap<string, CallEdit>): JsonObject {
  if (byKey.size === 0 || !Array.isArray(body.output)) return body;
  let at = -1;
  const output = body.output.map((item) => {
    if (!isObject(item)) return item;
    at += 1;
    const edit = isCall(item) ? byKey.get(callKey(at)) : undefined;
    return edit === undefined ? item : editItem(item, at, edit);
  });
  return { ...body, output };
}

export function editItem(item: JsonObject, outputIndex: number, edit: CallEdit): JsonObject {
  if (edit.kind === 'remove_call') return messageItem(item, outputIndex, partOf(edit));
  const renamed = edit.name === undefined ? item : { ...item, name: edit.name };
  return edit.arguments === undefined ? renamed : withArguments(renamed, edit.arguments);
}

/** The content of the message in the place of a call. */
export function partOf({ text, isRefusal }: Extract<CallEdit, { kind: 'remove_call' }>): JsonObject {
  return isRefusal ? { type: 'refusal', refusal: placeholder(text) } : textPart(placeholder(text));
}

/** The message in the place of a call. */
export function messageItem(item: JsonObject, outputIndex: number, part: JsonObject): JsonObject {
  return {
    id: messageId(callIdOf(item) ?? String(outputIndex)),
    type: 'message',
    status: 'completed',
    role: 'assistant',
    content: [part],
  };
}

export function textPart(text: string): JsonObject {
  return { type: 'output_text', text, annotations: [], logprobs: [] };
}

/** The first message says the text; the others go. */
function replaceText(body: JsonObject, text: string): JsonObject {
  let replaced = false;
  const output = asArray(body.output).flatMap((item): JsonValue[] => {
    if (!isObject(item) || item.type !== 'message') return [item];
    if (replaced) return [];
    replaced = true;
    return [{ ...item, content: [textPart(text)] }];
  });
  return { ...body, output };
}
