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
