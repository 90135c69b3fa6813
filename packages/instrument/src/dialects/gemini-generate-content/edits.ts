/** The edits of a request of this dialect. Each gives a transcript that the provider accepts if it accepted the one before. */
import { isObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import type { RequestEdit } from '../../model/model-request.ts';
import type { RequestEdits } from '../body-dialect.ts';
import type { WireRequest } from '../dialect.ts';
import { asObject, bounded, nthOf } from '../json.ts';
import { callIdsOf } from './call-ids.ts';
import { camelCase, field, listOf, withField } from './fields.ts';
import { partsOf, resultOf } from './parts.ts';
import { endsWithModelTurn } from './request.ts';
import { withMode, withoutAllowed, withoutMode } from './tool-config.ts';
import { withModel } from './url.ts';

export const requestEdits: RequestEdits<WireRequest> = {
  add_guidance: onBody((body, { text }) => addGuidance(body, text)),
  remove_tool: onBody((body, { name }) => removeTool(body, name)),
  disable_tools: onBody(disableTools),
  replace_result: onBody(replaceResult),
  // The whole history stands in the request, as the application knows it.
  resolve_removed_call: (request) => request,
  continue_response: (request) => request,
  set_parameters: setParameters,
};

function onBody<Edit>(apply: (body: JsonObject, edit: Edit) => JsonObject) {
  return (request: WireRequest, edit: Edit): WireRequest => ({ ...request, body: apply(request.body, edit) });
}

/**
 * Behind everything in the last content of the user: text may stand beside function responses, which have to follow their calls at once.
 * A turn of the model at the end is to be continued, so it stays last, and the guidance joins the system instruction.
 */
function addGuidance(body: JsonObject, text: string): JsonObject {
  if (field(body, 'continuationToken') !== undefined) throw new Error('an answer that is being continued takes no guidance');
  const part: JsonObject = { text };
  const contents = [...listOf(body.contents)];
  const last = contents.at(-1);
  if (endsWithModelTurn(body)) {
    if (field(body, 'cachedContent') !== undefined) throw new Error('beside cached content there is no system instruction');
    const system = field(body, 'systemInstruction');
    return withField(body, 'systemInstruction', { ...asObject(system), parts: [...partsOf(system), part] });
  }
  if (isObject(last) && last.role !== 'function') contents[contents.length - 1] = { ...last, parts: [...partsOf(last), part] };
  else contents.push({ role: 'user', parts: [part] });
  return { ...body, contents };
}

/** The result under this id, of the transcript or derived: equal calls of several turns that have no ids are all replaced. */
function replaceResult(body: JsonObject, { callId, text, nth }: Extract<RequestEdit, { kind: 'replace_result' }>): JsonObject {
  const isChosen = nthOf(nth);
  const contents = listOf(body.contents);
  const ids = callIdsOf(contents);
  let found = false;
  const replacePart = (part: JsonValue): JsonValue => {
    const result = isObject(part) ? resultOf(part) : undefined;
    if (!isObject(part) || !result || !isChosen(ids.get(result) === callId)) return part;
    found = true;
    // Images and files of the result are in `parts`.
    const { parts: _parts, ...rest } = result;
    return withField(part, 'functionResponse', { ...rest, response: { output: text } });
  };
  const replaced = contents.map((content) => (isObject(content) ? { ...content, parts: partsOf(content).map(replacePart) } : content));
  return found ? { ...body, contents: replaced } : body;
}

/** Where the tools stand in cached content, a request can name none and set no mode: the calls are removed from the answers. */
function disableTools(body: JsonObject): JsonObject {
  const tools = listOf(body.tools).flatMap((tool): JsonValue[] => {
    if (!isObject(tool)) return [tool];
    const declarations = field(tool, 'functionDeclarations');
    return listOf(declarations).length > 0 ? [withField(onlyDeclarations(tool), 'functionDeclarations', declarations ?? [])] : [];
  });
  if (listOf(body.tools).length === 0) return body;
  return tools.length === 0 ? withoutTools(body) : withMode({ ...body, tools }, 'NONE');
}

/** A mode is for functions alone: tools that the provider runs are off only where they are not offered. */
function onlyDeclarations(tool: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(tool).filter(([key]) => camelCase(key) === 'functionDeclarations'));
}

function removeTool(body: JsonObject, name: string): JsonObject {
  let found = false;
  const tools = listOf(body.tools).flatMap((tool): JsonValue[] => {
    if (!isObject(tool)) return [tool];
    const kept = Object.entries(tool).flatMap(([key, value]): [string, JsonValue][] => {
      if (camelCase(key) !== 'functionDeclarations') return camelCase(key) === camelCase(name) ? [] : [[key, value]];
      const declarations = listOf(value).filter((declaration) => !isObject(declaration) || declaration.name !== name);
      if (declarations.length === listOf(value).length) return [[key, value]];
      found = true;
      return declarations.length === 0 ? [] : [[key, declarations]];
    });
    found ||= kept.length < Object.keys(tool).length;
    return kept.length === 0 ? [] : [Object.fromEntries(kept)];
  });
  if (!found) return body;
  return hasFunctions(tools)
    ? withoutAllowed({ ...body, tools }, name)
    : withoutMode(tools.length === 0 ? withoutTools(body) : { ...body, tools });
}

const hasFunctions = (tools: readonly JsonValue[]): boolean =>
  tools.some((tool) => isObject(tool) && listOf(field(tool, 'functionDeclarations')).length > 0);

const withoutTools = (body: JsonObject): JsonObject => {
  const { tools: _tools, ...rest } = body;
  return withoutMode(rest);
};

function setParameters({ url, body }: WireRequest, edit: Extract<RequestEdit, { kind: 'set_parameters' }>): WireRequest {
  let config = asObject(field(body, 'generationConfig')) ?? {};
  if (edit.maxOutputTokens !== undefined) {
    const bound = Math.max(1, Math.floor(edit.maxOutputTokens));
    config = withField(config, 'maxOutputTokens', bounded(field(config, 'maxOutputTokens'), bound));
  }
  if (edit.temperature !== undefined) {
    config = { ...config, temperature: bounded(config.temperature, Math.min(2, Math.max(0, edit.temperature))) };
  }
  const isBounded = edit.maxOutputTokens !== undefined || edit.temperature !== undefined;
  return {
    url: edit.model === undefined ? url : withModel(url, edit.model),
    body: isBounded ? withField(body, 'generationConfig', config) : body,
  };
}
