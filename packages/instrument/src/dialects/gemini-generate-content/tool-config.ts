/** `toolConfig.functionCallingConfig`: whether and which functions the model may call. */
import type { JsonObject } from '../../model/json.ts';
import { asObject, asText } from '../json.ts';
import { field, listOf, withField, withoutField } from './fields.ts';

/** "Function calling config is set without function_declarations" is an error. */
export function withoutMode(body: JsonObject): JsonObject {
  const config = asObject(field(body, 'toolConfig'));
  if (!config || field(config, 'functionCallingConfig') === undefined) return body;
  const rest = withoutField(config, 'functionCallingConfig');
  return Object.keys(rest).length === 0 ? withoutField(body, 'toolConfig') : withField(body, 'toolConfig', rest);
}

/** Names of allowed functions are for the modes that want a call; `mode` itself is one word in both spellings. */
export function withMode(body: JsonObject, mode: 'AUTO' | 'NONE'): JsonObject {
  const config = asObject(field(body, 'toolConfig')) ?? {};
  const calling = withoutField(asObject(field(config, 'functionCallingConfig')) ?? {}, 'allowedFunctionNames');
  return withField(body, 'toolConfig', withField(config, 'functionCallingConfig', { ...calling, mode }));
}

/** Whether the model has to call a function. Modes are enums, which are written as names or as numbers. */
export function isForced(body: JsonObject): boolean {
  const mode = asObject(field(asObject(field(body, 'toolConfig')), 'functionCallingConfig'))?.mode;
  return mode === 2 || asText(mode)?.toUpperCase() === 'ANY';
}

/** The tool is not among those allowed any more. */
export function withoutAllowed(body: JsonObject, name: string): JsonObject {
  const config = asObject(field(body, 'toolConfig'));
  const calling = asObject(field(config, 'functionCallingConfig'));
  const allowed = listOf(field(calling, 'allowedFunctionNames'));
  if (!config || !calling || !allowed.includes(name)) return body;
  const left = allowed.filter((each) => each !== name);
  // A forced choice is free where nothing is left of it; what was no more than a permission is gone.
  if (left.length === 0) return withMode(body, isForced(body) ? 'AUTO' : 'NONE');
  return withField(body, 'toolConfig', withField(config, 'functionCallingConfig', withField(calling, 'allowedFunctionNames', left)));
}
