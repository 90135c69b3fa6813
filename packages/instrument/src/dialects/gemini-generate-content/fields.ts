/**
 * Field names of this API. Its JSON is that of protocol buffers, which may be written in lowerCamelCase or as in the .proto file, in
 * snake_case (Protocol Buffers documentation, "ProtoJSON format"); the API takes both, and an edit keeps the one that it finds.
 */
import type { JsonObject, JsonValue } from '../../model/json.ts';
import { without } from '../json.ts';

const SNAKE_CASE = {
  allowedFunctionNames: 'allowed_function_names',
  cachedContent: 'cached_content',
  candidateCount: 'candidate_count',
  codeExecutionResult: 'code_execution_result',
  continuationToken: 'continuation_token',
  executableCode: 'executable_code',
  fileData: 'file_data',
  frequencyPenalty: 'frequency_penalty',
  functionCall: 'function_call',
  functionCallingConfig: 'function_calling_config',
  functionDeclarations: 'function_declarations',
  functionResponse: 'function_response',
  generationConfig: 'generation_config',
  inlineData: 'inline_data',
  jsonPath: 'json_path',
  maxOutputTokens: 'max_output_tokens',
  mimeType: 'mime_type',
  parametersJsonSchema: 'parameters_json_schema',
  partialArgs: 'partial_args',
  presencePenalty: 'presence_penalty',
  responseJsonSchema: 'response_json_schema',
  responseMimeType: 'response_mime_type',
  responseModalities: 'response_modalities',
  responseSchema: 'response_schema',
  stopSequences: 'stop_sequences',
  systemInstruction: 'system_instruction',
  thinkingConfig: 'thinking_config',
  thinkingLevel: 'thinking_level',
  thoughtSignature: 'thought_signature',
  toolCall: 'tool_call',
  toolConfig: 'tool_config',
  toolResponse: 'tool_response',
  toolType: 'tool_type',
  topK: 'top_k',
  topP: 'top_p',
  willContinue: 'will_continue',
} as const;

export type FieldName = keyof typeof SNAKE_CASE;

/** The value of a field, in whichever spelling it stands there. */
export const field = (object: JsonObject | undefined, name: FieldName): JsonValue | undefined =>
  object?.[name] ?? object?.[SNAKE_CASE[name]];

/** A copy with the field set, in the spelling that stands there; camelCase where it is new. */
export function withField(object: JsonObject, name: FieldName, value: JsonValue): JsonObject {
  const snake = SNAKE_CASE[name];
  return { ...object, [object[name] === undefined && object[snake] !== undefined ? snake : name]: value };
}

/** A copy without the field, in either spelling. */
export const withoutField = (object: JsonObject, name: FieldName): JsonObject => without(object, name, SNAKE_CASE[name]);

/** A list; a single object stands for a list of one, as the API takes it (`"contents": {"parts": {"text": "hi"}}` of its own examples). */
export const listOf = (value: JsonValue | undefined): readonly JsonValue[] =>
  Array.isArray(value) ? value : typeof value === 'object' && value !== null ? [value] : [];

/** `function_declarations` as the camelCase that the reference has. */
export const camelCase = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
