/** Parts of a content, in requests and in responses. */
import { isObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import type { Part } from '../../model/message.ts';
import { asObject, asString, asText, blob, compact } from '../json.ts';
import { camelCase, type FieldName, field } from './fields.ts';

/** What a part may have beside its content. */
const ATTRIBUTES = new Set(['thought', 'thoughtSignature', 'videoMetadata', 'mediaResolution', 'partMetadata']);

/** The objects among the parts of a content. */
export const callOf = (part: JsonObject): JsonObject | undefined => asObject(field(part, 'functionCall'));
export const resultOf = (part: JsonObject): JsonObject | undefined => asObject(field(part, 'functionResponse'));

/** @param ids Of function calls and function responses, by their objects. */
export function parsePart(part: JsonObject, ids: ReadonlyMap<JsonObject, string>): Part {
  const call = callOf(part);
  if (call) {
    const name = asString(call.name) ?? '';
    return compact({ type: 'tool_call' as const, id: ids.get(call), name, arguments: call.args ?? {} });
  }
  const result = resultOf(part);
  if (result) return parseResult(result, ids.get(result));
  const text = asString(part.text);
  if (text !== undefined) return { type: part.thought === true ? 'reasoning' : 'text', content: text };
  return parseData(part) ?? parseHosted(part) ?? genericPart(part);
}

/**
 * "Use `output` key to specify function output and `error` key to specify error details […]. If `output` and `error` keys are not
 * specified, then whole `response` is treated as function output" (API reference, FunctionResponse).
 */
function parseResult(result: JsonObject, id: string | undefined): Part {
  const response = asObject(result.response);
  const isError = response?.error !== undefined && response.output === undefined;
  return compact({
    type: 'tool_call_response' as const,
    id,
    name: asText(result.name),
    response: response?.output ?? response?.error ?? result.response ?? null,
    isError: isError ? true : undefined,
  });
}

function parseData(part: JsonObject): Part | undefined {
  const inline = asObject(field(part, 'inlineData'));
  const mimeType = asText(field(inline ?? asObject(field(part, 'fileData')), 'mimeType'));
  if (inline) return blob(modalityOf(mimeType), asString(inline.data), mimeType);
  return isObject(field(part, 'fileData')) ? compact({ type: 'uri' as const, modality: modalityOf(mimeType), mimeType }) : undefined;
}

function modalityOf(mimeType: string | undefined): 'image' | 'audio' | 'video' | 'document' {
  const [kind] = (mimeType ?? '').split('/');
  return kind === 'image' || kind === 'audio' || kind === 'video' ? kind : 'document';
}

/** Tools that the provider runs: code execution, and what it reports of its other tools (`includeServerSideToolInvocations`). */
function parseHosted(part: JsonObject): Part | undefined {
  if (has(part, 'executableCode')) return { type: 'server_tool_call', name: 'codeExecution' };
  if (has(part, 'codeExecutionResult')) return { type: 'server_tool_call_response' };
  const call = asObject(field(part, 'toolCall'));
  if (call) {
    const name = asString(field(call, 'toolType')) ?? '';
    return compact({ type: 'server_tool_call' as const, id: asText(call.id), name });
  }
  const response = asObject(field(part, 'toolResponse'));
  return response && compact({ type: 'server_tool_call_response' as const, id: asText(response.id) });
}

const has = (part: JsonObject, name: FieldName): boolean => field(part, name) !== undefined;

function genericPart(part: JsonObject): Part {
  const kind = Object.keys(part)
    .map(camelCase)
    .find((key) => !ATTRIBUTES.has(key));
  return compact({ type: 'generic' as const, genericType: kind ?? (has(part, 'thoughtSignature') ? 'thoughtSignature' : undefined) });
}

/** Adds a part to a message. Pieces of one text are one part: streams cut a text anywhere, and some clients keep the pieces. */
export function pushPart(parts: Part[], part: Part): void {
  const last = parts.at(-1);
  if (part.type !== 'text' && part.type !== 'reasoning') parts.push(part);
  else if (last?.type === part.type) parts[parts.length - 1] = { ...last, content: last.content + part.content };
  else if (part.content !== '') parts.push(part);
}

/** The parts of a content: a list, a single part, or a text. */
export function partsOf(content: JsonValue | undefined): readonly JsonValue[] {
  if (typeof content === 'string') return content === '' ? [] : [{ text: content }];
  const parts = asObject(content)?.parts;
  return Array.isArray(parts) ? parts : isObject(parts) ? [parts] : [];
}
