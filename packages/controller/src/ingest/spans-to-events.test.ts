import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createDigester } from '@airt/engine';
import { decodeTraceRequestJson, type SpanRecord } from '@airt/protocol';
import fc from 'fast-check';
import { createLayers } from './span-dedup.ts';
import { OWN_SCOPE, readSpan, type SpanReading } from './spans-to-events.ts';

const digester = createDigester('test');
type Plain = Readonly<Record<string, unknown>>;

const value = (plain: unknown): object => {
  if (typeof plain === 'string') return { stringValue: plain };
  if (typeof plain === 'boolean') return { boolValue: plain };
  if (typeof plain === 'number') return Number.isSafeInteger(plain) ? { intValue: plain } : { doubleValue: plain };
  if (Array.isArray(plain)) return { arrayValue: { values: plain.map(value) } };
  return { kvlistValue: { values: Object.entries(plain as Plain).map(([key, item]) => ({ key, value: value(item) })) } };
};

/** A span as it comes from the decoder. */
function span(attributes: Plain, more: Plain = {}, scope = 'test'): SpanRecord {
  const keyValues = (all: Plain) => Object.entries(all).map(([key, plain]) => ({ key, value: value(plain) }));
  const { spans } = decodeTraceRequestJson({
    resourceSpans: [
      {
        resource: { attributes: keyValues({ 'service.name': 'research', 'service.instance.id': 'agent-1' }) },
        scopeSpans: [
          {
            scope: { name: scope },
            spans: [
              {
                traceId: 'a'.repeat(32),
                spanId: 'b'.repeat(16),
                name: 'n',
                startTimeUnixNano: '1790000000000500000',
                endTimeUnixNano: '1790000000002250000',
                ...more,
                attributes: keyValues(attributes),
              },
            ],
          },
        ],
      },
    ],
  });
  const [first] = spans;
  assert.ok(first);
  return first;
}

const read = (attributes: Plain, more: Plain = {}) => readSpan(span(attributes, more), digester)?.event;
const BASE = {
  traceId: 'a'.repeat(32),
  spanId: 'b'.repeat(16),
  instanceUid: 'agent-1',
  service: 'research',
  startMs: 1790000000000.5,
  endMs: 1790000000002.25,
};

describe('a model call', () => {
  it('is read by the current names', () => {
    const attributes = {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'gpt-5',
      'gen_ai.response.model': 'gpt-5-2026',
      'gen_ai.usage.input_tokens': 12,
      'gen_ai.usage.output_tokens': 3,
      'gen_ai.response.finish_reasons': ['tool_call'],
      'gen_ai.agent.name': 'researcher',
      'gen_ai.conversation.id': 'conv',
      'airt.response.text.digest': 'f'.repeat(32),
    };
    assert.deepEqual(read(attributes), {
      ...BASE,
      kind: 'model_call',
      agentName: 'researcher',
      conversationId: 'conv',
      provider: 'openai',
      model: 'gpt-5-2026',
      inputTokens: 12,
      outputTokens: 3,
      finishReasons: ['tool_call'],
      textDigest: 'f'.repeat(32),
    });
  });

  it('is of the process that the data plane names, whatever the resource of the application says', () => {
    const event = read({ 'gen_ai.operation.name': 'chat', 'airt.instance.id': 'agent-2' });
    assert.equal(event?.instanceUid, 'agent-2');
  });

  it('is read by the older names, and without an operation name', () => {
    const old = {
      'gen_ai.system': 'openai',
      'gen_ai.request.model': 'gpt-4',
      'gen_ai.usage.prompt_tokens': 7,
      'gen_ai.usage.completion_tokens': 2,
    };
    const expected = { ...BASE, kind: 'model_call', provider: 'openai', model: 'gpt-4', inputTokens: 7, outputTokens: 2 };
    assert.deepEqual(read(old), expected);
    assert.deepEqual(read({ ...old, 'gen_ai.operation.name': 'text_completion' }), expected);
  });

  it('of the AI SDK is read by its own names', () => {
    const event = read({ 'ai.operationId': 'ai.generateText.doGenerate', 'ai.model.id': 'm', 'ai.usage.inputTokens': 5 });
    assert.deepEqual(event, { ...BASE, kind: 'model_call', model: 'm', inputTokens: 5 });
  });

  it('has its text digested where content is captured', () => {
    const messages = [
      {
        role: 'assistant',
        parts: [
          { type: 'text', content: 'hello' },
          { type: 'tool_call', name: 'x' },
        ],
      },
    ];
    for (const content of [JSON.stringify(messages), messages]) {
      const event = read({ 'gen_ai.operation.name': 'chat', 'gen_ai.output.messages': content });
      assert.equal(event?.kind === 'model_call' && event.textDigest, digester.text('hello'));
    }
  });

  it('that failed says how', () => {
    const chat = { 'gen_ai.operation.name': 'chat' };
    assert.equal(read({ ...chat, 'error.type': 'timeout' }, { status: { code: 2 } })?.errorType, 'timeout');
    assert.equal(read(chat, { status: { code: 2 } })?.errorType, '_OTHER');
    const exception = { name: 'exception', attributes: [{ key: 'exception.type', value: { stringValue: 'RateLimit' } }] };
    assert.equal(read(chat, { status: { code: 2 }, events: [exception] })?.errorType, 'RateLimit');
    assert.equal(read(chat)?.errorType, undefined);
  });
});

describe('a tool call', () => {
  const tool = { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': 'search', 'gen_ai.tool.call.id': 'c1' };

  it('has the digests of the data plane, or else those of its content', () => {
    const given = read({ ...tool, 'airt.tool.call.digest': 'x', 'airt.tool.result.digest': 'y', 'airt.tool.result.size': 9 });
    assert.deepEqual(given, {
      ...BASE,
      kind: 'tool_call',
      tool: 'search',
      callId: 'c1',
      callDigest: 'x',
      resultDigest: 'y',
      resultSize: 9,
    });
    const text = read({ ...tool, 'gen_ai.tool.call.arguments': '{"a":1,"b":[2]}', 'gen_ai.tool.call.result': 'none' });
    const structured = read({ ...tool, 'gen_ai.tool.call.arguments': { b: [2], a: 1 }, 'gen_ai.tool.call.result': 'none' });
    assert.equal(text?.kind === 'tool_call' && text.callDigest, digester.call('search', { a: 1, b: [2] }));
    assert.equal(text?.kind === 'tool_call' && text.resultSize, 4);
    assert.deepEqual(structured, text, 'however the arguments were written');
  });

  it('without content or digest has none', () => {
    const event = read(tool);
    assert.ok(event?.kind === 'tool_call' && !('callDigest' in event) && !('resultDigest' in event));
  });

  it('of the AI SDK is read by its own names', () => {
    const event = read({ 'ai.operationId': 'ai.toolCall', 'ai.toolCall.name': 'search', 'ai.toolCall.id': 'c1', 'ai.toolCall.args': '{}' });
    assert.deepEqual(event, { ...BASE, kind: 'tool_call', tool: 'search', callId: 'c1', callDigest: digester.call('search', {}) });
  });
});

describe('the end of an agent', () => {
  it('is the end of the run where nothing above it ran in this process', () => {
    const agent = { 'gen_ai.operation.name': 'invoke_agent' };
    const root = (more: Plain) => {
      const event = read(agent, more);
      return event?.kind === 'agent_end' && event.root;
    };
    assert.equal(root({}), true);
    assert.equal(root({ parentSpanId: 'c'.repeat(16) }), false);
    assert.equal(root({ parentSpanId: 'c'.repeat(16), flags: 0x301 }), true);
    assert.equal(root({ parentSpanId: 'c'.repeat(16), flags: 0x101 }), false);
    // The data plane's word counts: an agent below an application's own span is still the outermost agent.
    const told = (value: boolean, more: Plain) => {
      const event = read({ ...agent, 'airt.run.root': value }, more);
      return event?.kind === 'agent_end' && event.root;
    };
    assert.equal(told(true, { parentSpanId: 'c'.repeat(16) }), true);
    assert.equal(told(false, {}), false);
  });
});

describe('what is no evidence', () => {
  it('is passed over: other operations, other spans, and what the controller said itself', () => {
    assert.equal(read({ 'gen_ai.operation.name': 'embeddings' }), undefined);
    assert.equal(read({ 'http.request.method': 'GET' }), undefined);
    assert.equal(readSpan(span({ 'gen_ai.operation.name': 'chat' }, {}, OWN_SCOPE), digester), undefined);
  });

  it('never makes it throw', () => {
    const keys = fc.constantFrom(
      'gen_ai.operation.name',
      'gen_ai.tool.name',
      'gen_ai.tool.call.arguments',
      'gen_ai.output.messages',
      'gen_ai.usage.input_tokens',
      'gen_ai.response.finish_reasons',
      'ai.operationId',
      'ai.toolCall.args',
      'error.type',
    );
    const values = fc.oneof(
      fc.constantFrom('chat', 'execute_tool', 'invoke_agent', 'ai.toolCall'),
      fc
        .jsonValue()
        .filter((json) => json !== null)
        .map((json) => json as unknown),
      fc.json(),
    );
    const clean = (json: unknown): unknown =>
      json === null
        ? 'null'
        : Array.isArray(json)
          ? json.map(clean)
          : typeof json === 'object'
            ? Object.fromEntries(Object.entries(json as Plain).map(([key, item]) => [key, clean(item)]))
            : json;
    fc.assert(
      fc.property(fc.dictionary(keys, values), (attributes) => {
        const event = read(clean(attributes) as Plain);
        assert.ok(event === undefined || event.endMs >= event.startMs);
      }),
      { numRuns: 300 },
    );
  });
});

describe('layers over one operation', () => {
  const reading = (event: Partial<SpanReading['event']> & { kind: string; spanId: string }, inferred = false): SpanReading =>
    ({ event: { ...BASE, tool: 't', ...event }, inferred }) as SpanReading;

  it('a model call below or above another one counts once, in whatever order they come', () => {
    const inner = reading({ kind: 'model_call', spanId: '1', parentSpanId: '2' });
    const outer = reading({ kind: 'model_call', spanId: '2', parentSpanId: '3' });
    for (const order of [
      [inner, outer],
      [outer, inner],
    ]) {
      const layers = createLayers();
      assert.deepEqual(
        order.map((each) => layers.counts(each)),
        [true, false],
      );
    }
  });

  it('model calls beside each other all count', () => {
    const layers = createLayers();
    const siblings = ['1', '2', '3'].map((spanId) => reading({ kind: 'model_call', spanId, parentSpanId: '9' }));
    assert.deepEqual(
      siblings.map((each) => layers.counts(each)),
      [true, true, true],
    );
  });

  it('an inferred tool call counts only where no real one was seen, also with ids that come again', () => {
    const layers = createLayers();
    const call = (spanId: string, inferred: boolean) =>
      layers.counts(reading({ kind: 'tool_call', spanId, callId: 'call_0' } as never, inferred));
    assert.deepEqual([call('1', false), call('2', true), call('3', false), call('4', true)], [true, false, true, false]);
    const other = createLayers();
    const otherCall = (spanId: string, inferred: boolean) =>
      other.counts(reading({ kind: 'tool_call', spanId, callId: 'call_0' } as never, inferred));
    assert.deepEqual([otherCall('1', true), otherCall('2', false), otherCall('3', true)], [true, false, true]);
  });
});
