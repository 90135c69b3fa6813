import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { StreamStep } from '../dialects/dialect.ts';
import type { ResponseEdit, ToolCall } from '../model/model-response.ts';
import { afterJudgement, applyJudgement, createHolding, type HoldingRules, holdFrame, takeFrames, unjudgedCalls } from './holding.ts';

const RULES: HoldingRules = { judgeWhole: false, mayReprompt: false, judgedLater: () => false };
const call = (key: string): ToolCall => ({ key, name: key, arguments: '{}' });
const remove = (key: string): ResponseEdit => ({ kind: 'remove_call', key, text: 'no' });
let frames = 0;
const frame = (step: Partial<StreamStep> = {}, bytes = 1) => ({
  frame: { raw: new Uint8Array(bytes), data: `${frames++}` },
  step: { open: false, complete: [], chunk: false, ...step },
});

describe('holding', () => {
  it('releases what has no call', () => {
    const holding = createHolding();
    assert.equal(holdFrame(holding, frame(), RULES), 'release');
    assert.equal(takeFrames(holding).length, 1);
    assert.equal(holding.anyPassed, true);
  });

  it('waits while a call is open, then judges, then releases', () => {
    const holding = createHolding();
    assert.equal(holdFrame(holding, frame({ open: true }), RULES), 'wait');
    assert.equal(holding.phase, 'holding');
    assert.equal(holdFrame(holding, frame({ open: true, complete: [call('a')] }), RULES), 'wait', 'another one is open');
    assert.equal(holdFrame(holding, frame({ complete: [call('b')] }), RULES), 'judge');
    assert.deepEqual(
      applyJudgement(holding, [remove('a')], RULES).map(({ key }) => key),
      ['b'],
    );
    assert.equal(afterJudgement(holding, false, RULES), 'release');
    assert.equal(takeFrames(holding).length, 3);
    assert.equal(holding.phase, 'passing');
  });

  it('waits for the end where every call so far was denied and the model may be prompted again', () => {
    const rules = { ...RULES, mayReprompt: true };
    const holding = createHolding();
    assert.equal(holdFrame(holding, frame({ complete: [call('a')] }), rules), 'judge');
    applyJudgement(holding, [remove('a')], rules);
    assert.equal(holding.phase, 'denied');
    assert.equal(afterJudgement(holding, false, rules), 'wait');
    assert.equal(holdFrame(holding, frame(), rules), 'wait');
    assert.equal(holdFrame(holding, frame({ last: true }), rules), 'denied');
  });

  it('does not wait for the end where a call was delivered before, or a later one is allowed', () => {
    const rules = { ...RULES, mayReprompt: true };
    for (const order of [
      ['a', 'b'],
      ['b', 'a'],
    ]) {
      const holding = createHolding();
      for (const key of order) {
        assert.equal(holdFrame(holding, frame({ complete: [call(key)] }), rules), 'judge');
        applyJudgement(holding, key === 'a' ? [remove('a')] : [], rules);
      }
      assert.equal(holding.phase, 'passing');
      assert.equal(afterJudgement(holding, true, rules), 'release');
    }
  });

  it('does not wait for more than a bounded rest', () => {
    const rules = { ...RULES, mayReprompt: true };
    const holding = createHolding();
    holdFrame(holding, frame({ complete: [call('a')] }), rules);
    applyJudgement(holding, [remove('a')], rules);
    assert.equal(holdFrame(holding, frame({}, 2 * 1024 * 1024), rules), 'release');
  });

  it('judges the whole answer once, at its last frame', () => {
    const rules = { ...RULES, judgeWhole: true };
    const holding = createHolding();
    assert.equal(holdFrame(holding, frame(), rules), 'release');
    takeFrames(holding);
    assert.equal(holdFrame(holding, frame({ complete: [call('a')] }), rules), 'wait');
    assert.equal(holdFrame(holding, frame({ complete: [call('b')] }), rules), 'wait');
    assert.equal(holdFrame(holding, frame({ last: true }), rules), 'judge');
    assert.equal(applyJudgement(holding, [], rules).length, 2);
    assert.equal(afterJudgement(holding, true, rules), 'release');
    assert.equal(holdFrame(holding, frame({ last: true }), rules), 'release', 'a second last frame');
  });

  it('knows the calls that were never judged', () => {
    const holding = createHolding();
    holdFrame(holding, frame({ complete: [call('a')] }), RULES);
    applyJudgement(holding, [], RULES);
    const response = { finishReasons: [], messages: [], attributes: {}, toolCalls: [call('a'), call('b')] };
    assert.deepEqual(
      unjudgedCalls(holding, response).map(({ key }) => key),
      ['b'],
    );
  });
});
