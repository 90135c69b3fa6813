import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ruleText } from './rule-text.ts';

const SOURCE = `kind: Policy
metadata: { name: other }
spec: { rules: [{ name: b, on: finding }] }
---
kind: Policy
metadata:
  name: mine
spec:
  rules:
    - name: a
      on: finding

    # about b
    - name: b
      ladder:
        - steer: { guidance: "x" }
`;

test('a rule is quoted as it was written, out of the right policy', () => {
  assert.equal(ruleText(SOURCE, 'mine', 'b'), 'name: b\nladder:\n  - steer: { guidance: "x" }');
  assert.equal(ruleText(SOURCE, 'other', 'b'), '{ name: b, on: finding }');
});

test('what is not there, or no YAML, gives nothing', () => {
  for (const [source, policy, rule] of [
    [SOURCE, 'mine', 'c'],
    [SOURCE, 'nobody', 'b'],
    [': [', 'mine', 'b'],
    ['', 'mine', 'b'],
    ['just text', 'mine', 'b'],
  ] as const) {
    assert.equal(ruleText(source, policy, rule), undefined);
  }
});
