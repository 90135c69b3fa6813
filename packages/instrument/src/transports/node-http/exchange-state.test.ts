import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { handlingOf, type Phase } from './exchange-state.ts';

const PHASES: readonly Phase[] = ['collecting', 'judging', 'sent', 'settling', 'answered', 'failed', 'replaced', 'ended', 'passing'];
const of = (phase: Phase, isBreaking = false) =>
  Object.fromEntries(['response', 'error', 'close'].map((event) => [event, handlingOf(phase, event, isBreaking)]));

describe('events of a watched request', () => {
  it('pass where they end nothing', () => {
    for (const phase of PHASES) {
      for (const event of ['socket', 'finish', 'drain', 'timeout', 'continue', 'information', 'abort', 'constructor', Symbol('x')]) {
        assert.equal(handlingOf(phase, event, true), 'pass');
      }
    }
  });

  it('end the watch where there is nothing to judge yet', () => {
    for (const phase of ['collecting', 'judging'] as const) {
      assert.deepEqual(of(phase), { response: 'leave', error: 'leave', close: 'leave' });
    }
  });

  it('wait for the host: what it decides about, and what comes after', () => {
    assert.deepEqual(of('sent'), { response: 'settle', error: 'settle', close: 'leave' });
    assert.deepEqual(of('settling'), { response: 'hold', error: 'hold', close: 'hold' });
  });

  it('pass after the answer, but for the end of a connection that the application does not know of', () => {
    assert.deepEqual(of('answered'), { response: 'pass', error: 'pass', close: 'pass' });
    assert.deepEqual(of('answered', true), { response: 'pass', error: 'pass', close: 'hold' });
  });

  it('are not seen of a request that another one stands in for, or that was given up', () => {
    for (const phase of ['replaced', 'ended'] as const) assert.deepEqual(of(phase), { response: 'drop', error: 'drop', close: 'drop' });
  });

  it('of a request that failed: an answer after that is noticed', () => {
    assert.deepEqual(of('failed'), { response: 'leave', error: 'pass', close: 'pass' });
  });
});
