/** Agents on the real SDKs, over a model whose calls have no ids: what is seen of them, and how they are governed. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { createGoogle } from '@ai-sdk/google';
import { verdictOf } from '@airt/engine';
import { ATTR } from '@airt/protocol/semconv';
import { type Content, GoogleGenAI } from '@google/genai';
import { type BaseMessage, HumanMessage, ToolMessage } from '@langchain/core/messages';
import { ChatGoogleGenerativeAI } from '@langchain/google-genai';
import { generateText, isStepCount, jsonSchema, tool } from 'ai';
import { aiSdk } from '../../frameworks/ai-sdk/index.ts';
import { isObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import type { Scope } from '../../runs/run.ts';
import { createTestServices, enforced, type TestServices } from '../../testing/services.ts';
import { installFetch } from '../../transports/testing/install.ts';
import { readRequest } from '../testing/requests.ts';
import { geminiGenerateContent as dialect } from './index.ts';

type Part = JsonObject;
const search: Part = { functionCall: { name: 'search', args: { q: 'a' } }, thoughtSignature: 's' };

const original = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = original;
  Reflect.deleteProperty(globalThis, 'AI_SDK_TELEMETRY_INTEGRATIONS');
});

interface Sent {
  readonly url: URL;
  readonly body: JsonObject;
}

/** A model that answers with these parts, one request after the other. */
function setUp(answers: readonly (readonly Part[])[], policies = ''): TestServices & { readonly sent: Sent[] } {
  const made = createTestServices({ policies });
  const sent: Sent[] = [];
  globalThis.fetch = async (input, init) => {
    sent.push({ url: new URL(String(input)), body: JSON.parse(String(init?.body)) });
    const parts = answers[sent.length - 1] ?? [{ text: 'Done.' }];
    const answer = {
      candidates: [{ content: { role: 'model', parts }, finishReason: 'STOP', index: 0 }],
      usageMetadata: {
        promptTokenCount: 10,
        candidatesTokenCount: 5,
        thoughtsTokenCount: 2,
        cachedContentTokenCount: 4,
        totalTokenCount: 17,
      },
      modelVersion: 'gemini-test-001',
      responseId: `r${sent.length}`,
    };
    return Response.json(isList(String(input)) ? [answer] : answer);
  };
  installFetch(() => made.services);
  return { ...made, sent };
}

const isList = (url: string): boolean => url.includes(':streamGenerateContent') && !url.includes('alt=sse');

const declarations = [{ functionDeclarations: ['search', 'save'].map((name) => ({ name, parametersJsonSchema: { type: 'object' } })) }];

/** A loop by hand: runs every call, and keeps of the history what `keep` leaves. */
async function loop(run: (nth: number) => string, keep = (history: Content[]): Content[] => history): Promise<void> {
  const { models } = new GoogleGenAI({ apiKey: 'none' });
  let contents: Content[] = [{ role: 'user', parts: [{ text: 'Find a.' }] }];
  for (let nth = 0; ; ) {
    const response = await models.generateContent({ model: 'gemini-test', contents, config: { tools: declarations } });
    const { functionCalls: calls = [] } = response;
    const content = response.candidates?.[0]?.content;
    if (calls.length === 0 || !content) return;
    const parts = calls.map(({ name = '' }) => ({ functionResponse: { name, response: { output: run(nth++) } } }));
    contents = keep([...contents, content, { role: 'user', parts }]);
  }
}

const isOneTrace = ({ spans }: TestServices, toolName = 'execute_tool search'): void => {
  const [agent, another] = spans('invoke_agent');
  assert.ok(agent && !another, 'one run');
  const all = [...spans('generate_content gemini-test'), ...spans(toolName)];
  assert.deepEqual([...new Set(all.map(({ parentSpanContext }) => parentSpanContext?.spanId))], [agent.spanContext().spanId]);
};
const inferred = ({ spans }: TestServices) =>
  spans('execute_tool search').map(({ attributes }) => [attributes[ATTR.toolInferred], attributes[ATTR.toolResultSize]]);

describe('an agent on @google/genai', () => {
  it('is one trace, with its tool executions, whatever is equal among its calls', async () => {
    const made = setUp([[search, search], [search], [{ functionCall: { name: 'save', args: {} } }]]);
    await loop((nth) => 'x'.repeat(nth + 1));
    isOneTrace(made);
    assert.deepEqual(inferred(made), [
      [true, 1],
      [true, 2],
      [true, 3],
    ]);
    assert.equal(made.spans('execute_tool save').length, 1);
    assert.ok(made.spans('execute_tool search').every(({ attributes }) => attributes[ATTR.toolCallId] === undefined));
    assert.deepEqual(
      made.events.flatMap((event) => (event.kind === 'tool_call' ? [event.callId] : [])),
      [undefined, undefined, undefined, undefined],
    );
    const [span] = made.spans('generate_content gemini-test');
    assert.ok(span);
    const { attributes } = span;
    assert.deepEqual(
      [ATTR.operationName, ATTR.usageInputTokens, ATTR.usageOutputTokens, ATTR.usageCacheReadTokens, ATTR.usageReasoningTokens].map(
        (name) => attributes[name],
      ),
      ['generate_content', 10, 7, 4, 2],
    );
    assert.deepEqual(
      [ATTR.requestModel, ATTR.responseModel, ATTR.responseId, ATTR.responseFinishReasons].map((name) => attributes[name]),
      ['gemini-test', 'gemini-test-001', 'r1', ['STOP']],
    );
  });

  it('stays one trace where it keeps no more than the latest turn', async () => {
    const made = setUp([[search], [{ functionCall: { name: 'save', args: {} } }], [search]]);
    await loop(
      () => 'x',
      (history) => history.slice(-2),
    );
    isOneTrace(made);
    assert.deepEqual([inferred(made).length, made.spans('execute_tool save').length], [2, 1]);
  });

  it('does not get a result that was withheld in any later request', async () => {
    const secret = `    - { name: keys, on: post_tool_call, when: 'string(tool.result).contains("KEY")', deny: { reason: it holds a key } }`;
    const { sent } = setUp([[search], [{ functionCall: { name: 'save', args: {} } }]], enforced(secret));
    await loop((nth) => (nth === 0 ? 'KEY' : 'fine'));
    assert.equal(sent.length, 3);
    for (const { body } of sent.slice(1)) {
      assert.ok(!JSON.stringify(body).includes('KEY'));
      assert.ok(JSON.stringify(body).includes('it holds a key'));
    }
    assert.ok(JSON.stringify(sent[2]?.body).includes('fine'));
  });

  it('has its signatures in every request, edited or not', async () => {
    const { sent } = setUp(
      [[search], [search]],
      enforced(`    - { name: bound, on: pre_model_call, when: "true", transform: [{ clamp: { maxOutputTokens: 50 } }] }`),
    );
    await loop(() => 'x');
    assert.equal(sent.length, 3);
    for (const [at, { body }] of sent.entries()) {
      assert.deepEqual(body.generationConfig, { maxOutputTokens: 50 });
      assert.equal(JSON.stringify(body).split('"thoughtSignature":"s"').length - 1, at);
    }
  });
});

describe('directives', () => {
  /** One call in a run that has a directive. */
  async function directed(action: Parameters<TestServices['directives']['accept']>[0]['action']) {
    const made = setUp([]);
    const { services, directives } = made;
    const run = services.runs.start({ owner: 'application', parent: undefined, nested: false, nowMs: services.clock() });
    const policy = { name: 'p', version: '1', rule: 'r', mode: 'enforce' } as const;
    const about = { id: 'd', traceId: run.traceId, reason: 'r', dryRun: false, evidence: [], receivedMs: 0, source: 'local' } as const;
    directives.accept({ ...about, policy, action, verdict: verdictOf(action), expiresMs: services.clock() + 60_000 });
    assert.ok(run.span);
    const scope: Scope = { run, parent: run.span, within: 'tool', guardedByAdapter: () => false };
    await services.scopes.run(scope, () => loop(() => 'x'));
    const [first] = made.sent;
    assert.ok(first);
    return { ...first, request: readRequest(dialect, first) };
  }

  it('name another model in the URL', async () => {
    const { url, body } = await directed({ kind: 'set_model', model: 'gemini-other' });
    assert.equal(url.href, 'https://generativelanguage.googleapis.com/v1/models/gemini-other:generateContent');
    assert.equal(body.model, undefined);
  });

  it('steer, and take a tool away', async () => {
    const steered = await directed({ kind: 'steer', guidance: 'Look elsewhere.' });
    assert.match(JSON.stringify(steered.request?.messages.at(-1)), /Look elsewhere/);
    const { request } = await directed({ kind: 'deny_tool', tool: 'search', reason: 'it loops' });
    assert.deepEqual(
      request?.tools.map(({ name }) => name),
      ['save'],
    );
    const halted = await directed({ kind: 'halt', mode: 'graceful', reason: 'enough' });
    assert.deepEqual(halted.body.toolConfig, { functionCallingConfig: { mode: 'NONE' } });
  });
});

describe('a stream that is a list in JSON', () => {
  const deny = enforced(`    - { name: no, on: pre_tool_call, when: "true", deny: { reason: not here } }`);
  const ask = async (): Promise<unknown> => {
    const url = 'https://generativelanguage.googleapis.com/v1beta/models/gemini-test:streamGenerateContent';
    const body = JSON.stringify({ contents: [{ role: 'user', parts: [{ text: 'Find a.' }] }], tools: declarations });
    return (await fetch(url, { method: 'POST', body })).json();
  };

  it('is seen, judged, and answered in the same form', async () => {
    const made = setUp([[search]], deny);
    assert.match(JSON.stringify(await ask()), /^\[.*Done\./);
    assert.equal(made.sent.length, 2, 'the model was prompted again');
    setUp([[search], [search], [search]], deny);
    assert.match(JSON.stringify(await ask()), /^\[.*not made: not here/);
    assert.equal(made.spans('generate_content gemini-test')[0]?.attributes[ATTR.requestStream], true);
  });
});

describe('an agent on LangChain', () => {
  it('is one trace also where the provider gives ids, which LangChain leaves out', async () => {
    const withId = (id: string): Part => ({ functionCall: { name: 'search', args: { q: 'a' }, id } });
    const made = setUp([[withId('one'), withId('two')], [withId('three')]]);
    const agent = new ChatGoogleGenerativeAI({ apiKey: 'none', model: 'gemini-test', maxRetries: 0 }).bindTools([
      { name: 'search', description: 'Search.', schema: { type: 'object', properties: {} } },
    ]);
    const messages: BaseMessage[] = [new HumanMessage('Find a.')];
    for (let nth = 1; ; ) {
      const answer = await agent.invoke(messages);
      messages.push(answer);
      if (!answer.tool_calls?.length) break;
      for (const { id = '', name } of answer.tool_calls)
        messages.push(new ToolMessage({ content: 'x'.repeat(nth++), tool_call_id: id, name }));
    }
    assert.ok(!JSON.stringify(made.sent[1]?.body).includes('"one"'));
    isOneTrace(made);
    assert.deepEqual(
      made.spans('execute_tool search').map(({ attributes }) => attributes[ATTR.toolCallId]),
      ['one', 'two', 'three'],
    );
    assert.deepEqual(
      inferred(made).map(([is]) => is),
      [true, true, true],
    );
  });
});

describe('an agent on the AI SDK, which makes ids of its own', () => {
  const tools = (run: () => string) => ({
    search: tool({ inputSchema: jsonSchema<object>({ type: 'object' }), execute: async () => run() }),
  });
  const agent = (run: () => string) =>
    generateText({
      model: createGoogle({ apiKey: 'none' })('gemini-test'),
      prompt: 'Find a.',
      tools: tools(run),
      stopWhen: isStepCount(5),
    });

  it('is one trace without its adapter', async () => {
    const made = setUp([[search, search], [search]]);
    await agent(() => 'x');
    isOneTrace(made);
    assert.equal(inferred(made).length, 3);
  });

  it('has each execution once with its adapter, and its run ends', async () => {
    const made = setUp([[search, search], [search]]);
    aiSdk.install(() => made.services);
    await agent(() => 'x');
    isOneTrace(made);
    assert.deepEqual(
      inferred(made).map(([is]) => is),
      [undefined, undefined, undefined],
    );
    assert.equal(made.services.runs.open.size, 0);
  });

  it('does not get a withheld result, whether the wire has its ids or not', async () => {
    const secret = `    - { name: keys, on: post_tool_call, when: 'string(tool.result).contains("KEY")', deny: { reason: it holds a key } }`;
    for (const strips of [false, true]) {
      const made = setUp([[search]], enforced(secret));
      const hooked = globalThis.fetch;
      // As the SDK's Vertex provider does.
      if (strips) globalThis.fetch = (url, init) => hooked(url, { ...init, body: withoutIds(String(init?.body)) });
      aiSdk.install(() => made.services);
      await agent(() => 'KEY');
      assert.equal(made.sent.length, 2);
      const body = JSON.stringify(made.sent[1]?.body);
      assert.equal(body.includes('"id"'), !strips);
      assert.ok(!body.includes('KEY') && body.includes('it holds a key'), body);
      Reflect.deleteProperty(globalThis, 'AI_SDK_TELEMETRY_INTEGRATIONS');
    }
  });
});

const withoutIds = (body: string): string =>
  JSON.stringify(JSON.parse(body), (_, value: JsonValue) => {
    if (!isObject(value) || value.name === undefined) return value;
    const { id: _id, ...rest } = value;
    return rest;
  });
