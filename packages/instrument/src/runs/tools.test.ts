import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ATTR, OPERATION } from '@airt/protocol/semconv';
import { SpanStatusCode } from '@opentelemetry/api';
import { createCallIds } from '../model/call-id.ts';
import type { Message, Part } from '../model/message.ts';
import type { ModelRequest } from '../model/model-request.ts';
import { createTestServices } from '../testing/services.ts';
import { MAX_AWAITED_CALLS } from './run.ts';

const resultOf = (id: string, response: unknown, more: Partial<Extract<Part, { type: 'tool_call_response' }>> = {}): Message => ({
  role: 'tool',
  parts: [{ type: 'tool_call_response', id, response, ...more }],
});
const request = (...messages: Message[]): ModelRequest => ({ stream: false, messages, tools: [], parameters: {}, attributes: {} });
const search = (id: string | undefined, args: unknown = { q: 'x' }) => ({
  ...{ key: 'k', name: 'search', arguments: args },
  ...(id === undefined ? {} : { id }),
});
/** Milliseconds since 1970 of a second of the tests: the SDK takes a number before the start of the process for another clock. */
const second = (number: number): number => (Math.ceil(performance.timeOrigin / 1000) + number) * 1000;

function setUp() {
  const { services, spans, events } = createTestServices();
  const { tools, runs } = services;
  const run = runs.start({ owner: 'wire', parent: undefined, nowMs: second(1) });
  const receive = (...messages: Message[]) => tools.onResultsReceived(run, request(...messages), second(5), run.parent);
  const toolSpans = () => spans().filter(({ attributes }) => attributes[ATTR.operationName] === OPERATION.executeTool);
  return { tools, run, receive, toolSpans, events };
}

describe('tool executions that only the wire shows', () => {
  it('are spans from the delivery of the call to the request with its result', () => {
    const { tools, run, receive, toolSpans, events } = setUp();
    tools.onCallsDelivered(run, [search('c1')], second(2));
    receive(resultOf('c1', 'found'));
    const [span, ...others] = toolSpans();
    assert.ok(span);
    assert.equal(others.length, 0);
    assert.equal(span.name, 'execute_tool search');
    assert.deepEqual(
      [span.startTime, span.endTime].map(([seconds]) => seconds * 1000),
      [second(2), second(5)],
    );
    assert.equal(span.attributes[ATTR.toolInferred], true);
    assert.equal(span.attributes[ATTR.toolCallId], 'c1');
    assert.equal(span.attributes[ATTR.toolResultSize], 5);
    assert.equal(span.attributes[ATTR.toolCallArguments], undefined, 'content is not asked for');
    const event = events.find(({ kind }) => kind === 'tool_call');
    assert.ok(event?.kind === 'tool_call');
    assert.deepEqual([event.tool, event.startMs, event.endMs, event.resultSize], ['search', second(2), second(5), 5]);
    assert.equal(run.toolCalls, 1);
  });

  it('are told once, however often the result is sent again', () => {
    const { tools, run, receive, toolSpans } = setUp();
    tools.onCallsDelivered(run, [search('c1')], second(2));
    receive(resultOf('c1', 'found'));
    receive(resultOf('c1', 'found'));
    receive(resultOf('c2', 'of nobody'));
    assert.equal(toolSpans().length, 1);
  });

  it('that failed are errors', () => {
    const { tools, run, receive, toolSpans } = setUp();
    tools.onCallsDelivered(run, [search('c1')], second(2));
    receive(resultOf('c1', 'no network', { isError: true }));
    const [span] = toolSpans();
    assert.equal(span?.status.code, SpanStatusCode.ERROR);
    assert.equal(span.attributes[ATTR.errorType], 'tool_error');
  });

  it('have no id where the provider gave none', () => {
    const { tools, run, receive, toolSpans } = setUp();
    tools.onCallsDelivered(run, [search(undefined)], second(2));
    receive(resultOf(createCallIds()('search', { q: 'x' }), 'found', { name: 'search' }));
    const [span] = toolSpans();
    assert.ok(span);
    assert.equal(span.attributes[ATTR.toolCallId], undefined);
  });

  it('never begin after their end, whatever the clock did', () => {
    const { tools, run, receive, toolSpans } = setUp();
    tools.onCallsDelivered(run, [search('c1')], second(9));
    receive(resultOf('c1', 'found'));
    assert.deepEqual(toolSpans()[0]?.startTime, toolSpans()[0]?.endTime);
  });
});

describe('calls that an application never answers', () => {
  it('are forgotten, the oldest first', () => {
    const { tools, run } = setUp();
    const ids = Array.from({ length: MAX_AWAITED_CALLS + 10 }, (_, at) => `c${at}`);
    for (const id of ids) tools.onCallsDelivered(run, [search(id)], second(2));
    assert.deepEqual([...run.awaited.keys()], ids.slice(10));
  });
});

describe('the digests of a turn', () => {
  const digests = (...deliveries: [args: unknown, more: boolean][]) => {
    const { tools, run } = setUp();
    for (const [args, more] of deliveries) tools.onCallsDelivered(run, [search(undefined, args)], second(2), more);
    return run.latestToolCallDigests;
  };

  it('are of its last response, all pieces of it', () => {
    const one = digests([{ q: 1 }, false]);
    const two = digests([{ q: 2 }, false]);
    assert.notDeepEqual(one, two);
    assert.deepEqual(digests([{ q: 1 }, false], [{ q: 2 }, true]), [...one, ...two]);
    assert.deepEqual(digests([{ q: 1 }, false], [{ q: 2 }, false]), two);
  });
});

describe('a tool execution that an adapter saw', () => {
  it('is not inferred once more from the request that carries its result', () => {
    const { tools, run, receive, toolSpans } = setUp();
    tools.onCallsDelivered(run, [search('c1')], second(2));
    const span = tools.startSpan('search', run.parent, second(2.5));
    tools.record(run, {
      ...{ span, name: 'search', callId: 'c1', arguments: { q: 'x' }, result: { hits: 3 } },
      ...{ startMs: second(2.5), endMs: second(3), inferred: false },
    });
    receive(resultOf('c1', '{"hits":3}'));
    const seen = toolSpans();
    assert.equal(seen.length, 1);
    assert.equal(seen[0]?.attributes[ATTR.toolInferred], undefined);
    assert.equal(seen[0]?.attributes[ATTR.toolResultSize], JSON.stringify({ hits: 3 }).length);
  });
});
