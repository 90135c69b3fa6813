import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type AgentStream, type Connection, type ConnectionEvent, transition } from './connection.ts';

const stream = (): AgentStream => ({ send: () => true, end: () => {} });
const [first, second] = [stream(), stream()];
const after = (...events: readonly ConnectionEvent[]) => events.reduce(transition, undefined as Connection | undefined);
const hello = (on: AgentStream, nowMs: number): ConnectionEvent => ({ type: 'hello', stream: on, nowMs });
const closed = (on: AgentStream, nowMs: number): ConnectionEvent => ({ type: 'stream_closed', stream: on, nowMs });

describe('the connection of an agent process', () => {
  it('begins with Hello and with nothing else', () => {
    assert.deepEqual(after(hello(first, 1)), { kind: 'connected', stream: first, lastReceivedMs: 1 });
    for (const event of [{ type: 'message', nowMs: 1 }, { type: 'goodbye', nowMs: 1 }, closed(first, 1)] as const)
      assert.equal(after(event), undefined);
  });

  it('knows when the last message came', () => {
    assert.deepEqual(after(hello(first, 1), { type: 'message', nowMs: 5 }), { kind: 'connected', stream: first, lastReceivedMs: 5 });
  });

  it('ends with its stream, and comes back with Hello', () => {
    assert.deepEqual(after(hello(first, 1), closed(first, 2)), { kind: 'disconnected', sinceMs: 2 });
    assert.deepEqual(after(hello(first, 1), closed(first, 2), hello(second, 3)), { kind: 'connected', stream: second, lastReceivedMs: 3 });
  });

  it('is not ended by an older stream that closes late', () => {
    assert.deepEqual(after(hello(first, 1), hello(second, 2), closed(first, 3)), { kind: 'connected', stream: second, lastReceivedMs: 2 });
  });

  it('is over for good after goodbye, but for a process that starts anew under its name', () => {
    const ended = after(hello(first, 1), { type: 'goodbye', nowMs: 2 }, closed(first, 3));
    assert.deepEqual(ended, { kind: 'ended', sinceMs: 2 });
    assert.deepEqual(transition(ended, hello(second, 4)), { kind: 'connected', stream: second, lastReceivedMs: 4 });
  });

  it('is as it was after a message that comes behind its end', () => {
    assert.deepEqual(after(hello(first, 1), closed(first, 2), { type: 'message', nowMs: 3 }), { kind: 'disconnected', sinceMs: 2 });
    assert.deepEqual(after(hello(first, 1), closed(first, 2), { type: 'goodbye', nowMs: 3 }), { kind: 'disconnected', sinceMs: 2 });
  });
});
