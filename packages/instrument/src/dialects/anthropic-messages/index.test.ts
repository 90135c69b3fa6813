import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Frame } from '../../framing/framing.ts';
import { encodeSse } from '../../framing/sse/index.ts';
import type { JsonObject } from '../../model/json.ts';
import type { RequestEdit } from '../../model/model-request.ts';
import type { CallEdit } from '../../model/model-response.ts';
import { play } from '../testing/conformance.ts';
import { onBodies, postTo } from '../testing/requests.ts';
import { anthropicMessages as dialect } from './index.ts';
import { fixture } from './testing/fixture.ts';

const bodies = onBodies(dialect, '/v1/messages');

const none = (): readonly CallEdit[] => [];
const stream = (list: readonly JsonObject[]): Frame[] =>
  list.map((body) => encodeSse({ event: String(body.type), data: JSON.stringify(body) }));
const edit = (body: JsonObject, ...edits: RequestEdit[]): JsonObject => bodies.editRequest(body, edits);
const tool = (name: string): JsonObject => ({ name, input_schema: { type: 'object' } });

test('input tokens include those of the cache, and later counts replace earlier ones', () => {
  const start = {
    type: 'message_start',
    message: {
      id: 'm',
      content: [],
      usage: { input_tokens: 3, cache_read_input_tokens: 100, cache_creation_input_tokens: 20, output_tokens: 1 },
    },
  };
  const delta = {
    type: 'message_delta',
    delta: { stop_reason: 'end_turn' },
    usage: { output_tokens: 9, input_tokens: 4, cache_read_input_tokens: null },
  };
  assert.deepEqual(play(fixture, stream([start, delta]), none).response.usage, {
    inputTokens: 124,
    outputTokens: 9,
    cacheReadTokens: 100,
    cacheWriteTokens: 20,
  });
});

test('a block that begins under the index of another one is another', () => {
  const use = (index: number, id: string, json: string, isStopped = true): JsonObject[] => [
    { type: 'content_block_start', index, content_block: { type: 'tool_use', id, name: `f${id}`, input: {} } },
    { type: 'content_block_delta', index, delta: { type: 'input_json_delta', partial_json: json } },
    ...(isStopped ? [{ type: 'content_block_stop', index }] : []),
  ];
  const text: JsonObject[] = [
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'And now.' } },
    { type: 'content_block_stop', index: 0 },
  ];
  const end: JsonObject[] = [{ type: 'message_delta', delta: { stop_reason: 'tool_use' } }, { type: 'message_stop' }];
  const left = (list: readonly JsonObject[]): unknown[] => {
    const remove = (found: readonly { key: string; name: string }[]): CallEdit[] =>
      found.filter(({ name }) => name === 'fb').map(({ key }) => ({ kind: 'remove_call', key, text: 'No.' }));
    const { sent, response } = play(fixture, stream([...list, ...end]), remove);
    const names = sent.flatMap((event) => [...(event.data ?? '').matchAll(/"name":"(f.)"/g)].map(([, name]) => name));
    return [response.toolCalls.map(({ name, arguments: args }) => `${name}${args}`), names];
  };
  assert.deepEqual(left([...use(0, 'a', '{"x":1}'), ...use(0, 'b', '{}')]), [['fa{"x":1}', 'fb{}'], ['fa']]);
  assert.deepEqual(left([...use(0, 'b', '{}'), ...use(0, 'a', '{"x":1}')]), [['fb{}', 'fa{"x":1}'], ['fa']]);
  assert.deepEqual(left([...use(0, 'b', '{}', false), ...text, ...use(1, 'a', '{"x":1}')]), [['fb{}', 'fa{"x":1}'], ['fa']]);
});

test('tools of the server are not calls of the application', () => {
  const content = [
    { type: 'thinking', thinking: 'hm', signature: 's' },
    { type: 'server_tool_use', id: 's1', name: 'web_search', input: {} },
    { type: 'web_search_tool_result', tool_use_id: 's1', content: [] },
    { type: 'tool_use', id: 't1', name: 'f', input: { a: 1 } },
  ];
  const response = dialect.readResponse({ content, stop_reason: 'tool_use' });
  assert.deepEqual(response.toolCalls, [{ key: 'b3', id: 't1', name: 'f', arguments: { a: 1 } }]);
  assert.deepEqual(
    response.messages[0]?.parts.map((part) => part.type),
    ['reasoning', 'server_tool_call', 'server_tool_call_response', 'tool_call'],
  );
  const tools = [tool('f'), { type: 'web_search_20250305', name: 'web_search' }, { type: 'bash_20250124', name: 'bash' }];
  assert.deepEqual(
    bodies.readRequest({ model: 'm', messages: [], tools })?.tools.map(({ name, type }) => [name, type]),
    [
      ['f', 'function'],
      ['web_search', 'extension'],
      ['bash', 'function'],
    ],
  );
});

test('each of parallel calls is judged when its own block ends', () => {
  const block = (index: number): JsonObject[] => [
    { type: 'content_block_start', index, content_block: { type: 'tool_use', id: `t${index}`, name: 'f', input: {} } },
    { type: 'content_block_stop', index },
  ];
  const start: JsonObject = { type: 'message_start', message: { id: 'm', content: [] } };
  const end: JsonObject = { type: 'message_delta', delta: { stop_reason: 'tool_use' }, usage: { output_tokens: 1 } };
  const events = stream([start, ...block(0), ...block(1), end]);
  const judged: number[] = [];
  const { sent } = play(fixture, events, (calls) => {
    judged.push(calls.length);
    return calls.flatMap((call): CallEdit[] => (call.id === 't1' ? [{ kind: 'remove_call', key: call.key, text: 'No.' }] : []));
  });
  assert.deepEqual(judged, [1, 1]);
  // What was released before the edit is untouched.
  assert.equal(sent[1], events[1]);
  const { response } = play(fixture, sent, none);
  assert.deepEqual(
    response.toolCalls.map((call) => call.id),
    ['t0'],
  );
  assert.deepEqual(response.finishReasons, ['tool_use']);
});

test('the input of a call may come with its start', () => {
  const events = stream([
    { type: 'content_block_start', index: 0, content_block: { type: 'tool_use', id: 't', name: 'f', input: { a: 1 } } },
    { type: 'content_block_stop', index: 0 },
  ]);
  assert.deepEqual(play(fixture, events, none).response.toolCalls[0]?.arguments, { a: 1 });
  const { sent } = play(fixture, events, () => [{ kind: 'replace_call', key: 'b0', arguments: '{"a":2}' }]);
  assert.equal(play(fixture, sent, none).response.toolCalls[0]?.arguments, '{"a":2}');
});

test('an error event is told with what came before it', () => {
  const events = stream([
    { type: 'message_start', message: { id: 'm', model: 'x', content: [] } },
    { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } },
  ]);
  const { response } = play(fixture, events, none);
  assert.deepEqual([response.id, response.model, response.error], ['m', 'x', { type: 'overloaded_error', message: 'Overloaded' }]);
});

test('guidance follows tool results and leaves a prefill last', () => {
  const guided = (body: JsonObject): JsonObject => edit(body, { kind: 'add_guidance', text: 'G' });
  const block = { type: 'text', text: 'G' };
  const result = { type: 'tool_result', tool_use_id: 't', content: 'r' };
  assert.deepEqual(guided({ messages: [{ role: 'user', content: [result] }] }).messages, [{ role: 'user', content: [result, block] }]);
  assert.deepEqual(guided({ messages: [{ role: 'user', content: 'a' }] }).messages, [
    { role: 'user', content: [{ type: 'text', text: 'a' }, block] },
  ]);
  const messages = [
    { role: 'user', content: 'a' },
    { role: 'assistant', content: '{' },
  ];
  assert.deepEqual(guided({ messages, system: 'S' }), { messages, system: [{ type: 'text', text: 'S' }, block] });
  assert.deepEqual(guided({ messages }), { messages, system: [block] });
});

test('the last tool stays defined while the history has calls', () => {
  const remove: RequestEdit = { kind: 'remove_tool', name: 'f' };
  const messages = [{ role: 'assistant', content: [{ type: 'tool_use', id: 't', name: 'f', input: {} }] }];
  assert.deepEqual(edit({ messages, tools: [tool('f')] }, remove), { messages, tools: [tool('f')], tool_choice: { type: 'none' } });
  assert.deepEqual(edit({ messages: [], tools: [tool('f')], tool_choice: { type: 'any' } }, remove), { messages: [] });
});

test('no reference to a removed tool is left', () => {
  const remove: RequestEdit = { kind: 'remove_tool', name: 'f' };
  const reference = (name: string): JsonObject => ({ type: 'tool_reference', tool_name: name });
  const messages = [
    { role: 'system', content: [{ type: 'tool_addition', tool: { type: 'tool_reference', name: 'f' } }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't', content: [reference('f'), reference('g')] }] },
    {
      role: 'assistant',
      content: [{ type: 'tool_search_tool_result', tool_use_id: 's', content: { type: 'x', tool_references: [reference('f')] } }],
    },
  ];
  const tools = [tool('f'), { ...tool('g'), defer_loading: true }];
  assert.deepEqual(edit({ messages, tools }, remove), {
    tools: [tool('g')],
    messages: [
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't', content: [reference('g')] }] },
      { role: 'assistant', content: [{ type: 'tool_search_tool_result', tool_use_id: 's', content: { type: 'x', tool_references: [] } }] },
    ],
  });
});

test('max_tokens stays above the thinking budget, and temperature away from thinking', () => {
  const body = { messages: [], max_tokens: 5000, thinking: { type: 'enabled', budget_tokens: 2000 } };
  assert.deepEqual(edit(body, { kind: 'set_parameters', maxOutputTokens: 100, temperature: 0 }), { ...body, max_tokens: 2001 });
  assert.deepEqual(edit({ messages: [], max_tokens: 500 }, { kind: 'set_parameters', maxOutputTokens: 0, temperature: 1.5 }), {
    messages: [],
    max_tokens: 1,
    temperature: 1,
  });
});

test('a thread that the server keeps is continued: nothing is sent that it refuses, and every call of it has a result', () => {
  const thread = { type: 'continue', previous_message_id: 'msg_1' };
  const body = { thread, messages: [{ role: 'user', content: 'and now?' }] };
  assert.equal(bodies.readRequest(body)?.previousResponseId, 'msg_1');
  const settle = (responseId: string): RequestEdit => ({ kind: 'resolve_removed_call', callId: 't', text: 'not today', responseId });
  const result = (id: string, content: string): JsonObject => ({ type: 'tool_result', tool_use_id: id, content });
  const question = { type: 'text', text: 'and now?' };
  assert.deepEqual(edit(body, settle('msg_1')), { thread, messages: [{ role: 'user', content: [result('t', 'not today'), question] }] });
  assert.deepEqual(edit(body, settle('msg_0')), body);
  assert.deepEqual(edit({ messages: body.messages }, settle('msg_1')), { messages: body.messages });
  const results = { thread, messages: [{ role: 'user', content: [result('u', 'r')] }] };
  assert.deepEqual(edit(results, settle('msg_1')).messages, [{ role: 'user', content: [result('t', 'not today'), result('u', 'r')] }]);
  assert.deepEqual(edit(results, { kind: 'resolve_removed_call', callId: 'u', text: 'n', responseId: 'msg_1' }), results);
  assert.deepEqual(edit(results, { kind: 'disable_tools' }), { ...results, tool_choice: { type: 'none' } });
  assert.deepEqual(edit(body, { kind: 'disable_tools' }), body);
  // Neither a message nor a system prompt may stand in a request that lets a paused turn go on.
  assert.throws(() => edit({ thread, messages: [] }, { kind: 'add_guidance', text: 'g' }), /takes no guidance/);
});

test('a thread has the answer whose calls were refused already, and goes on from the one that was given in its place', () => {
  const answer = { id: 'msg_2', content: [{ type: 'tool_use', id: 't', name: 'search', input: {} }], stop_reason: 'tool_use' };
  const refusals = new Map([['b0', 'No.']]);
  const results = [{ role: 'user', content: [{ type: 'tool_result', tool_use_id: 't', content: 'No.', is_error: true }] }];
  const messages = [{ role: 'user', content: 'and now?' }];
  const goesOn = { thread: { type: 'continue', previous_message_id: 'msg_1' }, messages };
  const next = { thread: { type: 'continue', previous_message_id: 'msg_2' }, messages: results };
  assert.deepEqual(bodies.reprompt(goesOn, answer, refusals), next);
  const create = { thread: { type: 'create' }, messages };
  assert.deepEqual(bodies.reprompt(create, answer, refusals)?.messages, [
    ...messages,
    { role: 'assistant', content: answer.content },
    ...results,
  ]);
  const other: RequestEdit = { kind: 'continue_response', responseId: 'msg_1', by: 'msg_3' };
  assert.deepEqual(edit(goesOn, other).thread, { type: 'continue', previous_message_id: 'msg_3' });
  assert.deepEqual(edit(create, other), create);
});

test('only its own requests are matched', () => {
  const matches = (url: string): boolean => dialect.route(postTo(new URL(url))) !== undefined;
  assert.ok(matches('https://api.anthropic.com/v1/messages?beta=true'));
  assert.ok(matches('https://api.deepseek.com/anthropic/messages'));
  assert.ok(!matches('https://api.anthropic.com/v1/messages/count_tokens'));
  assert.ok(!matches('https://api.anthropic.com/v1/messages/batches'));
  assert.ok(!matches('https://api.openai.com/v1/threads/thread_1/messages'));
  assert.ok(!matches('https://chat.example.com/messages'));
});
