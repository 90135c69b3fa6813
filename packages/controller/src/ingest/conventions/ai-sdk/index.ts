import type { Digester } from '@airt/engine';
import type { Attributes } from '@airt/protocol';
import { optional, readAny, readCount, readText, readTexts, sizeOf } from '../../attributes.ts';
import type { OperationFields, SpanConvention } from '../convention.ts';

const MODEL_CALLS: ReadonlySet<string> = new Set([
  'ai.generateText.doGenerate',
  'ai.streamText.doStream',
  'ai.generateObject.doGenerate',
  'ai.streamObject.doStream',
]);
const RUNS: ReadonlySet<string> = new Set(['ai.generateText', 'ai.streamText', 'ai.generateObject', 'ai.streamObject']);
const TOOL_CALL = 'ai.toolCall';

/**
 * The AI SDK's own spans (`ai.*`), from before its `@ai-sdk/otel` package wrote the GenAI conventions. Model calls among them also carry
 * `gen_ai.*` names and are read by that convention; tools and the run itself have only these.
 */
export const aiSdk: SpanConvention = {
  name: 'ai-sdk',
  attributes: [
    'ai.operationId',
    'ai.model.provider',
    'ai.response.model',
    'ai.model.id',
    'ai.usage.inputTokens',
    'ai.usage.promptTokens',
    'ai.usage.outputTokens',
    'ai.usage.completionTokens',
    'ai.response.finishReason',
    'ai.toolCall.name',
    'ai.toolCall.id',
  ],
  // These spans have no digests. A model call among them has `gen_ai.*` names as well, and is read by that convention.
  readsContent: { 'ai.response.text': [], 'ai.toolCall.args': [], 'ai.toolCall.result': [] },
  content: ['ai.prompt', 'ai.prompt.messages', 'ai.response.text', 'ai.response.toolCalls', 'ai.toolCall.args', 'ai.toolCall.result'],
  read({ attributes }, digester) {
    const operation = readText(attributes, 'ai.operationId');
    if (operation === undefined) return undefined;
    if (RUNS.has(operation)) return { kind: 'agent_end' };
    if (MODEL_CALLS.has(operation)) return readModelCall(attributes, digester);
    return operation === TOOL_CALL ? readToolCall(attributes, digester) : undefined;
  },
};

function readModelCall(attributes: Attributes, digester: Digester): OperationFields {
  const answer = readText(attributes, 'ai.response.text');
  return {
    kind: 'model_call',
    ...optional('provider', readText(attributes, 'ai.model.provider')),
    ...optional('model', readText(attributes, 'ai.response.model', 'ai.model.id')),
    ...optional('inputTokens', readCount(attributes, 'ai.usage.inputTokens', 'ai.usage.promptTokens')),
    ...optional('outputTokens', readCount(attributes, 'ai.usage.outputTokens', 'ai.usage.completionTokens')),
    ...optional('finishReasons', readTexts(attributes, 'ai.response.finishReason')),
    ...optional('textDigest', answer === undefined ? undefined : digester.text(answer)),
  };
}

function readToolCall(attributes: Attributes, digester: Digester): OperationFields | undefined {
  const tool = readText(attributes, 'ai.toolCall.name');
  if (tool === undefined) return undefined;
  const args = readAny(attributes, 'ai.toolCall.args');
  const result = readAny(attributes, 'ai.toolCall.result');
  return {
    kind: 'tool_call',
    tool,
    ...optional('callId', readText(attributes, 'ai.toolCall.id')),
    ...optional('callDigest', args === undefined ? undefined : digester.call(tool, args)),
    ...optional('resultDigest', result === undefined ? undefined : digester.result(result)),
    ...optional('resultSize', sizeOf(result)),
    inferred: false,
  };
}
