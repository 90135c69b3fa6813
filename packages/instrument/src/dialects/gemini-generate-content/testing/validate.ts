import { isObject, type JsonObject, type JsonValue } from '../../../model/json.ts';
import type { WireRequest } from '../../dialect.ts';

/**
 * What the provider would refuse in a request, as far as edits could bring it about; shares nothing with the dialect. Each turn of
 * function calls is followed by the function responses to it: as many, of the same names.
 */
export function validateGemini({ url, body }: WireRequest): string[] {
  const faults: string[] = [];
  if (!/\/(models|tunedModels|endpoints)\/[^/:]+:(stream)?generateContent$/i.test(url.pathname)) faults.push(`no call: ${url.pathname}`);
  const contents = many(body.contents);
  if (contents.length === 0) faults.push('no contents');
  faults.push(...turnFaults(contents));
  for (const content of contents) {
    const parts = many(content.parts);
    if (parts.length === 0) faults.push('a content without parts');
    if (parts.some((part) => Object.keys(part).length === 0)) faults.push('an empty part');
    if (parts.some((part) => part.text === '' && Object.keys(part).length === 1)) faults.push('an empty text');
  }
  faults.push(...toolFaults(body));
  const config = one(body.generationConfig ?? body.generation_config);
  const limit = config.maxOutputTokens ?? config.max_output_tokens ?? 1;
  if (typeof limit !== 'number' || limit < 1) faults.push('maxOutputTokens below 1');
  if (typeof config.temperature === 'number' && (config.temperature < 0 || config.temperature > 2))
    faults.push('temperature out of bounds');
  if (body.generationConfig !== undefined && body.generation_config !== undefined) faults.push('generationConfig twice');
  return faults;
}

function turnFaults(contents: readonly JsonObject[]): string[] {
  const faults: string[] = [];
  let calls: JsonObject[] = [];
  let results: JsonObject[] = [];
  const end = (): void => {
    if (calls.length === 0 && results.length > 0) faults.push('function responses without calls');
    if (calls.length > 0 && calls.length !== results.length) faults.push(`${results.length} function responses to ${calls.length} calls`);
    const names = (list: readonly JsonObject[]): string =>
      list
        .map(({ name }) => String(name))
        .sort()
        .join();
    if (calls.length === results.length && names(calls) !== names(results))
      faults.push('function responses of other names than their calls');
    for (const { id } of results) if (id !== undefined && !calls.some((call) => call.id === id)) faults.push(`no call ${String(id)}`);
    const first = calls[0];
    if (first && signatures > 0 && !signed.has(first)) faults.push('the first call of a turn has lost its signature');
  };
  const signed = new Set<JsonObject>();
  let signatures = 0;
  for (const [at, content] of contents.entries()) {
    const isModel = content.role === 'model';
    if (isModel && contents[at - 1]?.role !== 'model') {
      end();
      calls = [];
      results = [];
      signatures = 0;
    }
    for (const part of many(content.parts)) {
      const call = part.functionCall ?? part.function_call;
      const result = part.functionResponse ?? part.function_response;
      const signature = part.thoughtSignature ?? part.thought_signature;
      if (isObject(call)) {
        calls.push(call);
        if (signature !== undefined) {
          signatures += 1;
          signed.add(call);
        }
      }
      if (isObject(result)) results.push(result);
      if (isModel && isObject(result)) faults.push('a function response of the model');
      if (!isModel && isObject(call)) faults.push('a function call of the user');
    }
  }
  end();
  return faults;
}

function toolFaults(body: JsonObject): string[] {
  const faults: string[] = [];
  const tools = many(body.tools);
  const names = tools.flatMap((tool) => many(tool.functionDeclarations ?? tool.function_declarations).map(({ name }) => name));
  if (body.tools !== undefined && tools.length === 0) faults.push('tools is empty');
  if (tools.some((tool) => Object.keys(tool).length === 0)) faults.push('an empty tool');
  const config = one(body.toolConfig ?? body.tool_config);
  const calling = config.functionCallingConfig ?? config.function_calling_config;
  const cached = body.cachedContent ?? body.cached_content;
  if (cached !== undefined && (tools.length > 0 || calling !== undefined)) faults.push('tools beside cached content');
  if (calling === undefined) return faults;
  if (names.length === 0) faults.push('a function calling config without functions');
  const allowed = one(calling).allowedFunctionNames ?? one(calling).allowed_function_names;
  const mode = String(one(calling).mode).toUpperCase();
  if (allowed !== undefined && mode !== 'ANY' && mode !== 'VALIDATED') faults.push(`allowed functions in mode ${mode}`);
  for (const name of Array.isArray(allowed) ? allowed : [])
    if (!names.includes(name)) faults.push(`allowed function ${String(name)} is unknown`);
  return faults;
}

const one = (value: JsonValue | undefined): JsonObject => (isObject(value) ? value : {});
const many = (value: JsonValue | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isObject) : isObject(value) ? [value] : [];
