/**
 * The OpenTelemetry GenAI semantic conventions v0.1.0 and the names that the same things had before (core semantic conventions up to
 * v1.41: `gen_ai.system`, `gen_ai.usage.prompt_tokens`, spans without an operation name), plus AIRT's own `airt.*` digests.
 */
import type { Attributes, SpanRecord } from '@airt/protocol';
import { ATTR, LEGACY_ATTR, LEGACY_OPERATION, OPERATION } from '@airt/protocol/semconv';
import { any, count, given, text, texts } from '../../attributes.ts';
import { type Dialect, type Operation, sizeOf } from '../convention.ts';

const MODEL_OPERATIONS: ReadonlySet<string> = new Set([
  OPERATION.chat,
  OPERATION.generateContent,
  OPERATION.textCompletion,
  LEGACY_OPERATION.completion,
]);
/** `invoke_workflow` spans were merged into `invoke_agent` in v0.1.0; both names are in use. */
const AGENT_OPERATIONS: ReadonlySet<string> = new Set([OPERATION.invokeAgent, OPERATION.invokeWorkflow]);

export const genai: Dialect = {
  name: 'genai',
  read(span, digester) {
    const { attributes } = span;
    const operation = text(attributes, ATTR.operationName) ?? operationOfOldSpan(span);
    if (operation === undefined) return undefined;
    if (MODEL_OPERATIONS.has(operation)) {
      const answer = answerText(attributes);
      return {
        kind: 'model_call',
        ...given('provider', text(attributes, ATTR.providerName, LEGACY_ATTR.system)),
        ...given('model', text(attributes, ATTR.responseModel, ATTR.requestModel)),
        ...given('inputTokens', count(attributes, ATTR.usageInputTokens, LEGACY_ATTR.usagePromptTokens)),
        ...given('outputTokens', count(attributes, ATTR.usageOutputTokens, LEGACY_ATTR.usageCompletionTokens)),
        ...given('finishReasons', texts(attributes, ATTR.responseFinishReasons, LEGACY_ATTR.responseFinishReason)),
        ...given('textDigest', text(attributes, ATTR.textDigest) ?? (answer === undefined ? undefined : digester.text(answer))),
      };
    }
    if (AGENT_OPERATIONS.has(operation)) return { kind: 'agent_end' };
    if (operation !== OPERATION.executeTool) return undefined;
    return readTool(span, digester);
  },
};

function readTool(span: SpanRecord, digester: Parameters<Dialect['read']>[1]): Operation {
  const { attributes } = span;
  const tool = text(attributes, ATTR.toolName) ?? (span.name.replace(/^execute_tool\s*/, '') || 'unknown');
  const args = any(attributes, ATTR.toolCallArguments);
  const result = any(attributes, ATTR.toolCallResult);
  return {
    kind: 'tool_call',
    tool,
    ...given('callId', text(attributes, ATTR.toolCallId)),
    ...given('callDigest', text(attributes, ATTR.toolCallDigest) ?? (args === undefined ? undefined : digester.call(tool, args))),
    ...given('resultDigest', text(attributes, ATTR.toolResultDigest) ?? (result === undefined ? undefined : digester.result(result))),
    ...given('resultSize', count(attributes, ATTR.toolResultSize) ?? sizeOf(result)),
    inferred: attributes[ATTR.toolInferred] === true,
  };
}

/** Before operation names existed a span with a system and a model was a model call. */
function operationOfOldSpan({ attributes }: SpanRecord): string | undefined {
  if (text(attributes, LEGACY_ATTR.system) === undefined) return undefined;
  return text(attributes, ATTR.requestModel, ATTR.responseModel) === undefined ? undefined : OPERATION.chat;
}

/** The text parts of the answer where the application has content capture on; it is digested at once. */
function answerText(attributes: Attributes): string | undefined {
  const value = any(attributes, ATTR.outputMessages);
  const messages = typeof value === 'string' ? parsed(value) : value;
  if (!Array.isArray(messages)) return undefined;
  const parts = messages.flatMap((message: unknown) => (isRecord(message) && Array.isArray(message.parts) ? message.parts : []));
  const said = parts.flatMap((part: unknown) =>
    isRecord(part) && part.type === 'text' && typeof part.content === 'string' ? [part.content] : [],
  );
  return said.length === 0 ? undefined : said.join('\n');
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
