import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PolicyRef } from './decision.ts';
import { foldVerdicts } from './fold.ts';
import type { RuleVerdict } from './verdict.ts';

const policy = (rule: string): PolicyRef => ({ name: 'p', version: 'v', rule, mode: 'enforce' });
const allow: RuleVerdict = { verdict: 'allow', policy: policy('allow') };
const steer: RuleVerdict = {
  verdict: 'transform',
  policy: policy('steer'),
  action: { kind: 'steer', guidance: 'g' },
  actionVerdict: 'transform',
};
const clamp: RuleVerdict = {
  verdict: 'transform',
  policy: policy('clamp'),
  action: { kind: 'clamp', temperature: 0 },
  actionVerdict: 'transform',
};
const deny = (rule: string): RuleVerdict => ({ verdict: 'deny', policy: policy(rule), reason: rule, instead: 'ask' });

test('deny before transform before allow, in whatever order they come; the first of the strictest decides', () => {
  const denied = foldVerdicts([allow, steer, deny('first'), deny('second'), clamp]);
  assert.deepEqual(denied, {
    verdict: 'deny',
    decidedBy: policy('first'),
    reason: 'first',
    instead: 'ask',
    actions: [],
    shadowVerdicts: [],
  });
  const transformed = foldVerdicts([allow, steer, clamp]);
  assert.deepEqual([transformed.verdict, transformed.decidedBy?.rule], ['transform', 'steer']);
  assert.deepEqual(
    transformed.actions.map(({ action }) => action.kind),
    ['steer', 'clamp'],
  );
  assert.deepEqual(foldVerdicts([allow]).decidedBy, policy('allow'));
});

test('no verdict: allowed, decided by nobody; shadow verdicts change nothing', () => {
  assert.deepEqual(foldVerdicts([]), { verdict: 'allow', actions: [], shadowVerdicts: [] });
  const watched = foldVerdicts([steer], [deny('shadow')]);
  assert.equal(watched.verdict, 'transform');
  assert.deepEqual(watched.shadowVerdicts, [deny('shadow')]);
});
