import { isObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import type { Message, Part, ToolDefinition } from '../../model/message.ts';
import type { ModelRequest } from '../../model/model-request.ts';
import type { Route, WireRequest } from '../dialect.ts';
import { asNumber, asObject, asObjects, asString, asText, compact } from '../json.ts';
import { callIdsOf } from './call-ids.ts';
import { camelCase, field, listOf } from './fields.ts';
import { parsePart, partsOf, pushPart } from './parts.ts';

export function readRequest({ body }: WireRequest, route: Route): ModelRequest | undefined {
  if (!isObject(body.contents) && !Array.isArray(body.contents)) return undefined;
  const contents = listOf(body.contents);
  const system = parseParts(partsOf(field(body, 'systemInstruction')), new Map());
  return compact({
    model: route.model,
    stream: route.stream === true,
    messages: parseMessages(contents),
    systemInstructions: system.length > 0 ? system : undefined,
    tools: listOf(body.tools).filter(isObject).flatMap(parseTool),
    parameters: parseParameters(asObject(field(body, 'generationConfig'))),
    attributes: {},
  });
}

function parseParameters(config: JsonObject | undefined): ModelRequest['parameters'] {
  const choiceCount = asNumber(field(config, 'candidateCount'));
  const stop = listOf(field(config, 'stopSequences')).filter((entry) => typeof entry === 'string');
  return compact({
    maxOutputTokens: asNumber(field(config, 'maxOutputTokens')),
    temperature: asNumber(config?.temperature),
    topP: asNumber(field(config, 'topP')),
    topK: asNumber(field(config, 'topK')),
    frequencyPenalty: asNumber(field(config, 'frequencyPenalty')),
    presencePenalty: asNumber(field(config, 'presencePenalty')),
    stopSequences: stop.length > 0 ? stop : undefined,
    seed: asNumber(config?.seed),
    choiceCount: choiceCount === 1 ? undefined : choiceCount,
    // A budget in tokens is no level.
    reasoningLevel: asText(field(asObject(field(config, 'thinkingConfig')), 'thinkingLevel')),
    outputType: outputType(config),
  });
}

function outputType(config: JsonObject | undefined): ModelRequest['parameters']['outputType'] {
  const modalities = listOf(field(config, 'responseModalities')).map((entry) => String(entry).toUpperCase());
  if (modalities.includes('IMAGE')) return 'image';
  if (modalities.includes('AUDIO')) return 'speech';
  const mimeType = asText(field(config, 'responseMimeType'));
  if (mimeType?.includes('json') || isObject(field(config, 'responseSchema')) || isObject(field(config, 'responseJsonSchema')))
    return 'json';
  return mimeType?.startsWith('text/') || modalities.includes('TEXT') ? 'text' : undefined;
}

/** Contents of the model in a row are one message: clients that keep the history of a stream keep its chunks. */
function parseMessages(contents: readonly JsonValue[]): Message[] {
  const ids = callIdsOf(contents);
  const messages: { role: Message['role']; parts: Part[] }[] = [];
  for (const content of contents) {
    if (!isObject(content)) continue;
    const parts = parseParts(partsOf(content), ids);
    const role = roleOf(content, parts);
    const last = messages.at(-1);
    if (role === 'assistant' && last?.role === 'assistant') for (const part of parts) pushPart(last.parts, part);
    else messages.push({ role, parts });
  }
  return messages;
}

function parseParts(values: readonly JsonValue[], ids: ReadonlyMap<JsonObject, string>): Part[] {
  const parts: Part[] = [];
  for (const value of values) if (isObject(value)) pushPart(parts, parsePart(value, ids));
  return parts;
}

/** Function responses come from the user (`function` of the first versions); a content of nothing else is a tool message. */
function roleOf({ role }: JsonObject, parts: readonly Part[]): Message['role'] {
  if (role === 'model') return 'assistant';
  if (role === 'function' || role === 'system') return role === 'system' ? 'system' : 'tool';
  return parts.length > 0 && parts.every(({ type }) => type === 'tool_call_response') ? 'tool' : 'user';
}

/** A tool is a list of functions, or one or more tools that the provider runs. Calls of `computerUse` are made by the application. */
function parseTool(tool: JsonObject): ToolDefinition[] {
  return Object.keys(tool).flatMap((key): ToolDefinition[] => {
    const name = camelCase(key);
    if (name !== 'functionDeclarations') return [{ name, type: name === 'computerUse' ? 'function' : 'extension' }];
    return asObjects([...listOf(tool[key])]).map((declaration) =>
      compact({
        name: asString(declaration.name) ?? '',
        type: 'function' as const,
        description: asText(declaration.description),
        parameters: declaration.parameters ?? field(declaration, 'parametersJsonSchema'),
      }),
    );
  });
}

/** Whether the model is to go on with a text that it, or the application, has begun: nothing may follow it. */
export function endsWithModelTurn(body: JsonObject): boolean {
  const last = listOf(body.contents).at(-1);
  return isObject(last) && last.role === 'model';
}
