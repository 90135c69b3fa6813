import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Frame } from '../../framing/framing.ts';
import { encodeSse } from '../../framing/sse/index.ts';
import type { JsonObject } from '../../model/json.ts';
import type { RequestEdit } from '../../model/model-request.ts';
import type { CallEdit, ToolCall } from '../../model/model-response.ts';
import { play } from '../testing/conformance.ts';
import { onBodies } from '../testing/requests.ts';
import { openaiResponses as dialect } from './index.ts';
import { messageId } from './removed-calls.ts';
import { fixture } from './testing/fixture.ts';

const bodies = onBodies(dialect, '/v1/responses');

const none = (): readonly CallEdit[] => [];
const stream = (list: readonly JsonObject[]): Frame[] => list.map((body) => encodeSse({ data: JSON.stringify(body) }));
const removeAll = (found: readonly ToolCall[]): CallEdit[] =>
  found.map((call) => ({ kind: 'remove_call', key: call.key, text: `No ${call.name}.` }));
const edit = (body: JsonObject, ...edits: RequestEdit[]): JsonObject => bodies.editRequest(body, edits);

test('hosted tools are not calls of the application', () => {
  const output = [
    { type: 'web_search_call', id: 'ws_1', status: 'completed' },
    { type: 'mcp_call', id: 'mcp_1', name: 'find', arguments: '{}' },
    { type: 'custom_tool_call', id: 'ctc_1', call_id: 'c', name: 'patch', input: 'free text' },
  ];
  const response = dialect.readResponse({ status: 'completed', output });
  assert.deepEqual(response.toolCalls, [{ key: 'o2', id: 'c', name: 'patch', arguments: 'free text' }]);
  assert.deepEqual(response.messages[0]?.parts, [
    { type: 'server_tool_call', id: 'ws_1', name: 'web_search' },
    { type: 'server_tool_call', id: 'mcp_1', name: 'find' },
    { type: 'tool_call', id: 'c', name: 'patch', arguments: 'free text' },
  ]);
});

test('the finish reason is told by status, calls and details', () => {
  const finish = (body: JsonObject): readonly string[] => dialect.readResponse({ output: [], ...body }).finishReasons;
  assert.deepEqual(finish({ status: 'completed' }), ['stop']);
  assert.deepEqual(finish({ status: 'completed', output: [{ type: 'function_call' }] }), ['tool_calls']);
  assert.deepEqual(finish({ status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } }), ['max_output_tokens']);
  assert.deepEqual(finish({ status: 'failed', error: { code: 'server_error', message: 'm' } }), ['error']);
  assert.deepEqual(finish({ status: 'in_progress' }), []);
});

test('a response in the background is unfinished, a stream that breaks off is not', () => {
  for (const status of ['queued', 'in_progress']) assert.equal(dialect.readResponse({ status, output: [] }).unfinished, true);
  assert.equal(dialect.readResponse({ status: 'completed', output: [] }).unfinished, undefined);
  const events = stream([{ type: 'response.created', response: { id: 'r', status: 'in_progress', output: [] } }]);
  assert.equal(play(fixture, events, none).response.unfinished, undefined);
});

test('an image on its way is output', () => {
  const [partial] = stream([{ type: 'response.image_generation_call.partial_image', output_index: 0, partial_image_b64: 'AAAA' }]);
  assert.ok(partial);
  assert.equal(dialect.openStream().read(partial).chunk, true);
});

test('a custom tool call is replaced and removed in a stream', () => {
  const item = { id: 'ctc_1', type: 'custom_tool_call', call_id: 'c', name: 'patch', input: 'abc' };
  const at = { item_id: 'ctc_1', output_index: 0 };
  const events = stream([
    { type: 'response.created', sequence_number: 0, response: { id: 'r', status: 'in_progress', output: [] } },
    { type: 'response.output_item.added', sequence_number: 1, output_index: 0, item: { ...item, input: '' } },
    { type: 'response.custom_tool_call_input.delta', sequence_number: 2, ...at, delta: 'ab' },
    { type: 'response.custom_tool_call_input.delta', sequence_number: 3, ...at, delta: 'c' },
    { type: 'response.custom_tool_call_input.done', sequence_number: 4, ...at, input: 'abc' },
    { type: 'response.output_item.done', sequence_number: 5, output_index: 0, item },
    { type: 'response.completed', sequence_number: 6, response: { id: 'r', status: 'completed', output: [item] } },
  ]);
  const replaced = play(fixture, events, () => [{ kind: 'replace_call', key: 'o0', arguments: 'xyz' }]).sent;
  assert.deepEqual(play(fixture, replaced, none).response.toolCalls, [{ key: 'o0', id: 'c', name: 'patch', arguments: 'xyz' }]);
  assert.ok(!replaced.some((event) => event.data?.includes('abc') || event.data?.includes('"ab"')));
  const removed = play(fixture, events, removeAll).sent.map((event) => JSON.parse(event.data ?? '{}'));
  assert.deepEqual(
    removed.map((body) => body.sequence_number),
    removed.map((_, index) => index),
  );
  assert.ok(!JSON.stringify(removed).includes('custom_tool_call'));
});

test('what the application runs is a call, whatever its type; what the server runs is none', () => {
  const action = { commands: ['ls'] };
  const output: JsonObject[] = [
    { type: 'shell_call', id: 'sh', call_id: 'c1', action },
    { type: 'shell_call', id: 'sh2', call_id: 'c2', action, environment: { type: 'container_reference', container_id: 'x' } },
    { type: 'local_shell_call', id: 'ls', call_id: 'c3', action: { type: 'exec', command: ['ls'] } },
    { type: 'apply_patch_call', id: 'ap', call_id: 'c4', operation: { type: 'delete_file', path: '/x' } },
    { type: 'computer_call', id: 'cc', call_id: 'c5', actions: [{ type: 'click' }] },
    { type: 'mcp_approval_request', id: 'mcpr_1', name: 'drop', server_label: 's', arguments: '{"t":1}' },
    { type: 'tool_search_call', id: 'ts', call_id: 'c6', execution: 'client', arguments: { q: 'x' } },
    { type: 'tool_search_call', id: 'ts2', call_id: 'c7', execution: 'server', arguments: { q: 'x' } },
  ];
  const response = dialect.readResponse({ status: 'completed', output });
  assert.deepEqual(
    response.toolCalls.map(({ key, id, name }) => [key, id, name]),
    [
      ['o0', 'c1', 'shell'],
      ['o2', 'c3', 'local_shell'],
      ['o3', 'c4', 'apply_patch'],
      ['o4', 'c5', 'computer'],
      ['o5', 'mcpr_1', 'drop'],
      ['o6', 'c6', 'tool_search'],
    ],
  );
  const removed = dialect.editResponse({ status: 'completed', output }, removeAll(response.toolCalls));
  assert.deepEqual(dialect.readResponse(removed).toolCalls, []);
  const results: JsonObject[] = [
    { type: 'shell_call_output', call_id: 'c1', output: [{ stdout: 'x', stderr: '', outcome: { type: 'exit', exit_code: 0 } }] },
    { type: 'apply_patch_call_output', call_id: 'c4', status: 'completed', output: 'x' },
  ];
  const hidden = edit(
    { model: 'm', input: results },
    { kind: 'replace_result', callId: 'c1', text: 'T' },
    { kind: 'replace_result', callId: 'c4', text: 'T' },
  );
  assert.deepEqual(hidden.input, [
    { type: 'shell_call_output', call_id: 'c1', output: [{ stdout: '', stderr: 'T', outcome: { type: 'exit', exit_code: 1 } }] },
    { type: 'apply_patch_call_output', call_id: 'c4', status: 'failed', output: 'T' },
  ]);
});

const call = (n: string, args: string): JsonObject => ({
  id: `fc_${n}`,
  type: 'function_call',
  call_id: n,
  name: `f${n}`,
  arguments: args,
});
const added = (item: JsonObject, at: JsonObject = {}): JsonObject => ({
  type: 'response.output_item.added',
  ...at,
  item: { ...item, arguments: '' },
});
const done = (item: JsonObject, at: JsonObject = {}): JsonObject => ({ type: 'response.output_item.done', ...at, item });
const completed = (...output: JsonObject[]): JsonObject => ({
  type: 'response.completed',
  response: { id: 'r', status: 'completed', output },
});
const created: JsonObject = { type: 'response.created', response: { id: 'r', status: 'in_progress', output: [] } };
/** The calls that are left where the second is removed, as an application reads them from items and final objects. */
const withoutSecond = (list: readonly JsonObject[]): unknown[] => {
  const { sent } = play(fixture, stream(list), (found) => removeAll(found.filter(({ name }) => name === 'fb')));
  return sent
    .map((event) => [...(event.data ?? '').matchAll(/"name":"(f.)"/g)].map(([, name]) => name).join(''))
    .filter((names) => names !== '');
};

test('where the answer was to be JSON, the words of a denial are a refusal', () => {
  const a = call('a', '{}');
  const at = { output_index: 0 };
  const refuse = (found: readonly ToolCall[]): CallEdit[] =>
    found.map(({ key }) => ({ kind: 'remove_call', key, text: 'Not allowed.', isRefusal: true }));
  const { sent } = play(fixture, stream([created, added(a, at), done(a, at), completed(a)]), refuse);
  const bodies = sent.map((event) => JSON.parse(event.data ?? '{}'));
  const content = [{ type: 'refusal', refusal: 'Not allowed.' }];
  assert.deepEqual(bodies.at(-1).response.output[0].content, content);
  assert.deepEqual(
    bodies.filter(({ type }) => type.startsWith('response.refusal.')).map(({ delta, refusal }) => delta ?? refusal),
    ['Not allowed.', 'Not allowed.'],
  );
  assert.ok(!bodies.some(({ type }) => type.startsWith('response.output_text.')));
});

test('items without a place are known by their ids, and without ids by their order', () => {
  const [a, b] = [call('a', '{"x":1}'), call('b', '{"y":2}')];
  const piece = (id: string, delta: string): JsonObject => ({ type: 'response.function_call_arguments.delta', item_id: id, delta });
  const pieces = [
    added(a),
    added(b),
    piece('fc_b', '{"y":'),
    piece('fc_a', '{"x":1}'),
    piece('fc_b', '2}'),
    done(a),
    done(b),
    completed(a, b),
  ];
  assert.deepEqual(withoutSecond(pieces), ['fa', 'fa', 'fa']);
  const nameless = (item: JsonObject): JsonObject => ({ type: item.type ?? '', name: item.name ?? '', arguments: item.arguments ?? '' });
  const [c, d] = [nameless(a), nameless(b)];
  assert.deepEqual(withoutSecond([added(c), done(c), added(d), done(d), completed(c, d)]), ['fa', 'fa', 'fa']);
});

test('a second round in the same body is judged as the first', () => {
  const at = { output_index: 0 };
  const [a, b] = [call('a', '{}'), call('b', '{}')];
  const rounds = [created, added(a, at), done(a, at), completed(a), created, added(b, at), done(b, at), completed(b)];
  assert.deepEqual(withoutSecond(rounds), ['fa', 'fa', 'fa']);
  const { response } = play(fixture, stream(rounds), none);
  assert.deepEqual([response.toolCalls.map(({ name }) => name), response.finishReasons], [['fa', 'fb'], ['tool_calls']]);
});

test('a final object, or pieces, that say another thing than the item are judged too', () => {
  const at = { output_index: 0 };
  const a = call('a', '{}');
  const other = { ...a, arguments: '{"x":1}' };
  const judged: unknown[] = [];
  const list = [
    created,
    added(a, at),
    { type: 'response.function_call_arguments.delta', ...at, delta: '{"z":3}' },
    done(a, at),
    completed(other),
  ];
  play(fixture, stream(list), (found) => {
    judged.push(...found.map(({ arguments: args, alternatives = [] }) => [args, ...alternatives.map((each) => each.arguments)]));
    return [];
  });
  assert.deepEqual(judged, [['{}', '{"z":3}'], ['{"x":1}']]);
});

test('a call that stands in the final object alone is judged there', () => {
  const item = { id: 'fc_1', type: 'function_call', call_id: 'c', name: 'f', arguments: '{}' };
  const events = stream([{ type: 'response.completed', response: { id: 'r', status: 'completed', output: [item] } }]);
  const { sent } = play(fixture, events, removeAll);
  assert.ok(!sent[0]?.data?.includes('function_call'));
  assert.ok(sent[0]?.data?.includes('No f.'));
});

test('a final object without output is completed from the stream', () => {
  const item = { id: 'fc_1', type: 'function_call', call_id: 'c', name: 'f', arguments: '{}' };
  const events = stream([
    { type: 'response.created', response: { id: 'r', model: 'm', status: 'in_progress' } },
    { type: 'response.output_item.added', output_index: 0, item: { ...item, arguments: '' } },
    { type: 'response.output_item.done', output_index: 0, item },
    {
      type: 'response.completed',
      response: { id: 'r', model: 'm', status: 'completed', output: [], usage: { input_tokens: 1, output_tokens: 2 } },
    },
  ]);
  const { response } = play(fixture, events, none);
  assert.equal(response.toolCalls.length, 1);
  assert.deepEqual(response.finishReasons, ['tool_calls']);
  assert.deepEqual(response.usage, { inputTokens: 1, outputTokens: 2 });
});

test('errors of a stream are told, flat or nested', () => {
  const error = (body: JsonObject): unknown => play(fixture, stream([body]), none).response.error;
  assert.deepEqual(error({ type: 'error', code: 'server_error', message: 'm', param: null }), { type: 'server_error', message: 'm' });
  assert.deepEqual(error({ type: 'error', error: { type: 't', message: 'm' } }), { type: 't', message: 'm' });
  const failed = {
    type: 'response.failed',
    response: { id: 'r', status: 'failed', output: [], error: { code: 'server_error', message: 'm' } },
  };
  assert.deepEqual(error(failed), { type: 'server_error', message: 'm' });
});

test('what the assistant did in one turn is one message', () => {
  const input = [
    { role: 'user', content: 'a' },
    { type: 'reasoning', summary: [{ type: 'summary_text', text: 'hm' }] },
    { type: 'function_call', call_id: 'c', name: 'f', arguments: '{}' },
    { type: 'function_call_output', call_id: 'c', output: 'r' },
  ];
  assert.deepEqual(
    bodies.readRequest({ input, conversation: { id: 'conv' } })?.messages.map((message) => [message.role, message.parts.length]),
    [
      ['user', 1],
      ['assistant', 2],
      ['tool', 1],
    ],
  );
  assert.equal(bodies.readRequest({ input, conversation: { id: 'conv' } })?.conversationId, 'conv');
  assert.equal(bodies.readRequest({ model: 'm' }), undefined);
});

test('guidance stands behind any input', () => {
  const guidance: RequestEdit = { kind: 'add_guidance', text: 'G' };
  const last = { role: 'user', content: 'G' };
  assert.deepEqual(edit({ input: 'a' }, guidance).input, [{ role: 'user', content: 'a' }, last]);
  const output = { type: 'function_call_output', call_id: 'c', output: 'r' };
  assert.deepEqual(edit({ input: [output], previous_response_id: 'r' }, guidance).input, [output, last]);
});

test('a removed tool is gone from definitions, from items and from the choice', () => {
  const fn = (name: string): JsonObject => ({ type: 'function', name });
  const remove: RequestEdit = { kind: 'remove_tool', name: 'f' };
  assert.deepEqual(edit({ input: 'a', tools: [fn('f')], tool_choice: 'required', parallel_tool_calls: true }, remove), { input: 'a' });
  const choice = { type: 'allowed_tools', mode: 'auto', tools: [fn('f'), fn('g')] };
  assert.deepEqual(edit({ input: 'a', tools: [fn('f'), fn('g')], tool_choice: choice }, remove).tool_choice, {
    ...choice,
    tools: [fn('g')],
  });
  const added = { type: 'additional_tools', role: 'developer', tools: [fn('f')] };
  assert.deepEqual(edit({ input: [added], tools: [fn('g')] }, remove).input, []);
  assert.deepEqual(edit({ input: [{ ...added, tools: [fn('f'), fn('g')] }] }, remove).input, [{ ...added, tools: [fn('g')] }]);
  assert.deepEqual(edit({ input: 'a', tools: [{ type: 'namespace', name: 'n', tools: [fn('f'), fn('g')] }] }, remove).tools, [
    { type: 'namespace', name: 'n', tools: [fn('g')] },
  ]);
  const search = { type: 'web_search' };
  assert.deepEqual(
    edit({ input: 'a', tools: [search, fn('g')], tool_choice: search }, { kind: 'remove_tool', name: 'web_search' }).tool_choice,
    'auto',
  );
});

test('parameters stay within what the API takes', () => {
  const set: RequestEdit = { kind: 'set_parameters', maxOutputTokens: 1, temperature: 0.2 };
  assert.deepEqual(edit({ input: 'a', model: 'gpt-4.1' }, set), { input: 'a', model: 'gpt-4.1', max_output_tokens: 16, temperature: 0.2 });
  assert.deepEqual(edit({ input: 'a', model: 'o3' }, set), { input: 'a', model: 'o3', max_output_tokens: 16 });
});

test('a removed call is settled with the server that kept it', () => {
  const settle: RequestEdit = { kind: 'resolve_removed_call', callId: 'call_1', text: 'No.', responseId: 'resp_1' };
  const output = { type: 'function_call_output', call_id: 'call_1', output: 'No.' };
  const user = { role: 'user', content: 'a' };
  assert.deepEqual(edit({ input: 'a', previous_response_id: 'resp_1' }, settle).input, [output, user]);
  assert.deepEqual(edit({ input: [user], conversation: 'conv' }, settle).input, [output, user]);
  const answered = { input: [output], previous_response_id: 'resp_1' };
  assert.equal(edit(answered, settle), answered);
  for (const body of [{ input: 'a' }, { input: 'a', previous_response_id: 'resp_2' }]) assert.equal(edit(body, settle), body);
  const id = messageId('call_1');
  assert.deepEqual(edit({ input: [{ type: 'item_reference', id }] }, settle).input, [{ role: 'assistant', content: 'No.' }]);
  assert.deepEqual(edit({ input: [{ type: 'message', role: 'assistant', id, content: [] }] }, settle).input, [
    { type: 'message', role: 'assistant', content: [] },
  ]);
});
