import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createCallIds, isDerivedCallId } from '../model/call-id.ts';
import type { Message } from '../model/message.ts';
import { findAnsweredCalls, findExecutedCall } from './awaited-calls.ts';
import type { AwaitedCall } from './run.ts';

const search = (id: string, deliveredMs = 1): AwaitedCall => ({ id, name: 'search', arguments: {}, digest: 'd', deliveredMs });
const awaiting = (...calls: AwaitedCall[]) => new Map(calls.map((call) => [call.id, call]));
const call = (...ids: string[]): Message => ({ role: 'assistant', parts: ids.map((id) => ({ type: 'tool_call', id, name: 'search' })) });
const result = (id: string | undefined, response: string, name?: string): Message => ({
  role: 'tool',
  parts: [{ type: 'tool_call_response', ...(id === undefined ? {} : { id }), ...(name === undefined ? {} : { name }), response }],
});
const answered = (awaited: Map<string, AwaitedCall>, ...messages: Message[]) =>
  findAnsweredCalls(awaited, messages).map(({ call: of, result: by }) => [of.id, by.response]);

describe('results of awaited calls', () => {
  it('are paired by id, wherever they stand', () => {
    const awaited = awaiting(search('a'), search('b'));
    assert.deepEqual(answered(awaited, call('a', 'b'), result('b', '2'), result('a', '1'), call('c')), [
      ['b', '2'],
      ['a', '1'],
    ]);
    assert.deepEqual(answered(awaited, call('x'), result('x', '1')), []);
  });

  it('answer each call once', () => {
    assert.deepEqual(answered(awaiting(search('a')), call('a'), result('a', '1'), result('a', '2')), [['a', '2']]);
  });

  it('are of the latest call with their id', () => {
    const awaited = awaiting(search('a'));
    const turn = [call('a'), result('a', 'old')];
    assert.deepEqual(answered(awaited, ...turn, call('a'), result('a', 'new')), [['a', 'new']]);
    assert.deepEqual(answered(awaited, ...turn, call('a')), []);
  });

  it('are paired by name and order where the client left the ids out, or has its own', () => {
    const awaited = awaiting(search('a'), search('b'));
    assert.deepEqual(answered(awaited, call('x', 'y'), result('x', '1', 'search'), result('y', '2', 'search')), [
      ['a', '1'],
      ['b', '2'],
    ]);
    assert.deepEqual(answered(awaited, call('x'), result('x', '1', 'save')), []);
  });

  it('are of the calls received last where earlier ones were never answered', () => {
    const awaited = awaiting(search('old'), search('new', 2));
    assert.deepEqual(answered(awaited, call('x'), result('x', '1', 'search')), [['new', '1']]);
  });

  it('of an equal call of an earlier turn are not taken', () => {
    const history = [call('d'), result('d', 'old', 'search')];
    assert.deepEqual(answered(awaiting(search('d')), ...history, call('d'), result('d', 'new', 'search')), [['d', 'new']]);
    assert.deepEqual(answered(awaiting(search('d')), ...history, call('e'), { role: 'user', parts: [] }), []);
  });
});

describe('a call that an adapter sees executed', () => {
  it('is found by id, else by its name where the provider gave it no id, with equal arguments first', () => {
    const derive = createCallIds();
    const [one, two] = [derive('search', { q: 1 }), derive('search', { q: 2 })];
    const awaited = awaiting(search('own'), search(one), { ...search(two), digest: 'e' });
    assert.equal(findExecutedCall(awaited, { callId: 'own', name: 'search', callDigest: 'd' })?.id, 'own');
    assert.equal(findExecutedCall(awaited, { callId: 'other', name: 'search', callDigest: 'e' })?.id, two);
    assert.equal(findExecutedCall(awaited, { callId: undefined, name: 'search', callDigest: 'f' })?.id, one);
    assert.equal(findExecutedCall(awaited, { callId: 'other', name: 'save', callDigest: 'd' }), undefined);
  });
});

describe('derived ids', () => {
  it('are the same for equal calls, and count them within a turn', () => {
    const [turn, later] = [createCallIds(), createCallIds()];
    const [first, second] = [turn('f', { a: 1 }), turn('f', { a: 1 })];
    assert.notEqual(first, second);
    assert.equal(later('f', { a: 1 }), first);
    assert.equal(later('f', undefined), createCallIds()('f', {}));
    assert.ok([first, second].every(isDerivedCallId));
    assert.ok(!isDerivedCallId('call_1'));
  });
});
