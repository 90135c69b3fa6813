import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { coverMethod } from './cover-method.ts';

class Counter {
  count = 0;
  add(by: number): number {
    this.count += by;
    return this.count;
  }
}

const doubled = (original: Counter['add']): Counter['add'] =>
  function (this: Counter, by) {
    return original.call(this, 2 * by);
  };

describe('a covered method', () => {
  it('is that of one object, and not listed', () => {
    const [one, other] = [new Counter(), new Counter()];
    const uncover = coverMethod(one, 'add', doubled);
    assert.deepEqual([one.add(1), other.add(1)], [2, 1]);
    assert.deepEqual(Object.keys(one), ['count']);
    uncover();
    assert.equal(one.add(1), 3);
    assert.deepEqual(Object.getOwnPropertyNames(one), ['count']);
  });

  it('gives an own method back as it was', () => {
    const one = new Counter();
    const own = () => 7;
    one.add = own;
    coverMethod(one, 'add', (original) => (by) => original(by) + 1)();
    assert.equal(one.add, own);
  });

  it('passes through where another one covers it', () => {
    const one = new Counter();
    const uncover = coverMethod(one, 'add', doubled);
    const ours = one.add;
    one.add = (by) => ours.call(one, by + 1);
    assert.equal(one.add(1), 4);
    uncover();
    assert.equal(one.add(1), 6);
    assert.notEqual(one.add, ours);
  });
});
