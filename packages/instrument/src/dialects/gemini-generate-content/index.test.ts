import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import { createGoogle } from '@ai-sdk/google';
import { streamText } from 'ai';
import fc from 'fast-check';
import type { Frame } from '../../framing/framing.ts';
import { framings } from '../../framing/index.ts';
import { isDerivedCallId } from '../../model/call-id.ts';
import type { JsonObject, JsonValue } from '../../model/json.ts';
import type { RequestEdit } from '../../model/model-request.ts';
import type { ToolCall } from '../../model/model-response.ts';
import { play } from '../testing/conformance.ts';
import { events } from '../testing/fixture.ts';
import { postTo, readRequest } from '../testing/requests.ts';
import { geminiGenerateContent as dialect } from './index.ts';
import { fixture } from './testing/fixture.ts';
import { validateGemini } from './testing/validate.ts';

const BASE = 'https://generativelanguage.googleapis.com/v1beta/models/m:generateContent';
const wire = (body: JsonObject, url = BASE) => ({ url: new URL(url), body });
const read = (body: JsonObject) => readRequest(dialect, wire(body));
const edit = (body: JsonObject, ...edits: RequestEdit[]): JsonObject => dialect.editRequest(wire(body), edits).body;

const user = (...parts: JsonObject[]): JsonObject => ({ role: 'user', parts });
const model = (...parts: JsonObject[]): JsonObject => ({ role: 'model', parts });
const call = (name: string, args: JsonObject, more: JsonObject = {}): JsonObject => ({ functionCall: { name, args }, ...more });
const result = (name: string, response: JsonObject): JsonObject => ({ functionResponse: { name, response } });
const chunk = (parts: readonly JsonObject[], more: JsonObject = {}): JsonObject => ({
  candidates: [{ content: { role: 'model', parts: [...parts] }, ...more }],
  usageMetadata: { promptTokenCount: 1, totalTokenCount: 1 },
});
const END = chunk([{ text: '' }], { finishReason: 'STOP' });
const stream = (...chunks: JsonObject[]): Frame[] => events(chunks, false);
const none = () => [];
const bodiesOf = (frames: readonly Frame[]): JsonObject[] => frames.map(({ data = '' }) => JSON.parse(data));
// biome-ignore lint/suspicious/noExplicitAny: tests look at the parts of JSON that they have made
const partsOf = (body: JsonObject | undefined): any[] => (body as any)?.candidates?.[0]?.content?.parts ?? [];

describe('routes', () => {
  const route = (url: string, method = 'POST') => dialect.route({ ...postTo(new URL(url)), method });
  const VERTEX = 'https://us-central1-aiplatform.googleapis.com/v1/projects/p/locations/us-central1';

  it('are those of both APIs, in every version', () => {
    for (const [url, name, streams] of [
      ['https://generativelanguage.googleapis.com/v1/models/gemini-2.5-pro:generateContent', 'gemini-2.5-pro', false],
      ['https://generativelanguage.googleapis.com/v1beta/models/m:streamGenerateContent?alt=sse', 'm', true],
      ['https://generativelanguage.googleapis.com/v1beta/tunedModels/mine:generateContent', 'tunedModels/mine', false],
      [`${VERTEX}/publishers/google/models/m:streamGenerateContent`, 'm', true],
      [`${VERTEX}/endpoints/123:generateContent`, 'endpoints/123', false],
      ['https://aiplatform.googleapis.com/v1/publishers/google/models/m:generateContent', 'm', false],
      ['https://gateway.example/google-ai-studio/v1/models/a%20b%3AgenerateContent', 'a b', false],
    ] as const) {
      assert.deepEqual(route(url), { operation: 'generate_content', model: name, stream: streams }, url);
    }
  });

  it('are no others', () => {
    for (const path of [
      'models/m:countTokens',
      'models/m:embedContent',
      'models/m:batchGenerateContent',
      'models/m',
      'files',
      'cachedContents',
    ])
      assert.equal(route(`https://generativelanguage.googleapis.com/v1beta/${path}`), undefined, path);
    assert.equal(route(BASE, 'GET'), undefined);
    assert.equal(route('https://cloudcode-pa.googleapis.com/v1internal:generateContent'), undefined);
    assert.equal(readRequest(dialect, wire({ prompt: 'x' })), undefined);
  });

  it('name another model where it is set', () => {
    const moved = (url: string, to: string) =>
      dialect.editRequest(wire({ contents: [] }, url), [{ kind: 'set_parameters', model: to }]).url.href.replace(/^https:\/\/[^/]+/, '');
    assert.equal(moved(`${BASE}?key=k`, 'gemini-2.5-flash'), '/v1beta/models/gemini-2.5-flash:generateContent?key=k');
    assert.equal(moved(BASE, 'tunedModels/mine'), '/v1beta/tunedModels/mine:generateContent');
    assert.equal(moved('https://x/v1/tunedModels/a:streamGenerateContent?alt=sse', 'b'), '/v1/models/b:streamGenerateContent?alt=sse');
    const vertex = '/v1/projects/p/locations/us-central1';
    assert.equal(
      moved(`${VERTEX}/publishers/google/models/a:generateContent`, 'b'),
      `${vertex}/publishers/google/models/b:generateContent`,
    );
    assert.equal(moved(`${VERTEX}/endpoints/1:generateContent`, 'b'), `${vertex}/publishers/google/models/b:generateContent`);
    assert.equal(moved(`${VERTEX}/publishers/google/models/a:generateContent`, 'endpoints/2'), `${vertex}/endpoints/2:generateContent`);
  });
});

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

function readJson(value: JsonValue) {
  const reader = dialect.openJson?.();
  assert.ok(reader);
  reader.read(framings.json.encode({ data: JSON.stringify(value) }));
  return reader;
}

describe('streams', () => {
  it('end with the reason and the usage', () => {
    const reader = dialect.openStream();
    const lasts = stream(chunk([{ text: 'a' }]), { candidates: [{ finishReason: 'STOP' }] }, { usageMetadata: { totalTokenCount: 3 } }).map(
      (frame) => reader.read(frame).last,
    );
    assert.deepEqual(lasts, [false, false, true]);
    assert.equal(dialect.openStream().read(stream({ promptFeedback: { blockReason: 'SAFETY' } })[0] as Frame).last, true);
  });

  it('judge each of parallel calls when it comes', () => {
    const frames = stream(chunk([{ text: 'hm', thought: true }, call('f', {})]), chunk([call('g', {})]), chunk([{ text: 'Done.' }]), END);
    const judged: string[][] = [];
    const { sent } = play(fixture, frames, (calls) => {
      judged.push(calls.map(({ name }) => name));
      return calls.flatMap(({ key, name }) => (name === 'g' ? [{ kind: 'remove_call', key, text: 'No.' } as const] : []));
    });
    assert.deepEqual(judged, [['f'], ['g']]);
    assert.equal(sent[0], frames[0]);
    assert.deepEqual(
      play(fixture, sent, none).response.toolCalls.map(({ name }) => name),
      ['f'],
    );
  });

  it('leave no content without parts, which would make the SDK’s chat forget the turn', () => {
    const pieces = streamed('f', [{ jsonPath: '$.a', stringValue: 'x' }]);
    const [first, second] = pieces;
    const { sent } = play(fixture, stream(chunk([first ?? {}]), chunk([second ?? {}], { finishReason: 'STOP' })), (calls) =>
      calls.map(({ key }) => ({ kind: 'remove_call', key, text: 'No.' })),
    );
    assert.deepEqual(bodiesOf(sent).map(partsOf), [[{ text: 'No.', thoughtSignature: 's' }], [{ text: '' }]]);
  });
});

/** A call as Vertex AI streams it: its name, the pieces, and an empty call at the end. */
const streamed = (name: string, ...pieces: JsonObject[][]): JsonObject[] => [
  { functionCall: { name, willContinue: true }, thoughtSignature: 's' },
  ...pieces.map((partialArgs) => ({ functionCall: { partialArgs, willContinue: true } })),
  { functionCall: {} },
];

/** Arguments in pieces, depth first; long strings go on in later pieces. */
function piecesOf(jsonPath: string, value: JsonValue, size: number): JsonObject[] {
  if (Array.isArray(value)) {
    return value.length === 0 ? [{ jsonPath: `${jsonPath}[]` }] : value.flatMap((each, at) => piecesOf(`${jsonPath}[${at}]`, each, size));
  }
  if (value !== null && typeof value === 'object') {
    const members = Object.entries(value).flatMap(([key, each]) => piecesOf(`${jsonPath}.${key}`, each, size));
    return members.length === 0 && jsonPath !== '$' ? [{ jsonPath }] : members;
  }
  if (typeof value === 'string') {
    const cuts = value.match(new RegExp(`[^]{1,${size + 2}}`, 'g')) ?? [];
    return cuts.map((text, at) => ({ jsonPath, stringValue: text, ...(at < cuts.length - 1 ? { willContinue: true } : {}) }));
  }
  if (value === null) return [{ jsonPath, nullValue: null }];
  return [{ jsonPath, ...(typeof value === 'number' ? { numberValue: value } : { boolValue: value }) }];
}

describe('calls whose arguments are streamed', () => {
  const pieces = streamed(
    'f',
    [{ jsonPath: '$.place', stringValue: 'Bos', willContinue: true }],
    [{ jsonPath: '$.place', stringValue: 'ton' }],
    [
      { jsonPath: '$.list[0].n', numberValue: 1 },
      { jsonPath: '$.list[1].n', numberValue: 2 },
    ],
    [
      { jsonPath: '$.deep.on', boolValue: true },
      { jsonPath: '$.deep.off', nullValue: null },
    ],
  );
  const args = { place: 'Boston', list: [{ n: 1 }, { n: 2 }], deep: { on: true, off: null } };
  const frames = stream(...pieces.map((part) => chunk([part])), END);

  it('are open until their end', () => {
    const reader = dialect.openStream();
    const steps = frames.map((frame) => reader.read(frame));
    assert.deepEqual(
      steps.map(({ open }) => open),
      [true, true, true, true, true, false, false],
    );
    assert.deepEqual(
      steps.flatMap(({ complete }) => complete.map((each) => each.arguments)),
      [args],
    );
    const answer = reader.assembledResponse();
    assert.deepEqual(partsOf(answer)[0], { functionCall: { name: 'f', args }, thoughtSignature: 's' });
  });

  it('are removed and replaced as a whole', () => {
    const edited = (kind: 'remove_call' | 'replace_call') => {
      const of = ({ key }: ToolCall) =>
        kind === 'remove_call' ? ({ kind, key, text: 'No.' } as const) : ({ kind, key, arguments: '{"b":1}' } as const);
      return play(fixture, frames, (calls) => calls.map(of)).sent;
    };
    assert.deepEqual(bodiesOf(edited('remove_call')).map(partsOf), [[{ text: 'No.', thoughtSignature: 's' }], [{ text: '' }]]);
    assert.deepEqual(bodiesOf(edited('replace_call')).map(partsOf), [
      [{ functionCall: { name: 'f', args: { b: 1 } }, thoughtSignature: 's' }],
      [{ text: '' }],
    ]);
  });

  /** The calls that an application on the AI SDK is to run. */
  async function callsOfSdk(list: readonly Frame[]): Promise<unknown[]> {
    const body = Buffer.concat(list.map(({ raw }) => raw)).toString();
    const reply = async () => new Response(body, { headers: { 'content-type': 'text/event-stream' } });
    const of = createGoogle({ apiKey: 'none', fetch: reply as typeof fetch })('gemini-test');
    return (await streamText({ model: of, prompt: 'x' }).toolCalls).map(({ toolName, input }) => [toolName, input]);
  }
  const callsIn = (list: readonly Frame[]) => play(fixture, list, none).response.toolCalls.map((each) => [each.name, each.arguments]);
  const streamOf = (...parts: JsonObject[]) => stream(...parts.map((part) => chunk([part])), END);

  it('are what the AI SDK makes of them', async () => {
    const stories: JsonObject[][] = [
      pieces,
      streamed('f'),
      [{ functionCall: { name: 'f', partialArgs: [{ jsonPath: '$.a', stringValue: '"é\n' }] } }],
      [{ functionCall: { name: 'f' } }],
      [...pieces, ...streamed('g', [{ jsonPath: '$.a', numberValue: 5 }])],
      streamed(
        'f',
        [{ jsonPath: '$.a[3]', numberValue: 1 }],
        [{ jsonPath: '$.b.c[1]', numberValue: 2 }],
        [{ jsonPath: '$.d', boolValue: false }],
      ),
    ];
    for (const story of stories) assert.deepEqual(callsIn(streamOf(...story)), await callsOfSdk(streamOf(...story)), JSON.stringify(story));
  });

  it('are what the model meant, and what the AI SDK makes of them, whatever they are', async () => {
    const names = fc.constantFrom('a', 'b', 'c', 'd');
    const { args: any } = fc.letrec((tie) => ({
      args: fc.dictionary(names, tie('value') as fc.Arbitrary<JsonValue>, { maxKeys: 3, noNullPrototype: true }),
      value: fc.oneof(
        { maxDepth: 3 },
        fc.string({ minLength: 1 }),
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value') as fc.Arbitrary<JsonValue>, { maxLength: 3 }),
        tie('args') as fc.Arbitrary<JsonValue>,
      ),
    }));
    await fc.assert(
      fc.asyncProperty(any, fc.integer({ min: 1, max: 3 }), async (value, size) => {
        const list = piecesOf('$', value as JsonObject, size);
        const groups = Array.from({ length: Math.ceil(list.length / size) }, (_, at) => list.slice(at * size, (at + 1) * size));
        const frames = streamOf({ text: 'x' }, ...streamed('f', ...groups), call('g', { z: 1 }));
        const expected = [
          ['f', value],
          ['g', { z: 1 }],
        ];
        assert.deepEqual(callsIn(frames), expected);
        assert.deepEqual(await callsOfSdk(frames), expected);
      }),
      { numRuns: 60 },
    );
  });

  it('survive paths that mean harm', () => {
    for (const jsonPath of [
      '$.__proto__.x',
      '$.constructor.prototype.x',
      '$',
      '$[',
      '$[99999999].a',
      '$..a',
      `$${'.a'.repeat(5000)}`,
      "$['a.b'].c",
    ]) {
      const { response } = play(fixture, stream(chunk(streamed('f', [{ jsonPath, stringValue: 'x' }])), END), none);
      assert.equal(response.toolCalls.length, 1, jsonPath);
      JSON.stringify(response);
    }
    assert.equal(({} as { x?: unknown }).x, undefined);
  });
});

describe('a reprompt', () => {
  const request = {
    contents: [user({ text: 'a' })],
    tools: [{ functionDeclarations: [{ name: 'f' }, { name: 'g' }] }],
    toolConfig: { functionCallingConfig: { mode: 'ANY', allowedFunctionNames: ['f', 'g'] } },
  };
  const parts = [{ text: '' }, { text: '', thoughtSignature: 't' }, call('f', { a: 1 }, { thoughtSignature: 's' }), call('g', {})];
  const answer = chunk(parts, { finishReason: 'STOP' });
  const denials = new Map([
    ['c0.0', 'No f.'],
    ['c0.1', 'No g.'],
  ]);

  it('has the turn as it was, its signatures too, a denial for each call in order, and a free choice', () => {
    const asked = dialect.reprompt(wire(request), answer, denials);
    assert.deepEqual(asked?.body, {
      ...request,
      toolConfig: { functionCallingConfig: { mode: 'AUTO' } },
      contents: [user({ text: 'a' }), model(...parts.slice(1)), user(result('f', { error: 'No f.' }), result('g', { error: 'No g.' }))],
    });
    assert.deepEqual(asked && validateGemini(asked), []);
    assert.equal(asked?.url.href, BASE);
  });

  it('is not made of an answer that was cut off, that is continued, or that continues a prefill', () => {
    for (const finishReason of ['MAX_TOKENS', 'CONTINUATION', 'SAFETY'])
      assert.equal(dialect.reprompt(wire(request), chunk(parts, { finishReason }), denials), undefined, finishReason);
    assert.equal(dialect.reprompt(wire({ ...request, continuationToken: 't' }), answer, denials), undefined);
    const prefill = { ...request, contents: [user({ text: 'a' }), model({ text: '{' })] };
    assert.equal(dialect.reprompt(wire(prefill), answer, denials), undefined);
  });
});

test('a denied call is the API’s own error', () => {
  assert.deepEqual(dialect.errorResponse('no'), {
    status: 403,
    body: { error: { code: 403, message: 'no', status: 'PERMISSION_DENIED' } },
  });
});
