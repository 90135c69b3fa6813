import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { Message } from '../model/message.ts';
import type { ModelRequest } from '../model/model-request.ts';
import { createMetrics } from '../telemetry/metrics.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { testTelemetry } from '../telemetry/testing/telemetry.ts';
import { answerOf } from './fingerprint.ts';
import { createRunRegistry } from './registry.ts';
import { MAX_OPEN_RUNS } from './run.ts';

const user = (content: string): Message => ({ role: 'user', parts: [{ type: 'text', content }] });
const assistant = (content: string): Message => ({ role: 'assistant', parts: [{ type: 'text', content }] });
const call = (id: string): Message => ({ role: 'assistant', parts: [{ type: 'tool_call', id, name: 'search', arguments: '{}' }] });
const result = (id: string, response = 'nothing'): Message => ({ role: 'tool', parts: [{ type: 'tool_call_response', id, response }] });
const request = (...messages: Message[]): ModelRequest => ({ stream: false, messages, tools: [], parameters: {}, attributes: {} });

/** Does `work` while a span is active in the application's own tracing. */
function within<T>(active: unknown, work: () => T): T {
  const holder = globalThis as { [key: symbol]: unknown };
  const key = Symbol.for('opentelemetry.js.api.1');
  holder[key] = { context: { active: () => ({ getValue: () => active }) } };
  try {
    return work();
  } finally {
    delete holder[key];
  }
}

function setUp() {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  const telemetry: Telemetry = testTelemetry(provider);
  const ended: string[] = [];
  const registry = createRunRegistry({ telemetry, metrics: createMetrics(undefined), onEnd: (run) => void ended.push(run.traceId) });
  let now = 1_000;
  const find = (of: ModelRequest) => registry.find(of, undefined, now++);
  return { registry, find, ended, exporter };
}

describe('runs of hand-written loops', () => {
  it('is one run while each request repeats the messages of the one before', () => {
    const { find, registry } = setUp();
    const first = find(request(user('task'))).run;
    const second = find(request(user('task'), call('c1'), result('c1'))).run;
    const third = find(request(user('task'), call('c1'), result('c1'), call('c2'), result('c2'))).run;
    assert.equal(second, first);
    assert.equal(third, first);
    assert.equal(registry.open.size, 1);
  });

  it('keeps two runs of the same task apart, also when both are under way', () => {
    const { find, registry } = setUp();
    const left = find(request(user('task'))).run;
    left.inFlight = 1;
    const right = find(request(user('task'))).run;
    right.inFlight = 1;
    assert.notEqual(left.traceId, right.traceId);
    left.inFlight = 0;
    right.inFlight = 0;
    registry.recordAwaited(left, { id: 'left-1', name: 'search', arguments: '{}', digest: 'd', deliveredMs: 1 });
    registry.recordAwaited(right, { id: 'right-1', name: 'search', arguments: '{}', digest: 'd', deliveredMs: 1 });
    assert.equal(find(request(user('task'), call('right-1'), result('right-1'))).run, right);
    assert.equal(find(request(user('task'), call('left-1'), result('left-1'))).run, left);
  });

  it('takes the same messages after a failure as a retry of the same run', () => {
    const { find } = setUp();
    const run = find(request(user('task'))).run;
    run.failed = true;
    assert.equal(find(request(user('task'))).run, run);
  });

  it('takes the same messages long after a failure for another run', () => {
    const { find, registry } = setUp();
    const run = find(request(user('hi'))).run;
    run.failed = true;
    registry.sweep(100_000, 60_000);
    assert.notEqual(find(request(user('hi'))).run.traceId, run.traceId);
  });

  it('finds the run of an answered tool call though the instructions were rewritten', () => {
    const { find, registry } = setUp();
    const run = find(request({ role: 'system', parts: [{ type: 'text', content: 'It is 10:00' }] }, user('task'))).run;
    registry.recordAwaited(run, { id: 'c9', name: 'search', arguments: '{}', digest: 'd', deliveredMs: 1 });
    const later = request({ role: 'system', parts: [{ type: 'text', content: 'It is 10:01' }] }, user('task'), call('c9'), result('c9'));
    assert.equal(find(later).run, run);
  });

  it('continues by response id where the messages are not repeated', () => {
    const { find, registry } = setUp();
    const run = find(request(user('task'))).run;
    registry.recordResponse(run, 'resp_1');
    assert.equal(find({ ...request(result('c1')), previousResponseId: 'resp_1' }).run, run);
  });

  it('keeps a conversation that the provider keeps in one trace', () => {
    const { find, registry } = setUp();
    const about = (text: string, conversationId: string) => find({ ...request(user(text)), conversationId }).run;
    const first = about('hello', 'conv_1');
    const other = about('hello', 'conv_2');
    registry.end(first, 2_000);
    registry.end(other, 2_000);
    const second = about('and now?', 'conv_1');
    assert.notEqual(second, first);
    assert.equal(second.traceId, first.traceId);
    assert.equal(about('and now?', 'conv_2').traceId, other.traceId);
    assert.notEqual(about('and now?', 'conv_3').traceId, first.traceId);
  });

  it('makes a later turn of an ended run a new agent span in the same trace', () => {
    const { find, registry, exporter } = setUp();
    const first = find(request(user('hello'))).run;
    registry.end(first, 2_000);
    const second = find(request(user('hello'), assistant('hi'), user('and now?'))).run;
    assert.notEqual(second, first);
    assert.equal(second.traceId, first.traceId);
    registry.end(second, 3_000);
    const [, turn] = exporter.getFinishedSpans();
    assert.equal(turn?.parentSpanContext?.spanId, first.span?.spanContext().spanId);
  });

  it('hangs every later turn from the first one', () => {
    const { find, registry } = setUp();
    const first = find(request(user('one'))).run;
    registry.end(first, 2_000);
    const second = find(request(user('one'), assistant('1'), user('two'))).run;
    registry.end(second, 3_000);
    const third = find(request(user('one'), assistant('1'), user('two'), assistant('2'), user('three'))).run;
    assert.equal(third.traceId, first.traceId);
    assert.deepEqual(third.first, first.span?.spanContext());
  });

  it('tells conversations that began with the same words apart by their answers', () => {
    const { find, registry } = setUp();
    const answers = ['Good day', 'Hello'].map((text) => {
      const { run } = find(request(user('hi')));
      registry.recordAnswer(run, answerOf(assistant(text)));
      registry.end(run, 2_000);
      return run;
    });
    const later = find(request(user('hi'), assistant('Hello'), user('and now?'))).run;
    assert.equal(later.traceId, answers[1]?.traceId);
  });

  it('takes the same opening with another answer, of another process, for another conversation', () => {
    const { find, registry } = setUp();
    const { run } = find(request(user('hi')));
    registry.recordAnswer(run, answerOf(assistant('Good day, how can I help you?')));
    registry.end(run, 2_000);
    const other = find(request(user('hi'), assistant('Hello there, what is it?'), user('and now?'))).run;
    assert.notEqual(other.traceId, run.traceId);
    const same = find(request(user('hi'), assistant(' **Good day**, how can I help you? :-)'), user('and now?'))).run;
    assert.equal(same.traceId, run.traceId);
  });

  it('continues a conversation though its instructions change with every turn', () => {
    const { find, registry } = setUp();
    const system = (content: string): Message => ({ role: 'system', parts: [{ type: 'text', content }] });
    const { run } = find(request(system('It is 10:00'), user('hi')));
    registry.recordAnswer(run, answerOf(assistant('Hello')));
    registry.end(run, 2_000);
    assert.equal(find(request(system('It is 10:01'), user('hi'), assistant('Hello'), user('more'))).run.traceId, run.traceId);
  });

  it('continues a conversation of which only the latest messages are sent', () => {
    const { find, registry } = setUp();
    const runs = ['Good day', 'Hello'].map((text) => {
      const { run } = find(request(user('one'), assistant('1'), user('hi')));
      registry.recordAnswer(run, answerOf(assistant(text)));
      registry.end(run, 2_000);
      return run;
    });
    const later = find(request(user('summary of one'), user('hi'), assistant('Hello'), user('and now?'))).run;
    assert.equal(later.traceId, runs[1]?.traceId);
    // Further back it is the history of another conversation that went the same way.
    const other = find(request(user('hi'), assistant('Good day'), user('well'), assistant('yes?'), user('so'))).run;
    assert.notEqual(other.traceId, runs[0]?.traceId);
  });

  it('ends a run that was given up after a failure with the error', () => {
    const { find, registry, exporter } = setUp();
    find(request(user('a'))).run.lastError = '429';
    registry.sweep(100_000, 60_000);
    assert.equal(exporter.getFinishedSpans()[0]?.attributes['error.type'], '429');
  });

  it('keeps nothing of the messages of a conversation that is over', () => {
    const { find, registry } = setUp();
    const { run } = find(request(user('a')));
    registry.recordAwaited(run, { id: 'c1', name: 'write', arguments: 'x'.repeat(1_000), digest: 'd', deliveredMs: 1 });
    registry.recordResponse(run, 'resp_1');
    registry.end(run, 2_000);
    registry.sweep(100_000, 60_000);
    assert.equal(run.awaited.size, 0);
    assert.equal(find({ ...request(result('c1')), previousResponseId: 'resp_1' }).run.traceId, run.traceId);
  });

  it('owes in a later turn what the turns before it owed', () => {
    const { find, registry } = setUp();
    const { run } = find(request(user('a')));
    registry.recordResponse(run, 'resp_1');
    run.removedCalls.set('c1', { text: 'refused', responseId: 'resp_1' });
    registry.end(run, 2_000);
    registry.sweep(1_000_000, 60_000);
    const later = find({ ...request(user('b')), previousResponseId: 'resp_1' }).run;
    assert.notEqual(later, run);
    assert.deepEqual([...later.removedCalls.keys()], ['c1']);
  });

  it('knows in every run what a reference stands for that the provider has never heard of', () => {
    const { find, registry } = setUp();
    const { run } = find(request(user('a')));
    const refused = { text: 'refused', responseId: 'resp_1' };
    registry.recordRemovedCall(run, 'c1', refused, 'msg_c1');
    const reference: Message = { role: 'assistant', parts: [{ type: 'generic', genericType: 'item_reference', id: 'msg_c1' }] };
    for (const text of ['b', 'c']) {
      const later = find(request(user(text), reference, user('more'))).run;
      assert.notEqual(later, run);
      assert.equal(later.removedCalls.get('c1')?.text, 'refused');
    }
    assert.equal(find(request(user('d'))).run.removedCalls.size, 0);
  });

  it('hangs nothing from the span that another instrumentation has around one call, whatever its words for it', () => {
    const spans = [{ 'gen_ai.operation.name': 'chat' }, { 'openinference.span.kind': 'LLM' }, { 'llm.request.type': 'chat' }].map(
      (attributes, index) => ({
        attributes,
        spanContext: () => ({ traceId: `${index + 1}`.repeat(32), spanId: `${index + 1}`.repeat(16), traceFlags: 1 }),
      }),
    );
    // OpenInference activates a wrapper of its own.
    const active = spans.map((span, index) => (index === 1 ? { span, spanContext: span.spanContext } : span));
    const { find } = setUp();
    const [first, second, third] = [
      within(active[0], () => find(request(user('a')))),
      within(active[1], () => find(request(user('a'), call('c1'), result('c1')))),
      within(active[2], () => find(request(user('a'), call('c1'), result('c1'), call('c2'), result('c2')))),
    ];
    assert.equal(second?.run, first?.run);
    assert.equal(third?.run, first?.run);
    assert.deepEqual(
      [first, second, third].map((found) => found?.link?.spanId.slice(0, 1)),
      ['1', '2', '3'],
    );
  });

  it('ends idle runs, and only those without a call under way', () => {
    const { find, registry, ended } = setUp();
    const idle = find(request(user('a'))).run;
    const busy = find(request(user('b'))).run;
    busy.inFlight = 1;
    registry.sweep(100_000, 60_000);
    assert.deepEqual(ended, [idle.traceId]);
    assert.ok(registry.open.has(busy));
  });

  it('bounds what it remembers', () => {
    const { find, registry } = setUp();
    for (let index = 0; index < MAX_OPEN_RUNS + 100; index++) find(request(user(`task ${index}`)));
    assert.equal(registry.open.size, MAX_OPEN_RUNS);
  });

  it('finds each of thousands of open runs, also those of one task', () => {
    const { find, registry } = setUp();
    const runs = Array.from({ length: 3_000 }, (_, nth) => {
      const { run } = find(request(user('task')));
      registry.recordAnswer(run, answerOf(call(`c${nth}`)));
      registry.recordAwaited(run, { id: `c${nth}`, name: 'search', arguments: '{}', digest: 'd', deliveredMs: 1 });
      return run;
    });
    const left = runs.filter((run, nth) => find(request(user('task'), call(`c${nth}`), result(`c${nth}`))).run !== run);
    assert.deepEqual(left, []);
    assert.equal(registry.open.size, runs.length);
  });

  it('knows the open runs of a trace', () => {
    const { find, registry } = setUp();
    const [one, other] = ['a', 'b'].map((task) => find(request(user(task))).run);
    assert.ok(one && other);
    one.modelCalls = 3;
    assert.equal(registry.modelCallsOf(one.traceId), 3);
    assert.equal(registry.modelCallsOf(other.traceId), 0);
    registry.end(one, 2_000);
    assert.deepEqual(
      [one, other].map(({ traceId }) => registry.isOpenTrace(traceId)),
      [false, true],
    );
  });
});

describe('whose evidence it is', () => {
  const spans = (...ids: string[]) => ids.map((spanId) => ({ traceId: 't', spanId }));

  it('tells agents of one trace apart, also when one of them has ended', () => {
    const { registry } = setUp();
    const outer = registry.start({ owner: 'framework', parent: undefined, nowMs: 1 });
    const inner = registry.start({ owner: 'framework', parent: outer.span, nested: true, nowMs: 2 });
    registry.recordSpan(outer, 'o');
    registry.recordSpan(inner, 'i');
    registry.end(inner, 3);
    assert.deepEqual(
      [spans('i'), spans('o', 'i'), spans('o'), spans('i', 'o'), spans('i', 'o', 'unknown'), spans('unknown'), []].map((evidence) =>
        registry.belongsToOtherRun(outer, evidence),
      ),
      [true, true, false, false, false, false, false],
    );
    assert.equal(registry.belongsToOtherRun(inner, spans('i')), false);
  });

  it('takes what a loop by hand did before for its own', () => {
    const { registry, find } = setUp();
    const { run } = find(request(user('a')));
    registry.recordSpan(run, 's');
    registry.end(run, 2_000);
    const later = find(request(user('b'))).run;
    assert.equal(registry.belongsToOtherRun(later, spans('s')), false);
    run.lastMs = later.startMs + 1;
    assert.equal(registry.belongsToOtherRun(later, spans('s')), true, 'both were at work at the same time');
  });
});
