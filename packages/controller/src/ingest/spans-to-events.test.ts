import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createDigester } from '@airt/engine';
import { OWN_SCOPE } from '../telemetry/scope.ts';
import { readSpan, spansToEvents } from './spans-to-events.ts';
import { BASE, type Plain, spanRecord } from './testing/span-record.ts';

const digester = createDigester('test');
const CHAT = { 'gen_ai.operation.name': 'chat' };
const read = (attributes: Plain, more: Plain = {}) => readSpan(spanRecord(attributes, more), digester)?.event;

describe('an event', () => {
  it('has ids, times, process, service, agent and conversation from what all conventions share', () => {
    const expected = { ...BASE, kind: 'model_call', agentName: 'researcher', conversationId: 'conv' };
    assert.deepEqual(read({ ...CHAT, 'gen_ai.agent.name': 'researcher', 'gen_ai.conversation.id': 'conv' }), expected);
    const tool = read({ 'ai.operationId': 'ai.toolCall', 'ai.toolCall.name': 'search' }, { parentSpanId: 'c'.repeat(16) });
    assert.deepEqual(tool, { ...BASE, kind: 'tool_call', parentSpanId: 'c'.repeat(16), tool: 'search' });
  });

  it('is of the process that the data plane names, whatever the resource of the application says', () => {
    assert.equal(read({ ...CHAT, 'airt.instance.id': 'agent-2' })?.instanceUid, 'agent-2');
  });

  it('does not end before it started', () => {
    assert.equal(read(CHAT, { endTimeUnixNano: '1' })?.endMs, BASE.startMs);
  });

  it('that failed has the type of its error', () => {
    assert.equal(read({ ...CHAT, 'error.type': 'timeout' }, { status: { code: 2 } })?.errorType, 'timeout');
    assert.equal(read(CHAT, { status: { code: 2 } })?.errorType, '_OTHER');
    const exception = { name: 'exception', attributes: [{ key: 'exception.type', value: { stringValue: 'RateLimit' } }] };
    assert.equal(read(CHAT, { status: { code: 2 }, events: [exception] })?.errorType, 'RateLimit');
    assert.equal(read(CHAT)?.errorType, undefined);
  });
});

describe('the end of an agent', () => {
  it('is the end of the run where nothing above it ran in this process', () => {
    const agent = { 'gen_ai.operation.name': 'invoke_agent' };
    const isRoot = (attributes: Plain, more: Plain) => {
      const event = read({ ...agent, ...attributes }, more);
      return event?.kind === 'agent_end' && event.root;
    };
    assert.equal(isRoot({}, {}), true);
    assert.equal(isRoot({}, { parentSpanId: 'c'.repeat(16) }), false);
    assert.equal(isRoot({}, { parentSpanId: 'c'.repeat(16), flags: 0x301 }), true);
    assert.equal(isRoot({}, { parentSpanId: 'c'.repeat(16), flags: 0x101 }), false);
    // The attribute of the data plane decides: an agent below an application's own span is still the outermost agent.
    assert.equal(isRoot({ 'airt.run.root': true }, { parentSpanId: 'c'.repeat(16) }), true);
    assert.equal(isRoot({ 'airt.run.root': false }, {}), false);
  });
});

describe('the spans of a request', () => {
  it('become events in the order in which they ended', () => {
    const at = (end: number, spanId: string) => spanRecord(CHAT, { spanId, startTimeUnixNano: '1000000', endTimeUnixNano: `${end}000000` });
    const readings = spansToEvents([at(9, '3'.repeat(16)), at(5, '1'.repeat(16)), at(7, '2'.repeat(16))], digester);
    assert.deepEqual(
      readings.map(({ event }) => event.spanId[0]),
      ['1', '2', '3'],
    );
  });

  it('leave out other spans, and those of the controller itself', () => {
    const spans = [spanRecord({ 'http.request.method': 'GET' }), spanRecord(CHAT, {}, OWN_SCOPE), spanRecord(CHAT)];
    assert.equal(spansToEvents(spans, digester).length, 1);
  });

  it('cost only themselves where reading one fails', () => {
    const broken = {
      ...spanRecord(CHAT),
      get attributes(): never {
        throw new Error('a bug');
      },
    };
    const failures: unknown[] = [];
    assert.equal(spansToEvents([broken, spanRecord(CHAT)], digester, (error) => failures.push(error)).length, 1);
    assert.equal(failures.length, 1);
  });
});
