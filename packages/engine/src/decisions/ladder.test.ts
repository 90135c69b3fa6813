import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FindingRule } from '../policy/document.ts';
import type { Decision, OutcomeStatus } from './decision.ts';
import { dueRung, newLadder, recordDecision, recordOutcome } from './ladder.ts';

const action: Decision['action'] = { kind: 'halt', mode: 'graceful', reason: 'a loop' };

const ruleOf = (cooldown: FindingRule['cooldown'] = { steps: 0, seconds: 0 }): FindingRule => ({
  name: 'stop-loops',
  line: 1,
  on: 'finding',
  detectors: ['loop.*'],
  ladder: [action, action, action],
  cooldown,
  budgetPerRun: 10,
  expiresAfterSeconds: 30,
});

const decisionOf = (id: string, rung: number, decidedMs: number): Decision => ({
  id,
  rung,
  decidedMs,
  expiresMs: decidedMs + 30_000,
  sessionId: 's',
  traceId: 't',
  policy: { name: 'p', version: 'v', rule: 'stop-loops', mode: 'enforce' },
  findingId: 'f',
  detector: 'loop.exact',
  action,
  reason: 'a loop',
  dryRun: false,
  evidence: [],
});

/** A ladder on which the first decision was taken at 1,000 ms, after one step. */
function afterFirst(status?: OutcomeStatus, atMs = 2_000) {
  const state = newLadder();
  recordDecision(state, decisionOf('d0', 0, 1_000), 1, 1_000);
  if (status) recordOutcome(state, { decisionId: 'd0', status, atMs }, 0);
  return state;
}

describe('the ladder of one rule about one subject', () => {
  it('begins with the mildest rung', () => {
    assert.equal(dueRung(newLadder(), ruleOf(), 0, 0, 0), 0);
  });

  it('waits while a decision is pending, and climbs once its time is over', () => {
    const state = afterFirst();
    assert.equal(dueRung(state, ruleOf(), 30_000, 5, 31_000), undefined);
    assert.equal(dueRung(state, ruleOf(), 30_000, 5, 31_001), 1);
  });

  for (const status of ['applied', 'expired', 'failed', 'rejected'] as const) {
    it(`climbs after an outcome that is ${status}`, () => {
      assert.equal(dueRung(afterFirst(status), ruleOf(), 2_001, 2, 2_001), 1);
    });
  }

  for (const status of ['not_applicable', 'superseded'] as const) {
    it(`stays on its rung after an outcome that is ${status}`, () => {
      assert.equal(dueRung(afterFirst(status), ruleOf(), 2_001, 2, 2_001), 0);
    });
  }

  it('takes only evidence that started after the outcome', () => {
    const state = afterFirst('applied');
    assert.equal(dueRung(state, ruleOf(), 2_000, 2, 9_000), undefined);
    assert.equal(dueRung(state, ruleOf(), 2_001, 2, 9_000), 1);
  });

  it('keeps the distance of its cooldown, in steps and in time', () => {
    const state = afterFirst('applied');
    const rule = ruleOf({ steps: 3, seconds: 10 });
    assert.equal(dueRung(state, rule, 5_000, 3, 20_000), undefined, 'two steps later');
    assert.equal(dueRung(state, rule, 5_000, 4, 10_999), undefined, 'a moment too early');
    assert.equal(dueRung(state, rule, 5_000, 4, 11_000), 1);
  });

  it('repeats its last rung', () => {
    const state = newLadder();
    for (let at = 0; at < 5; at++) {
      const rung = dueRung(state, ruleOf(), at * 1_000 + 1, at, at * 1_000);
      assert.equal(rung, Math.min(at, 2));
      recordDecision(state, decisionOf(`d${at}`, rung, at * 1_000), at, at * 1_000);
      recordOutcome(state, { decisionId: `d${at}`, status: 'applied', atMs: at * 1_000 + 500 }, rung);
    }
  });

  it('counts the outcome of a decision whose time had run out, and leaves the pending one alone', () => {
    const state = afterFirst();
    assert.equal(dueRung(state, ruleOf(), 30_000, 5, 40_000), 1);
    recordDecision(state, decisionOf('d1', 1, 40_000), 5, 40_000);
    recordOutcome(state, { decisionId: 'd0', status: 'applied', atMs: 41_000 }, 0);
    assert.equal(dueRung(state, ruleOf(), 42_000, 6, 42_000), undefined, 'the second one is still pending');
    recordOutcome(state, { decisionId: 'd1', status: 'not_applicable', atMs: 43_000 }, 1);
    assert.equal(dueRung(state, ruleOf(), 44_000, 7, 44_000), 1);
  });
});
