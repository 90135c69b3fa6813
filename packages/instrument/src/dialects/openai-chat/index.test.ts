import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Frame } from '../../framing/framing.ts';
import { encodeSse } from '../../framing/sse/index.ts';
import type { JsonObject } from '../../model/json.ts';
import type { CallEdit, ToolCall } from '../../model/model-response.ts';
import { play } from '../testing/conformance.ts';
import { onBodies, postTo } from '../testing/requests.ts';
import { openaiChat as dialect } from './index.ts';
import { fixture } from './testing/fixture.ts';

const bodies = onBodies(dialect, '/v1/chat/completions');

const stream = (deltas: readonly JsonObject[], finish: string | null = 'tool_calls', done = true): Frame[] => [
  ...deltas.map((delta) => encodeSse({ data: JSON.stringify({ id: 'x', choices: [{ index: 0, delta, finish_reason: null }] }) })),
  ...(finish === null ? [] : [encodeSse({ data: JSON.stringify({ id: 'x', choices: [{ index: 0, delta: {}, finish_reason: finish }] }) })]),
  ...(done ? [encodeSse({ data: '[DONE]' })] : []),
];
const none = (): readonly CallEdit[] => [];
const calls = (events: readonly Frame[]): unknown[] =>
  play(fixture, events, none).response.toolCalls.map((call) => [call.id, call.name, call.arguments]);
const bodiesOf = (events: readonly Frame[]): JsonObject[] =>
  events.flatMap((event) => (event.data?.startsWith('{') ? [JSON.parse(event.data)] : []));
const removeAll = (found: readonly ToolCall[]): CallEdit[] =>
  found.map((call) => ({ kind: 'remove_call', key: call.key, text: `No ${call.name}.` }));

test('id and name repeated in every piece are one call', () => {
  const piece = (args: string): JsonObject => ({
    tool_calls: [{ index: 0, id: 'a', type: 'function', function: { name: 'f', arguments: args } }],
  });
  assert.deepEqual(calls(stream([piece('{"x"'), piece(':1}')])), [['a', 'f', '{"x":1}']]);
});

test('calls without index are told apart by id, or by the name that begins them', () => {
  const piece = (id: string | undefined, name: string | undefined, args: string): JsonObject => ({
    tool_calls: [{ ...(id ? { id } : {}), type: 'function', function: { ...(name ? { name } : {}), arguments: args } }],
  });
  assert.deepEqual(calls(stream([piece('a', 'f', '{'), piece(undefined, undefined, '}'), piece('b', 'f', '{}')])), [
    ['a', 'f', '{}'],
    ['b', 'f', '{}'],
  ]);
  assert.equal(calls(stream([piece(undefined, 'f', '{}'), piece(undefined, 'g', '{}')])).length, 2);
});

test('several calls counted as the same index are several calls', () => {
  const piece = (id: string): JsonObject => ({
    tool_calls: [{ index: 0, id, type: 'function', function: { name: 'f', arguments: '{}' } }],
  });
  assert.equal(calls(stream([piece('a'), piece('b')])).length, 2);
});

test('interleaved calls and choices are put together', () => {
  const piece = (choice: number, index: number, args: string, name?: string): Frame =>
    encodeSse({
      data: JSON.stringify({
        choices: [
          {
            index: choice,
            delta: {
              tool_calls: [
                { index, ...(name ? { id: `${choice}${index}` } : {}), function: { ...(name ? { name } : {}), arguments: args } },
              ],
            },
          },
        ],
      }),
    });
  const finish = (choice: number): Frame =>
    encodeSse({ data: JSON.stringify({ choices: [{ index: choice, delta: {}, finish_reason: 'tool_calls' }] }) });
  const events = [
    piece(1, 0, '', 'f'),
    piece(0, 0, '', 'g'),
    piece(0, 1, '', 'h'),
    piece(1, 0, '{"n":1}'),
    piece(0, 1, '{"n":3}'),
    piece(0, 0, '{"n":2}'),
    finish(1),
    finish(0),
  ];
  assert.deepEqual(calls(events), [
    ['00', 'g', '{"n":2}'],
    ['01', 'h', '{"n":3}'],
    ['10', 'f', '{"n":1}'],
  ]);
  const reader = dialect.openStream();
  const steps = events.map((event) => reader.read(event));
  assert.deepEqual(
    steps.map((step) => step.open),
    [true, true, true, true, true, true, true, false],
  );
  assert.deepEqual(reader.response().finishReasons, ['tool_calls', 'tool_calls']);
});

test('an end that comes with every chunk is one only where nothing is missing', () => {
  const piece = (args: string, name?: string): JsonObject => ({
    tool_calls: [{ index: 0, ...(name ? { id: 'a' } : {}), function: { ...(name ? { name } : {}), arguments: args } }],
  });
  const events = [piece('', 'f'), piece('{"a":'), piece('1}')].flatMap((delta) => stream([delta], 'stop', false));
  const reader = dialect.openStream();
  const steps = [...events, encodeSse({ data: '[DONE]' })].map((event) => reader.read(event));
  assert.deepEqual(
    steps.map(({ open, complete }) => [open, complete.map((call) => call.arguments)]),
    [...Array.from({ length: 5 }, () => [true, []]), [false, ['{"a":1}']], [false, []]],
  );
});

test('pieces that clients put together differently are judged as each of them does', () => {
  const piece = (name: string | undefined, args: string, id?: string): JsonObject => ({
    tool_calls: [{ index: 0, ...(id ? { id } : {}), function: { ...(name ? { name } : {}), arguments: args } }],
  });
  const readings = (deltas: readonly JsonObject[]) =>
    play(fixture, stream(deltas), none).response.toolCalls.map(({ name, arguments: args, alternatives = [] }) => [
      `${name}${args}`,
      ...alternatives.map((each) => `${each.name}${each.arguments}`),
    ]);
  assert.deepEqual(readings([piece('sh', '{"a":', 'x'), piece('ell', '1}')]), [['sh{"a":1}', 'ell{"a":1}', 'shell{"a":1}']]);
  assert.deepEqual(readings([piece('read', '{}', 'x'), piece('shell', '{"a":1}', 'y')]), [['read{}'], ['shell{"a":1}', 'shell{}{"a":1}']]);
  assert.deepEqual(readings([piece('read', '{}'), piece('shell', '{"a":1}')]), [['read{}'], ['shell{"a":1}', 'shell{}{"a":1}']]);
  assert.deepEqual(readings([piece('read', '{}'), piece('read', '')]), [['read{}']], 'a name that is only repeated');
});

test('where the answer was to be JSON, the words of a denial are a refusal', () => {
  const refuse = (found: readonly ToolCall[]): CallEdit[] =>
    found.map(({ key }) => ({ kind: 'remove_call', key, text: 'Not allowed.', isRefusal: true }));
  const tool_calls = [{ index: 0, id: 'a', type: 'function', function: { name: 'f', arguments: '{}' } }];
  const body: JsonObject = {
    choices: [{ index: 0, finish_reason: 'tool_calls', message: { role: 'assistant', content: null, tool_calls } }],
  };
  const edited = dialect.editResponse(body, refuse(dialect.readResponse(body).toolCalls));
  assert.deepEqual(edited.choices, [
    { index: 0, finish_reason: 'stop', message: { role: 'assistant', content: null, refusal: 'Not allowed.' } },
  ]);
  const { sent } = play(fixture, stream([{ role: 'assistant', content: null, tool_calls }]), refuse);
  const deltas = bodiesOf(sent).map(({ choices }) => JSON.parse(JSON.stringify(choices))[0].delta);
  assert.deepEqual(deltas, [{ role: 'assistant', content: null, refusal: 'Not allowed.' }, {}]);
});

test('when one of parallel calls is removed the others are counted without a gap', () => {
  const piece = (index: number): JsonObject => ({
    tool_calls: [{ index, id: `c${index}`, function: { name: `f${index}`, arguments: '{}' } }],
  });
  const { sent } = play(fixture, stream([piece(0), piece(1), piece(2)]), (found) => removeAll(found.slice(1, 2)));
  const pieces = bodiesOf(sent).flatMap((body) => JSON.parse(JSON.stringify(body)).choices[0].delta.tool_calls ?? []);
  assert.deepEqual(
    pieces.map((each: { index: number; id: string }) => [each.index, each.id]),
    [
      [0, 'c0'],
      [1, 'c2'],
    ],
  );
  assert.deepEqual(play(fixture, sent, none).response.finishReasons, ['tool_calls']);
});

test('the function_call of the old API is a call', () => {
  const json: JsonObject = {
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: null, function_call: { name: 'f', arguments: '{}' } },
        finish_reason: 'function_call',
      },
    ],
  };
  const events = stream(
    [{ role: 'assistant', content: null, function_call: { name: 'f', arguments: '' } }, { function_call: { arguments: '{}' } }],
    'function_call',
  );
  const [call] = dialect.readResponse(json).toolCalls;
  assert.deepEqual(call, { key: 'c0.f', name: 'f', arguments: '{}' });
  assert.deepEqual(play(fixture, events, none).response.toolCalls, [call]);
  const edited = dialect.readResponse(dialect.editResponse(json, removeAll(call ? [call] : [])));
  const { sent } = play(fixture, events, removeAll);
  const streamed = play(fixture, sent, none).response;
  for (const each of [edited, streamed]) {
    assert.deepEqual(each.finishReasons, ['stop']);
    assert.deepEqual(each.messages[0]?.parts, [{ type: 'text', content: 'No f.' }]);
  }
});

test('a call that is never finished stays open, and [DONE] closes it', () => {
  const delta = { tool_calls: [{ index: 0, id: 'a', function: { name: 'f', arguments: '{}' } }] };
  const reader = dialect.openStream();
  for (const event of stream([delta], null, false)) assert.equal(reader.read(event).open, true);
  assert.equal(reader.response().toolCalls.length, 1);
  assert.deepEqual(reader.response().finishReasons, []);
  const step = reader.read(encodeSse({ data: '[DONE]' }));
  assert.equal(step.open, false);
  assert.equal(step.complete.length, 1);
});

test('reasoning, refusal and text in parts are read', () => {
  const json = { choices: [{ message: { role: 'assistant', content: null, reasoning_content: 'hm', refusal: 'no' } }] };
  assert.deepEqual(dialect.readResponse(json).messages[0]?.parts, [
    { type: 'reasoning', content: 'hm' },
    { type: 'text', content: 'no' },
  ]);
  const thinking = [{ type: 'thinking', thinking: [{ type: 'text', text: 'h' }] }];
  const { response } = play(
    fixture,
    stream([{ content: thinking }, { content: thinking }, { content: 'a' }, { content: 'b' }], 'stop'),
    none,
  );
  assert.deepEqual(response.messages[0]?.parts, [
    { type: 'reasoning', content: 'hh' },
    { type: 'text', content: 'ab' },
  ]);
});

test('usage is found where providers put it', () => {
  const usage = (body: JsonObject): unknown => dialect.readResponse({ choices: [], ...body }).usage;
  assert.deepEqual(usage({ usage: { prompt_tokens: 3, completion_tokens: 2, prompt_cache_hit_tokens: 1 } }), {
    inputTokens: 3,
    outputTokens: 2,
    cacheReadTokens: 1,
  });
  assert.equal(usage({ usage: null }), undefined);
  const groq = encodeSse({ data: JSON.stringify({ x_groq: { usage: { prompt_tokens: 3, completion_tokens: 2 } }, choices: [] }) });
  assert.deepEqual(play(fixture, [groq], none).response.usage, { inputTokens: 3, outputTokens: 2 });
});

test('errors in every form are told', () => {
  assert.deepEqual(dialect.readResponse({ error: { message: 'm', code: 429 } }).error, { type: '429', message: 'm' });
  assert.deepEqual(dialect.readResponse({ error: 'm' }).error, { type: 'error', message: 'm' });
  assert.deepEqual(dialect.readResponse({ object: 'error', type: 'invalid', message: 'm' }).error, { type: 'invalid', message: 'm' });
  assert.equal(dialect.readResponse({ choices: [], error: null }).error, undefined);
});

test('guidance continues a user message, follows tool results, and goes before a prefix', () => {
  const guided = (messages: JsonObject[]): unknown => bodies.editRequest({ messages }, [{ kind: 'add_guidance', text: 'G' }]).messages;
  assert.deepEqual(guided([{ role: 'user', content: 'a' }]), [{ role: 'user', content: 'a\n\nG' }]);
  assert.deepEqual(guided([{ role: 'user', content: [{ type: 'text', text: 'a' }] }]), [
    {
      role: 'user',
      content: [
        { type: 'text', text: 'a' },
        { type: 'text', text: 'G' },
      ],
    },
  ]);
  const result = { role: 'tool', tool_call_id: 'a', content: '' };
  assert.deepEqual(guided([result]), [result, { role: 'user', content: 'G' }]);
  const prefix = { role: 'assistant', content: '{', prefix: true };
  assert.deepEqual(guided([{ role: 'user', content: 'a' }, prefix]), [{ role: 'user', content: 'a\n\nG' }, prefix]);
});

test('no choice is left of a removed tool', () => {
  const tool = (name: string): JsonObject => ({ type: 'function', function: { name } });
  const removed = (body: JsonObject): JsonObject => bodies.editRequest({ messages: [], ...body }, [{ kind: 'remove_tool', name: 'f' }]);
  const allowed = (...names: string[]): JsonObject => ({
    type: 'allowed_tools',
    allowed_tools: { mode: 'required', tools: names.map(tool) },
  });
  assert.deepEqual(removed({ tools: [tool('f'), tool('g')], tool_choice: allowed('f', 'g') }).tool_choice, allowed('g'));
  assert.equal(removed({ tools: [tool('f'), tool('g')], tool_choice: allowed('f') }).tool_choice, 'none');
  assert.deepEqual(removed({ tools: [tool('f')], tool_choice: 'required', parallel_tool_calls: false }), { messages: [] });
  assert.deepEqual(removed({ functions: [{ name: 'f' }], function_call: { name: 'f' } }), { messages: [] });
  assert.equal(removed({ functions: [{ name: 'f' }, { name: 'g' }], function_call: { name: 'f' } }).function_call, 'auto');
  // A tool without a type, as some frameworks send it.
  assert.deepEqual(removed({ tools: [{ function: { name: 'f' } }] }), { messages: [] });
});

test('parameters are bounded under the name the model takes', () => {
  const set = (body: JsonObject): JsonObject =>
    bodies.editRequest({ messages: [], ...body }, [{ kind: 'set_parameters', maxOutputTokens: 100, temperature: 0.5 }]);
  assert.deepEqual(set({ model: 'gpt-4.1' }), { messages: [], model: 'gpt-4.1', max_tokens: 100, temperature: 0.5 });
  assert.deepEqual(set({ model: 'o3' }), { messages: [], model: 'o3', max_completion_tokens: 100 });
  assert.deepEqual(set({ model: 'm', max_completion_tokens: 50, temperature: 0.1 }), {
    messages: [],
    model: 'm',
    max_completion_tokens: 50,
    temperature: 0.1,
  });
  const moved = bodies.editRequest({ messages: [], model: 'gpt-4.1', max_tokens: 9, temperature: 0 }, [
    { kind: 'set_parameters', model: 'gpt-5-mini' },
  ]);
  assert.deepEqual(moved, { messages: [], model: 'gpt-5-mini', max_completion_tokens: 9 });
});

test('only its own requests are matched', () => {
  const matches = (method: string, url: string): boolean => dialect.route({ ...postTo(new URL(url)), method }) !== undefined;
  assert.ok(matches('POST', 'https://x.openai.azure.com/openai/deployments/d/chat/completions?api-version=1'));
  assert.ok(matches('POST', 'http://127.0.0.1:1/chat/completions/'));
  assert.ok(!matches('GET', 'https://api.openai.com/v1/chat/completions'));
  assert.ok(!matches('POST', 'https://api.openai.com/v1/chat/completions/chatcmpl-1'));
  assert.equal(bodies.readRequest({ messages: 'no' }), undefined);
});

test('the error of a choice is the error of the response', () => {
  const choice = { index: 0, finish_reason: 'error', error: { code: 502, message: 'Upstream.' } };
  const error = { type: '502', message: 'Upstream.' };
  assert.deepEqual(dialect.readResponse({ choices: [{ ...choice, message: { role: 'assistant', content: '' } }] }).error, error);
  const events = [encodeSse({ data: JSON.stringify({ id: 'x', choices: [{ ...choice, delta: {} }] }) })];
  assert.deepEqual(play(fixture, events, none).response.error, error);
});
