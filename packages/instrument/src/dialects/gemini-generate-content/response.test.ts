import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { framings } from '../../framing/index.ts';
import type { JsonObject } from '../../model/json.ts';
import { play } from '../testing/conformance.ts';
import { geminiGenerateContent as dialect } from './index.ts';
import { bodiesOf, call, chunk, END, model, none, partsOf, readJson, stream, user, wire } from './testing/bodies.ts';
import { fixture } from './testing/fixture.ts';

describe('responses', () => {
  it('count thoughts as output, and what the provider’s tools brought as input', () => {
    const usageMetadata = {
      promptTokenCount: 100,
      cachedContentTokenCount: 60,
      toolUsePromptTokenCount: 7,
      candidatesTokenCount: 20,
      thoughtsTokenCount: 5,
      totalTokenCount: 132,
    };
    assert.deepEqual(dialect.readResponse({ usageMetadata }).usage, {
      inputTokens: 107,
      outputTokens: 25,
      cacheReadTokens: 60,
      reasoningTokens: 5,
    });
    assert.deepEqual(dialect.readResponse({ usageMetadata: { promptTokenCount: 3 } }).usage, { inputTokens: 3 });
  });

  it('report the reasons in the provider’s words', () => {
    const reasons = (body: JsonObject) => dialect.readResponse(body).finishReasons;
    assert.deepEqual(reasons(chunk([call('f', {})], { finishReason: 'STOP' })), ['STOP']);
    assert.deepEqual(reasons({ promptFeedback: { blockReason: 'PROHIBITED_CONTENT' }, usageMetadata: {} }), ['PROHIBITED_CONTENT']);
    assert.deepEqual(reasons(chunk([], { finishReason: 1 })), ['STOP']);
    assert.deepEqual(reasons(chunk([], { finishReason: 12 })), ['12']);
    assert.deepEqual(reasons({ candidates: [{ finishReason: 'STOP' }, { finishReason: 'SAFETY', index: 1 }] }), ['STOP', 'SAFETY']);
  });

  it('report errors: a body, a list of one, an event of a stream', () => {
    const error = { error: { code: 503, message: 'Overloaded', status: 'UNAVAILABLE' } };
    const expected = { type: 'UNAVAILABLE', message: 'Overloaded' };
    assert.deepEqual(dialect.readResponse(error).error, expected);
    assert.deepEqual(readJson([error]).response().error, expected);
    const { response } = play(fixture, stream(chunk([{ text: 'a' }]), error), none);
    assert.deepEqual([response.error, response.messages[0]?.parts], [expected, [{ type: 'text', content: 'a' }]]);
    const head = { status: 400, contentType: 'text/event-stream' };
    assert.equal(dialect.framing(head, true), undefined);
    assert.equal(dialect.framing({ ...head, status: 200 }, true), 'sse');
    assert.equal(dialect.framing({ status: 200, contentType: 'application/json' }, false), 'json');
  });

  it('keep the signature of a removed call, and give it to the call that is now the first', () => {
    const signed = { thoughtSignature: 's' };
    const chunks = [chunk([call('f', {}, signed)]), chunk([call('g', {})]), END];
    const remove = (key: string) => ({ kind: 'remove_call', key, text: 'No.' }) as const;
    const expected = [
      { text: 'No.', ...signed },
      { ...call('g', {}), ...signed },
    ];
    const json = dialect.editResponse(chunk([call('f', {}, signed), call('g', {})], { finishReason: 'STOP' }), [remove('c0.0')]);
    assert.deepEqual(partsOf(json), expected);
    const { sent } = play(fixture, stream(...chunks), (calls) => (calls.some(({ key }) => key === 'c0.0') ? [remove('c0.0')] : []));
    assert.deepEqual(bodiesOf(sent).flatMap(partsOf).slice(0, 2), expected);
    const kept = dialect.editResponse(chunk([call('f', {}, signed), call('g', {})], { finishReason: 'STOP' }), [remove('c0.1')]);
    assert.deepEqual(partsOf(kept), [call('f', {}, signed), { text: 'No.' }]);
    const replaced = dialect.editResponse(chunk([call('f', {}, signed)]), [{ kind: 'replace_call', key: 'c0.0', arguments: '{"a":1}' }]);
    assert.deepEqual(partsOf(replaced), [call('f', { a: 1 }, signed)]);
  });

  it('have the text in place of a call as a paragraph of its own', () => {
    const parts = [{ text: 'Before.' }, call('f', {}), { text: 'After.' }, { text: ' More.' }];
    const text = (body: JsonObject) =>
      partsOf(body)
        .map((part) => part.text ?? '')
        .join('');
    const remove = [{ kind: 'remove_call', key: 'c0.0', text: 'No.' }] as const;
    const edited = dialect.editResponse(chunk(parts, { finishReason: 'STOP', finishMessage: 'Model generated function call(s).' }), remove);
    assert.equal(text(edited), 'Before.\n\nNo.\n\nAfter. More.');
    assert.ok(!JSON.stringify(edited).includes('finishMessage'));
    const { sent } = play(fixture, stream(...parts.map((part) => chunk([part])), END), () => remove);
    assert.equal(bodiesOf(sent).map(text).join(''), 'Before.\n\nNo.\n\nAfter. More.');
  });

  it('have another text where the answer was denied', () => {
    const parts = [{ text: 'a', thought: true }, { text: 'b' }, { text: 'c', thoughtSignature: 's' }];
    const edited = dialect.editResponse(chunk(parts), [{ kind: 'replace_text', text: 'No.' }]);
    assert.deepEqual(partsOf(edited), [parts[0], { text: 'No.' }, { text: '', thoughtSignature: 's' }]);
  });

  it('of several candidates are told apart', () => {
    const body = {
      candidates: [
        { content: model(call('f', {})), finishReason: 'STOP', index: 0 },
        { content: model(call('g', {})), finishReason: 'STOP', index: 1 },
      ],
    };
    const { toolCalls, messages } = dialect.readResponse(body);
    assert.deepEqual(
      toolCalls.map(({ key, name }) => [key, name]),
      [
        ['c0.0', 'f'],
        ['c1.0', 'g'],
      ],
    );
    assert.equal(messages.length, 2);
    assert.equal(dialect.reprompt(wire({ contents: [user({ text: 'a' })] }), body, new Map([['c0.0', 'no']])), undefined);
  });
});

describe('a list of chunks in JSON, as streams without alt=sse are', () => {
  const chunks = [chunk([{ text: 'a' }]), chunk([{ text: 'b' }, call('f', {})]), END];

  it('is read as one answer', () => {
    const reader = readJson(chunks);
    const { messages, toolCalls, finishReasons } = reader.response();
    assert.deepEqual([toolCalls.length, finishReasons], [1, ['STOP']]);
    assert.deepEqual(messages[0]?.parts[0], { type: 'text', content: 'ab' });
    assert.equal(partsOf(reader.assembledResponse()).length, 4);
  });

  it('is edited in its place, and is the same object where nothing is', () => {
    const frame = framings.json.encode({ data: JSON.stringify(chunks) });
    const reader = dialect.openJson?.();
    assert.equal(reader?.read(frame).complete.length, 1);
    assert.equal(reader?.rewrite(frame)[0], frame);
    reader?.edit([{ kind: 'remove_call', key: 'c0.0', text: 'No.' }]);
    const edited = JSON.parse(reader?.rewrite(frame)[0]?.data ?? '');
    assert.deepEqual(edited, [chunks[0], chunk([{ text: 'b' }, { text: '\n\nNo.' }]), END]);
  });
});
