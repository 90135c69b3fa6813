import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import OpenAI from 'openai';
import { cleanEnvironment } from '../testing/process.ts';
import { type AgentLine, runAgent } from './agent-process.ts';
import { startModelServer } from './model-server.ts';
import { nextTurn } from './script.ts';

const tool = (name: string) => ({ type: 'function' as const, function: { name, parameters: { type: 'object' } } });
const QUESTION = { role: 'user' as const, content: 'When?' };
const searched = (id: string) => [
  {
    role: 'assistant' as const,
    content: 'I search.',
    tool_calls: [{ id, type: 'function' as const, function: { name: 'web_search', arguments: '{}' } }],
  },
  { role: 'tool' as const, tool_call_id: id, content: 'nothing' },
];

const callsOf = (completion: OpenAI.ChatCompletion) =>
  completion.choices[0]?.message.tool_calls?.map((call) =>
    call.type === 'function' ? [call.id, call.function.name, call.function.arguments] : [],
  );

async function serve(context: TestContext) {
  const server = await startModelServer({ latencyMs: 1 });
  context.after(() => server.close());
  return server;
}

test('the model searches for the same thing as long as it can, guidance or not', () => {
  const tools = [tool('web_search'), tool('read_document')];
  const first = nextTurn({ messages: [QUESTION], tools });
  const second = nextTurn({ messages: [QUESTION, ...searched('a')], tools });
  const guided = nextTurn({ messages: [QUESTION, ...searched('a'), { role: 'user', content: 'Stop that.' }], tools });
  for (const turn of [first, second, guided]) assert.equal(turn.call?.name, 'web_search');
  assert.equal(first.call?.arguments, guided.call?.arguments);
  assert.notEqual(first.call?.id, second.call?.id);
  assert.match(guided.text, /advice/);
});

test('without the search it reads, then answers; without any tool it answers at once', () => {
  const tools = [tool('read_document')];
  assert.equal(nextTurn({ messages: [QUESTION, ...searched('a')], tools }).call?.name, 'read_document');
  const read = { role: 'tool', tool_call_id: 'b', content: '... Ingrid Solberg ...' };
  assert.match(nextTurn({ messages: [QUESTION, read], tools }).text, /1931/);
  assert.equal(nextTurn({ messages: [QUESTION], tools: [tool('web_search')], tool_choice: 'none' }).call, undefined);
  for (const hostile of [{}, { messages: 1, tools: 'x' }, { messages: [null, 1, {}], tools: [null, { function: 1 }] }]) nextTurn(hostile);
});

test('the openai package reads the same from the stream as from JSON, tokens too', async (context) => {
  const server = await serve(context);
  const client = new OpenAI({ baseURL: server.url, apiKey: 'x', maxRetries: 0 });
  for (const tools of [[tool('web_search')], [tool('read_document')]]) {
    const body = { model: 'm', messages: [QUESTION], tools };
    const whole = await client.chat.completions.create(body);
    const streamed = await client.chat.completions.stream({ ...body, stream_options: { include_usage: true } }).finalChatCompletion();
    assert.equal(streamed.choices[0]?.message.content, whole.choices[0]?.message.content);
    assert.deepEqual(callsOf(streamed), callsOf(whole));
    assert.equal(streamed.choices[0]?.finish_reason, whole.choices[0]?.finish_reason);
    assert.deepEqual(streamed.usage, whole.usage);
  }
  assert.equal(server.usage().calls, 4);
  await assert.rejects(client.models.list(), OpenAI.NotFoundError);
  await assert.rejects(client.chat.completions.create([] as never), OpenAI.BadRequestError);
});

test('left to itself the agent goes in circles until its own limit', async (context) => {
  const server = await serve(context);
  const lines: AgentLine[] = [];
  const run = await runAgent({
    script: fileURLToPath(new URL('./agent.mjs', import.meta.url)),
    nodeArgs: [],
    env: { ...cleanEnvironment(), OPENAI_BASE_URL: server.url, OPENAI_API_KEY: 'x' },
    timeoutMs: 30_000,
    onLine: (line) => lines.push(line),
    onNoise: (text) => assert.fail(text),
  });
  assert.deepEqual({ steps: run.steps, ended: run.ended }, { steps: 25, ended: 'gave up' });
  assert.equal(lines.length, 26);
  assert.equal(server.usage().calls, 25);
});
