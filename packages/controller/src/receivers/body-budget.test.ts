import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createBodyBudget } from './body-budget.ts';

function budget() {
  let nowMs = 0;
  const ends: string[] = [];
  const all = createBodyBudget({ maxBytes: 100, timeoutMs: 1000, now: () => nowMs });
  return {
    all,
    ends,
    open: (name: string) => all.open((reason) => ends.push(`${name} ${reason}`)),
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}

describe('the bytes of bodies that are being read', () => {
  it('are given back, once', () => {
    const { all, open } = budget();
    const body = open('a');
    assert.equal(body.take(60), true);
    body.close();
    body.close();
    assert.equal(all.bytes, 0);
    assert.equal(body.take(1), false);
  });

  it('of one body alone are taken whatever the bound', () => assert.equal(budget().open('a').take(500), true));

  it('beyond the bound end the body that began first, where it has had time', () => {
    const { all, ends, open, pass } = budget();
    open('old').take(90);
    pass(400);
    const early = open('early');
    assert.equal(early.take(20), false, 'the other is young as well');
    early.close();
    pass(200);
    assert.equal(open('late').take(20), true);
    assert.deepEqual([ends, all.bytes, all.ended], [['old evicted'], 20, 1]);
  });

  it('of a body that takes too long are given back', () => {
    const { all, ends, open, pass } = budget();
    open('slow').take(10);
    pass(600);
    open('other').take(10);
    pass(600);
    all.sweep();
    assert.deepEqual([ends, all.bytes], [['slow timeout'], 10]);
  });
});
