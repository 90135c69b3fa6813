import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isDerivedCallId } from '../../model/call-id.ts';
import type { JsonObject, JsonValue } from '../../model/json.ts';
import { play } from '../testing/conformance.ts';
import { geminiGenerateContent as dialect } from './index.ts';
import { call, chunk, END, edit, model, none, read, result, stream, user } from './testing/bodies.ts';
import { fixture } from './testing/fixture.ts';

describe('requests', () => {
  it('may be written in either spelling, with an object for a list of one', () => {
    const declaration = { name: 'f', description: 'F.', parameters: { type: 'OBJECT' } };
    const camel = {
      systemInstruction: { parts: [{ text: 'S' }] },
      generationConfig: {
        maxOutputTokens: 5,
        topP: 0.5,
        topK: 3,
        candidateCount: 2,
        stopSequences: ['x'],
        thinkingConfig: { thinkingLevel: 'high' },
        responseMimeType: 'application/json',
      },
      tools: [{ functionDeclarations: [declaration] }, { googleSearch: {} }, { codeExecution: {} }],
      contents: [user({ text: 'a' }), model({ functionCall: { name: 'f', args: {}, id: 'i' }, thoughtSignature: 's' })],
    };
    const snake = {
      system_instruction: { parts: { text: 'S' } },
      generation_config: {
        max_output_tokens: 5,
        top_p: 0.5,
        top_k: 3,
        candidate_count: 2,
        stop_sequences: ['x'],
        thinking_config: { thinking_level: 'high' },
        response_mime_type: 'application/json',
      },
      tools: [{ function_declarations: declaration, google_search: {}, code_execution: {} }],
      contents: [{ parts: { text: 'a' } }, model({ function_call: { name: 'f', args: {}, id: 'i' }, thought_signature: 's' })],
    };
    const parsed = read(camel);
    assert.deepEqual(read(snake), parsed);
    assert.deepEqual(parsed?.parameters, {
      maxOutputTokens: 5,
      topP: 0.5,
      topK: 3,
      choiceCount: 2,
      stopSequences: ['x'],
      reasoningLevel: 'high',
      outputType: 'json',
    });
    assert.deepEqual(
      parsed?.tools.map(({ name, type }) => [name, type]),
      [
        ['f', 'function'],
        ['googleSearch', 'extension'],
        ['codeExecution', 'extension'],
      ],
    );
  });

  it('keep their spelling through an edit', () => {
    const body = {
      generation_config: { max_output_tokens: 500 },
      tools: { function_declarations: [{ name: 'f' }, { name: 'g' }] },
      tool_config: { function_calling_config: { mode: 'ANY', allowed_function_names: ['f'] } },
      contents: [user({ text: 'a' })],
    };
    assert.deepEqual(edit(body, { kind: 'set_parameters', maxOutputTokens: 100 }).generation_config, { max_output_tokens: 100 });
    const removed = edit(body, { kind: 'remove_tool', name: 'f' });
    assert.deepEqual(removed.tools, [{ function_declarations: [{ name: 'g' }] }]);
    assert.deepEqual(removed.tool_config, { function_calling_config: { mode: 'AUTO' } });
    assert.deepEqual(edit(body, { kind: 'disable_tools' }).tool_config, { function_calling_config: { mode: 'NONE' } });
  });

  it('have every kind of part', () => {
    const parts = [
      { text: 'thought', thought: true },
      { text: 'a' },
      { text: 'b', thoughtSignature: 's' },
      { inlineData: { mimeType: 'image/png', data: 'AAAA' } },
      { fileData: { mimeType: 'video/mp4', fileUri: 'gs://x' } },
      { executableCode: { language: 'PYTHON', code: '1' } },
      { codeExecutionResult: { outcome: 'OUTCOME_OK' } },
      { toolCall: { toolType: 'GOOGLE_SEARCH_WEB', id: 't' } },
      { toolResponse: { toolType: 'GOOGLE_SEARCH_WEB', id: 't' } },
      { thoughtSignature: 's' },
      { somethingNew: {} },
    ];
    assert.deepEqual(read({ contents: [model(...parts)] })?.messages[0]?.parts, [
      { type: 'reasoning', content: 'thought' },
      { type: 'text', content: 'ab' },
      { type: 'blob', modality: 'image', mimeType: 'image/png', byteSize: 3 },
      { type: 'uri', modality: 'video', mimeType: 'video/mp4' },
      { type: 'server_tool_call', name: 'codeExecution' },
      { type: 'server_tool_call_response' },
      { type: 'server_tool_call', id: 't', name: 'GOOGLE_SEARCH_WEB' },
      { type: 'server_tool_call_response', id: 't' },
      { type: 'generic', genericType: 'thoughtSignature' },
      { type: 'generic', genericType: 'somethingNew' },
    ]);
  });

  it('read a result as its output, its error, or the whole of it', () => {
    const responses: JsonObject[] = [{ output: 'x' }, { error: 'e' }, { a: 1 }];
    const messages = read({ contents: [user(...responses.map((response) => result('f', response)))] })?.messages;
    assert.equal(messages?.[0]?.role, 'tool');
    assert.deepEqual(messages?.[0]?.parts, [
      { type: 'tool_call_response', name: 'f', response: 'x' },
      { type: 'tool_call_response', name: 'f', response: 'e', isError: true },
      { type: 'tool_call_response', name: 'f', response: { a: 1 } },
    ]);
  });
});

describe('calls without ids', () => {
  const contents = [
    user({ text: 'go' }),
    model(call('f', { a: 1 }), call('g', {}), call('f', { a: 1 })),
    user(result('f', { output: '1' }), result('f', { output: '2' }), result('g', { output: '3' })),
  ];
  const idsOf = (list: JsonValue[]) => {
    const parts = read({ contents: list })?.messages.flatMap((message) => message.parts) ?? [];
    const ids = (type: string) => parts.flatMap((part) => (part.type === type && 'id' in part ? [part.id ?? ''] : []));
    return { calls: ids('tool_call'), results: ids('tool_call_response') };
  };

  it('are paired by name and order', () => {
    const { calls, results } = idsOf(contents);
    assert.equal(new Set(calls).size, 3);
    assert.ok(calls.every(isDerivedCallId));
    assert.deepEqual(results, [calls[0], calls[2], calls[1]]);
  });

  it('have the same ids in the response, and in every later request, whatever of the history is left', () => {
    const { calls } = idsOf(contents);
    const response = dialect.readResponse(chunk([call('f', { a: 1 }), call('g', {}), call('f', { a: 1 })], { finishReason: 'STOP' }));
    assert.deepEqual(
      response.toolCalls.map(({ id }) => id),
      calls,
    );
    const streamed = play(fixture, stream(chunk([call('f', { a: 1 })]), chunk([call('g', {}), call('f', { a: 1 })]), END), none).response;
    assert.deepEqual(
      streamed.toolCalls.map(({ id }) => id),
      calls,
    );
    assert.deepEqual(idsOf(contents.slice(1)).calls, calls);
    assert.deepEqual(idsOf([...contents, model({ text: 'x' }), user({ text: 'y' })]).calls, calls);
  });

  it('have their results replaced under these ids, and no image of a result is left', () => {
    const { calls } = idsOf(contents);
    const withImage = [...contents.slice(0, 2), user({ functionResponse: { name: 'g', response: {}, parts: [{ inlineData: {} }] } })];
    const replaced = edit({ contents: withImage }, { kind: 'replace_result', callId: calls[1] ?? '', text: 'withheld' });
    assert.deepEqual(replaced.contents, [
      ...contents.slice(0, 2),
      user({ functionResponse: { name: 'g', response: { output: 'withheld' } } }),
    ]);
    const other = edit({ contents }, { kind: 'replace_result', callId: 'other', text: 'x' });
    assert.deepEqual(other, { contents });
  });

  it('are paired by id where a result has one', () => {
    const mixed = [
      model({ functionCall: { name: 'f', args: {}, id: 'a' } }, { functionCall: { name: 'f', args: {}, id: 'b' } }),
      user({ functionResponse: { name: 'f', id: 'b', response: {} } }, result('f', {})),
    ];
    assert.deepEqual(idsOf(mixed), { calls: ['a', 'b'], results: ['b', 'a'] });
  });
});

describe('edits of requests', () => {
  const guided = (body: JsonObject) => edit(body, { kind: 'add_guidance', text: 'G' });

  it('put guidance behind the results, or at the end of the system instruction where the model is to go on', () => {
    assert.deepEqual(guided({ contents: [user(result('f', {}))] }).contents, [user(result('f', {}), { text: 'G' })]);
    const old = { role: 'function', parts: [result('f', {})] };
    assert.deepEqual(guided({ contents: [old] }).contents, [old, user({ text: 'G' })]);
    assert.deepEqual(guided({ contents: { parts: { text: 'a' } } }).contents, [{ parts: [{ text: 'a' }, { text: 'G' }] }]);
    const prefill = { contents: [user({ text: 'a' }), model({ text: '{' })] };
    assert.deepEqual(guided(prefill), { ...prefill, systemInstruction: { parts: [{ text: 'G' }] } });
    const system = { ...prefill, system_instruction: 'S' };
    assert.deepEqual(guided(system).system_instruction, { parts: [{ text: 'S' }, { text: 'G' }] });
    assert.throws(() => guided({ ...prefill, cachedContent: 'c' }), /cached content/);
    assert.throws(() => guided({ contents: [user({ text: 'a' })], continuationToken: 't' }), /being continued/);
  });

  it('leave no choice, no tool and no list that would be refused', () => {
    const contents = [user({ text: 'a' })];
    const hosted = { contents, tools: [{ googleSearch: {} }] };
    assert.deepEqual(edit(hosted, { kind: 'disable_tools' }), { contents });
    assert.deepEqual(edit(hosted, { kind: 'remove_tool', name: 'google_search' }), { contents });
    const both = {
      contents,
      tools: [{ functionDeclarations: [{ name: 'f' }], googleSearch: {} }],
      toolConfig: { functionCallingConfig: { mode: 'VALIDATED', allowedFunctionNames: ['f'] }, includeServerSideToolInvocations: true },
    };
    assert.deepEqual(edit(both, { kind: 'disable_tools' }), {
      contents,
      tools: [{ functionDeclarations: [{ name: 'f' }] }],
      toolConfig: { functionCallingConfig: { mode: 'NONE' }, includeServerSideToolInvocations: true },
    });
    assert.deepEqual(edit(both, { kind: 'remove_tool', name: 'f' }), {
      contents,
      tools: [{ googleSearch: {} }],
      toolConfig: { includeServerSideToolInvocations: true },
    });
    const two = { ...both, tools: [{ functionDeclarations: [{ name: 'f' }, { name: 'g' }] }] };
    // What was no more than a permission is gone with the tool.
    assert.deepEqual(edit(two, { kind: 'remove_tool', name: 'f' }).toolConfig, {
      functionCallingConfig: { mode: 'NONE' },
      includeServerSideToolInvocations: true,
    });
    assert.deepEqual(edit({ contents, cachedContent: 'c' }, { kind: 'disable_tools' }), { contents, cachedContent: 'c' });
  });
});
