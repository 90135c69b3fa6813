import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createDigester } from '@airt/engine';
import { type Plain, spanRecord } from '../../testing/span-record.ts';
import { checkConvention } from '../testing/conformance.ts';
import { genai } from './index.ts';

const digester = createDigester('test');
const read = (attributes: Plain, more: Plain = {}) => genai.read(spanRecord(attributes, more), digester);

const MODEL_CALL = {
  'gen_ai.operation.name': 'chat',
  'gen_ai.provider.name': 'openai',
  'gen_ai.request.model': 'gpt-5',
  'gen_ai.response.model': 'gpt-5-2026',
  'gen_ai.usage.input_tokens': 12,
  'gen_ai.usage.output_tokens': 3,
  'gen_ai.response.finish_reasons': ['tool_call'],
};
const TOOL_CALL = { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': 'search', 'gen_ai.tool.call.id': 'c1' };
const OLD = {
  'gen_ai.system': 'openai',
  'gen_ai.request.model': 'gpt-4',
  'gen_ai.usage.prompt_tokens': 7,
  'gen_ai.usage.completion_tokens': 2,
};
const message = (text: string) => [
  {
    role: 'assistant',
    parts: [
      { type: 'text', content: text },
      { type: 'tool_call', name: 'x' },
    ],
  },
];

checkConvention(genai, [
  { ...MODEL_CALL, 'gen_ai.output.messages': message('hello') },
  { ...TOOL_CALL, 'gen_ai.tool.call.arguments': '{"q":1}', 'gen_ai.tool.call.result': 'none' },
  { 'gen_ai.operation.name': 'invoke_agent' },
  OLD,
]);

describe('genai: a model call', () => {
  it('is read by the current names', () => {
    assert.deepEqual(read({ ...MODEL_CALL, 'airt.response.text.digest': 'f'.repeat(32) }), {
      kind: 'model_call',
      provider: 'openai',
      model: 'gpt-5-2026',
      inputTokens: 12,
      outputTokens: 3,
      finishReasons: ['tool_call'],
      textDigest: 'f'.repeat(32),
    });
  });

  it('is read by the older names, and without an operation name', () => {
    const expected = { kind: 'model_call', provider: 'openai', model: 'gpt-4', inputTokens: 7, outputTokens: 2 };
    assert.deepEqual(read(OLD), expected);
    assert.deepEqual(read({ ...OLD, 'gen_ai.operation.name': 'text_completion' }), expected);
  });

  it('has its text digested where content is captured', () => {
    for (const content of [JSON.stringify(message('hello')), message('hello')]) {
      const fields = read({ 'gen_ai.operation.name': 'chat', 'gen_ai.output.messages': content });
      assert.equal(fields?.kind === 'model_call' && fields.textDigest, digester.text('hello'));
    }
  });
});

describe('genai: a tool call', () => {
  it('has the digests of the data plane, or else those of its content', () => {
    const digested = { ...TOOL_CALL, 'airt.tool.call.digest': 'x', 'airt.tool.result.digest': 'y', 'airt.tool.result.size': 9 };
    const expected = {
      kind: 'tool_call',
      tool: 'search',
      callId: 'c1',
      callDigest: 'x',
      resultDigest: 'y',
      resultSize: 9,
      inferred: false,
    };
    assert.deepEqual(read(digested), expected);
    const text = read({ ...TOOL_CALL, 'gen_ai.tool.call.arguments': '{"a":1,"b":[2]}', 'gen_ai.tool.call.result': 'none' });
    const structured = read({ ...TOOL_CALL, 'gen_ai.tool.call.arguments': { b: [2], a: 1 }, 'gen_ai.tool.call.result': 'none' });
    assert.equal(text?.kind === 'tool_call' && text.callDigest, digester.call('search', { a: 1, b: [2] }));
    assert.equal(text?.kind === 'tool_call' && text.resultSize, 4);
    assert.deepEqual(structured, text, 'however the arguments were written');
  });

  it('without content or digest has none', () => {
    const fields = read(TOOL_CALL);
    assert.ok(fields?.kind === 'tool_call' && !('callDigest' in fields) && !('resultDigest' in fields));
  });

  it('that was inferred is marked', () => {
    const fields = read({ ...TOOL_CALL, 'airt.tool.inferred': true });
    assert.equal(fields?.kind === 'tool_call' && fields.inferred, true);
  });

  it('has its name from the span where there is no attribute', () => {
    const name = (span: string) => {
      const fields = read({ 'gen_ai.operation.name': 'execute_tool' }, { name: span });
      return fields?.kind === 'tool_call' && fields.tool;
    };
    assert.deepEqual([name('execute_tool search'), name('execute_tool')], ['search', 'unknown']);
  });
});

it('genai: other operations are no evidence', () => {
  assert.equal(read({ 'gen_ai.operation.name': 'embeddings' }), undefined);
});
