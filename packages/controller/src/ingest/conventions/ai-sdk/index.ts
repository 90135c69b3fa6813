/**
 * The AI SDK's own spans (`ai.*`, before its `@ai-sdk/otel` package spoke the GenAI conventions). Model calls among them also carry
 * `gen_ai.*` names and are read by that dialect; tools and the run itself are only known by these.
 */
import { any, count, given, text, texts } from '../../attributes.ts';
import { type Dialect, sizeOf } from '../convention.ts';

const MODEL_CALLS: ReadonlySet<string> = new Set([
  'ai.generateText.doGenerate',
  'ai.streamText.doStream',
  'ai.generateObject.doGenerate',
  'ai.streamObject.doStream',
]);
const RUNS: ReadonlySet<string> = new Set(['ai.generateText', 'ai.streamText', 'ai.generateObject', 'ai.streamObject']);

export const aiSdk: Dialect = {
  name: 'ai-sdk',
  read({ attributes }, digester) {
    const operation = text(attributes, 'ai.operationId');
    if (operation === undefined) return undefined;
    if (RUNS.has(operation)) return { kind: 'agent_end' };
    if (MODEL_CALLS.has(operation)) {
      const answer = text(attributes, 'ai.response.text');
      return {
        kind: 'model_call',
        ...given('provider', text(attributes, 'ai.model.provider')),
        ...given('model', text(attributes, 'ai.response.model', 'ai.model.id')),
        ...given('inputTokens', count(attributes, 'ai.usage.inputTokens', 'ai.usage.promptTokens')),
        ...given('outputTokens', count(attributes, 'ai.usage.outputTokens', 'ai.usage.completionTokens')),
        ...given('finishReasons', texts(attributes, 'ai.response.finishReason')),
        ...given('textDigest', answer === undefined ? undefined : digester.text(answer)),
      };
    }
    const tool = operation === 'ai.toolCall' ? text(attributes, 'ai.toolCall.name') : undefined;
    if (tool === undefined) return undefined;
    const args = any(attributes, 'ai.toolCall.args');
    const result = any(attributes, 'ai.toolCall.result');
    return {
      kind: 'tool_call',
      tool,
      ...given('callId', text(attributes, 'ai.toolCall.id')),
      ...given('callDigest', args === undefined ? undefined : digester.call(tool, args)),
      ...given('resultDigest', result === undefined ? undefined : digester.result(result)),
      ...given('resultSize', sizeOf(result)),
      inferred: false,
    };
  },
};
