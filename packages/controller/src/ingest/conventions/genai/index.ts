import type { Digester } from '@airt/engine';
import type { Attributes, SpanRecord } from '@airt/protocol';
import { ATTR, LEGACY_ATTR, LEGACY_OPERATION, OPERATION } from '@airt/protocol/semconv';
import { optional, readAny, readCount, readText, readTexts, sizeOf } from '../../attributes.ts';
import type { OperationFields, SpanConvention } from '../convention.ts';

const MODEL_OPERATIONS: ReadonlySet<string> = new Set([
  OPERATION.chat,
  OPERATION.generateContent,
  OPERATION.textCompletion,
  LEGACY_OPERATION.completion,
]);
/** `invoke_workflow` spans were merged into `invoke_agent` in v0.1.0; both names are in use. */
const AGENT_OPERATIONS: ReadonlySet<string> = new Set([OPERATION.invokeAgent, OPERATION.invokeWorkflow]);

/**
 * The OpenTelemetry GenAI semantic conventions v0.1.0 and the names that the same things had before (core semantic conventions up to
 * v1.41: `gen_ai.system`, `gen_ai.usage.prompt_tokens`, spans without an operation name), plus AIRT's own `airt.*` digests.
 */
export const genai: SpanConvention = {
  name: 'genai',
  attributes: [
    ATTR.operationName,
    LEGACY_ATTR.system,
    ATTR.requestModel,
    ATTR.responseModel,
    ATTR.providerName,
    ATTR.usageInputTokens,
    LEGACY_ATTR.usagePromptTokens,
    ATTR.usageOutputTokens,
    LEGACY_ATTR.usageCompletionTokens,
    ATTR.responseFinishReasons,
    LEGACY_ATTR.responseFinishReason,
    ATTR.textDigest,
    ATTR.toolName,
    ATTR.toolCallId,
    ATTR.toolCallDigest,
    ATTR.toolResultDigest,
    ATTR.toolResultSize,
    ATTR.toolInferred,
  ],
  readsContent: {
    [ATTR.outputMessages]: [ATTR.textDigest],
    [ATTR.toolCallArguments]: [ATTR.toolCallDigest],
    [ATTR.toolCallResult]: [ATTR.toolResultDigest, ATTR.toolResultSize],
  },
  content: [
    ATTR.inputMessages,
    ATTR.outputMessages,
    ATTR.systemInstructions,
    ATTR.toolDefinitions,
    ATTR.toolCallArguments,
    ATTR.toolCallResult,
  ],
  read(span, digester) {
    const operation = readText(span.attributes, ATTR.operationName) ?? operationOfOldSpan(span);
    if (operation === undefined) return undefined;
    if (MODEL_OPERATIONS.has(operation)) return readModelCall(span.attributes, digester);
    if (AGENT_OPERATIONS.has(operation)) return { kind: 'agent_end' };
    return operation === OPERATION.executeTool ? readToolCall(span, digester) : undefined;
  },
};

type ModelCallFields = Extract<OperationFields, { readonly kind: 'model_call' }>;

function readModelCall(attributes: Attributes, digester: Digester): OperationFields {
  const fields: { -readonly [Name in keyof ModelCallFields]: ModelCallFields[Name] } = { kind: 'model_call' };
  // Member by member: most spans are model calls, and an object for each member takes longer than reading it.
  const provider = readText(attributes, ATTR.providerName, LEGACY_ATTR.system);
  if (provider !== undefined) fields.provider = provider;
  const model = readText(attributes, ATTR.responseModel, ATTR.requestModel);
  if (model !== undefined) fields.model = model;
  const inputTokens = readCount(attributes, ATTR.usageInputTokens, LEGACY_ATTR.usagePromptTokens);
  if (inputTokens !== undefined) fields.inputTokens = inputTokens;
  const outputTokens = readCount(attributes, ATTR.usageOutputTokens, LEGACY_ATTR.usageCompletionTokens);
  if (outputTokens !== undefined) fields.outputTokens = outputTokens;
  const finishReasons = readTexts(attributes, ATTR.responseFinishReasons, LEGACY_ATTR.responseFinishReason);
  if (finishReasons !== undefined) fields.finishReasons = finishReasons;
  const textDigest = readText(attributes, ATTR.textDigest) ?? digestOfAnswer(attributes, digester);
  if (textDigest !== undefined) fields.textDigest = textDigest;
  return fields;
}

function readToolCall({ name, attributes }: SpanRecord, digester: Digester): OperationFields {
  const tool = readText(attributes, ATTR.toolName) ?? (name.replace(/^execute_tool\s*/, '') || 'unknown');
  const args = readAny(attributes, ATTR.toolCallArguments);
  const result = readAny(attributes, ATTR.toolCallResult);
  return {
    kind: 'tool_call',
    tool,
    ...optional('callId', readText(attributes, ATTR.toolCallId)),
    ...optional('callDigest', readText(attributes, ATTR.toolCallDigest) ?? (args === undefined ? undefined : digester.call(tool, args))),
    ...optional(
      'resultDigest',
      readText(attributes, ATTR.toolResultDigest) ?? (result === undefined ? undefined : digester.result(result)),
    ),
    ...optional('resultSize', readCount(attributes, ATTR.toolResultSize) ?? sizeOf(result)),
    inferred: attributes[ATTR.toolInferred] === true,
  };
}

/** Before operation names existed a span with a system and a model was a model call. */
function operationOfOldSpan({ attributes }: SpanRecord): string | undefined {
  if (readText(attributes, LEGACY_ATTR.system) === undefined) return undefined;
  return readText(attributes, ATTR.requestModel, ATTR.responseModel) === undefined ? undefined : OPERATION.chat;
}

/** Of the text parts of the answer, where the application has content capture on. */
function digestOfAnswer(attributes: Attributes, digester: Digester): string | undefined {
  const value = readAny(attributes, ATTR.outputMessages);
  const messages = typeof value === 'string' ? parseJson(value) : value;
  if (!Array.isArray(messages)) return undefined;
  const parts = messages.flatMap((message: unknown) => (isRecord(message) && Array.isArray(message.parts) ? message.parts : []));
  const texts = parts.flatMap((part: unknown) =>
    isRecord(part) && part.type === 'text' && typeof part.content === 'string' ? [part.content] : [],
  );
  return texts.length === 0 ? undefined : digester.text(texts.join('\n'));
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
