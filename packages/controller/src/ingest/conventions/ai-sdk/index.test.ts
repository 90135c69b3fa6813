import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createDigester } from '@airt/engine';
import { type Plain, spanRecord } from '../../testing/span-record.ts';
import { checkConvention } from '../testing/conformance.ts';
import { aiSdk } from './index.ts';

const digester = createDigester('test');
const read = (attributes: Plain) => aiSdk.read(spanRecord(attributes), digester);

const MODEL_CALL = { 'ai.operationId': 'ai.generateText.doGenerate', 'ai.model.id': 'm', 'ai.usage.inputTokens': 5 };
const TOOL_CALL = { 'ai.operationId': 'ai.toolCall', 'ai.toolCall.name': 'search', 'ai.toolCall.id': 'c1', 'ai.toolCall.args': '{}' };

checkConvention(aiSdk, [
  { ...MODEL_CALL, 'ai.response.text': 'hello', 'ai.response.finishReason': 'stop' },
  { ...TOOL_CALL, 'ai.toolCall.result': 'none' },
  { 'ai.operationId': 'ai.streamText' },
]);

it('ai-sdk: a model call', () => {
  assert.deepEqual(read(MODEL_CALL), { kind: 'model_call', model: 'm', inputTokens: 5 });
  const answered = read({ ...MODEL_CALL, 'ai.response.text': 'hello' });
  assert.equal(answered?.kind === 'model_call' && answered.textDigest, digester.text('hello'));
});

it('ai-sdk: a tool call', () => {
  const expected = { kind: 'tool_call', tool: 'search', callId: 'c1', callDigest: digester.call('search', {}), inferred: false };
  assert.deepEqual(read(TOOL_CALL), expected);
  assert.equal(read({ 'ai.operationId': 'ai.toolCall' }), undefined, 'without a name it cannot be compared');
});

it('ai-sdk: the end of a run', () => {
  for (const operation of ['ai.generateText', 'ai.streamText', 'ai.generateObject', 'ai.streamObject'])
    assert.deepEqual(read({ 'ai.operationId': operation }), { kind: 'agent_end' });
  assert.equal(read({ 'ai.operationId': 'ai.embed' }), undefined);
});
