import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ModelResponse } from '../model/model-response.ts';
import { type CallEnd, type CallInput, type CallState, failureOf, nextState } from './call-state.ts';
import type { ResponseReading } from './response-reading.ts';

const response = (more: Partial<ModelResponse> = {}): ModelResponse => ({
  finishReasons: ['stop'],
  messages: [],
  toolCalls: [],
  attributes: {},
  ...more,
});
const reading = (of: ModelResponse | undefined, gaveUp = false): ResponseReading => ({
  push: () => ({ frames: [], unread: [] }),
  readWhole: () => ({ frames: [], unread: [] }),
  end: () => ({ frames: [], unread: [] }),
  abort: () => [],
  stream: undefined,
  signOfLife: undefined,
  response: () => of,
  gaveUp,
});
const head = (status: number, of: ModelResponse | undefined, gaveUp = false): CallInput => ({
  kind: 'head',
  status,
  reading: reading(of, gaveUp),
});
const end = (of: CallEnd): CallInput => ({ kind: 'end', end: of });
const COMPLETE: CallEnd = { kind: 'complete' };

function play(...inputs: readonly CallInput[]): CallState {
  return inputs.reduce(nextState, { phase: 'judging' } as CallState);
}

function outcome(...inputs: readonly CallInput[]) {
  const state = play(...inputs);
  assert.equal(state.phase, 'ended');
  return state.phase === 'ended' ? state.outcome : assert.fail();
}

describe('the states of a call', () => {
  it('go from judging to sent, responding and ended', () => {
    assert.equal(play().phase, 'judging');
    assert.equal(play({ kind: 'sent' }).phase, 'sent');
    assert.equal(play({ kind: 'sent' }, head(200, response())).phase, 'responding');
    assert.equal(play({ kind: 'sent' }, head(200, response()), end(COMPLETE)).phase, 'ended');
  });

  it('count the first head and the first end only', () => {
    const first = outcome({ kind: 'sent' }, head(200, response()), head(500, undefined), end({ kind: 'cancelled' }), end(COMPLETE), {
      kind: 'sent',
    });
    assert.deepEqual([first.status, first.end.kind], [200, 'cancelled']);
    const state = play(end(COMPLETE));
    assert.equal(nextState(state, head(200, response())), state);
  });
});

describe('the outcome of a call', () => {
  it('is good where the answer is whole and no error', () => {
    assert.equal(outcome(head(200, response()), end(COMPLETE)).ok, true);
    assert.equal(outcome(head(200, response({ error: { type: 'overloaded', message: '' } })), end(COMPLETE)).ok, false);
    assert.equal(outcome(head(429, response({ finishReasons: [] })), end(COMPLETE)).ok, false);
    assert.equal(outcome(end(COMPLETE)).ok, false, 'no head came');
  });

  it('is good where the client stopped reading after the finish reason', () => {
    assert.equal(outcome(head(200, response()), end({ kind: 'cancelled' })).ok, true);
    assert.equal(outcome(head(200, response({ finishReasons: [] })), end({ kind: 'cancelled' })).ok, false);
    assert.equal(outcome(head(200, response()), end({ kind: 'abandoned' })).ok, false);
  });

  it('names the error by its end, then by the provider, then by the status', () => {
    const error = { type: 'overloaded', message: '' };
    assert.equal(outcome(head(200, response({ error })), end({ kind: 'failed', errorType: 'ECONNRESET' })).errorType, 'ECONNRESET');
    assert.equal(outcome(end({ kind: 'denied' })).errorType, 'airt.denied');
    assert.equal(outcome(head(529, response({ error })), end(COMPLETE)).errorType, 'overloaded');
    assert.equal(outcome(head(503, undefined), end(COMPLETE)).errorType, '503');
    assert.equal(outcome(head(200, response()), end(COMPLETE)).errorType, undefined);
  });

  it('has the finish reason "error" where one was expected and did not come', () => {
    const none = response({ finishReasons: [] });
    assert.deepEqual(outcome(head(200, none), end(COMPLETE)).finishReasons, ['error']);
    assert.deepEqual(outcome(head(200, none), end({ kind: 'cancelled' })).finishReasons, ['error']);
    assert.deepEqual(outcome(head(500, none), end(COMPLETE)).finishReasons, []);
    assert.deepEqual(outcome(head(200, response({ finishReasons: [], unfinished: true })), end(COMPLETE)).finishReasons, []);
    assert.deepEqual(outcome(head(200, none, true), end(COMPLETE)).finishReasons, []);
    assert.deepEqual(outcome(head(200, response({ finishReasons: ['length'] })), end(COMPLETE)).finishReasons, ['length']);
  });
});

it('a failure is named by the code of the system, else by the name of the error', () => {
  const refused = Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } });
  assert.deepEqual(failureOf(refused), { kind: 'failed', errorType: 'ECONNREFUSED' });
  assert.deepEqual(failureOf(Object.assign(new Error('x'), { code: 'ECONNRESET' })), { kind: 'failed', errorType: 'ECONNRESET' });
  assert.deepEqual(failureOf(new DOMException('x', 'AbortError')), { kind: 'failed', errorType: 'AbortError' });
  assert.deepEqual(failureOf(undefined), { kind: 'failed', errorType: 'request_error' });
});
