/**
 * The OpenTelemetry GenAI semantic conventions v0.1.0 and the names that the same things had before (core semantic conventions up to
 * v1.41: `gen_ai.system`, `gen_ai.usage.prompt_tokens`, spans without an operation name), plus AIRT's own `airt.*` digests.
 */
import type { Attributes, SpanRecord } from '@airt/protocol';
import { any, count, given, text, texts } from '../../attributes.ts';
import { type Dialect, type Operation, sizeOf } from '../convention.ts';

const MODEL_OPERATIONS: ReadonlySet<string> = new Set(['chat', 'generate_content', 'text_completion', 'completion']);
/** `invoke_workflow` spans were merged into `invoke_agent` in v0.1.0; both names are in use. */
const AGENT_OPERATIONS: ReadonlySet<string> = new Set(['invoke_agent', 'invoke_workflow']);

export const genai: Dialect = {
  name: 'genai',
  read(span, digester) {
    const { attributes } = span;
    const operation = text(attributes, 'gen_ai.operation.name') ?? operationOfOldSpan(span);
    if (operation === undefined) return undefined;
    if (MODEL_OPERATIONS.has(operation)) {
      const answer = answerText(attributes);
      return {
        kind: 'model_call',
        ...given('provider', text(attributes, 'gen_ai.provider.name', 'gen_ai.system')),
        ...given('model', text(attributes, 'gen_ai.response.model', 'gen_ai.request.model')),
        ...given('inputTokens', count(attributes, 'gen_ai.usage.input_tokens', 'gen_ai.usage.prompt_tokens')),
        ...given('outputTokens', count(attributes, 'gen_ai.usage.output_tokens', 'gen_ai.usage.completion_tokens')),
        ...given('finishReasons', texts(attributes, 'gen_ai.response.finish_reasons', 'gen_ai.response.finish_reason')),
        ...given('textDigest', text(attributes, 'airt.response.text.digest') ?? (answer === undefined ? undefined : digester.text(answer))),
      };
    }
    if (AGENT_OPERATIONS.has(operation)) return { kind: 'agent_end' };
    if (operation !== 'execute_tool') return undefined;
    return readTool(span, digester);
  },
};

function readTool(span: SpanRecord, digester: Parameters<Dialect['read']>[1]): Operation {
  const { attributes } = span;
  const tool = text(attributes, 'gen_ai.tool.name') ?? (span.name.replace(/^execute_tool\s*/, '') || 'unknown');
  const args = any(attributes, 'gen_ai.tool.call.arguments');
  const result = any(attributes, 'gen_ai.tool.call.result');
  return {
    kind: 'tool_call',
    tool,
    ...given('callId', text(attributes, 'gen_ai.tool.call.id')),
    ...given('callDigest', text(attributes, 'airt.tool.call.digest') ?? (args === undefined ? undefined : digester.call(tool, args))),
    ...given('resultDigest', text(attributes, 'airt.tool.result.digest') ?? (result === undefined ? undefined : digester.result(result))),
    ...given('resultSize', count(attributes, 'airt.tool.result.size') ?? sizeOf(result)),
    inferred: attributes['airt.tool.inferred'] === true,
  };
}

/** Before operation names existed a span with a system and a model was a model call. */
function operationOfOldSpan({ attributes }: SpanRecord): string | undefined {
  if (text(attributes, 'gen_ai.system') === undefined) return undefined;
  return text(attributes, 'gen_ai.request.model', 'gen_ai.response.model') === undefined ? undefined : 'chat';
}

/** The text parts of the answer where the application has content capture on; it is digested at once. */
function answerText(attributes: Attributes): string | undefined {
  const value = any(attributes, 'gen_ai.output.messages');
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
