import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createLruMap, type LruMap } from './lru-map.ts';

test('the entry used longest ago leaves first, and tells so', () => {
  const evicted: [string, number][] = [];
  const map = createLruMap<string, number>({ limit: 2, onEvict: (key, value) => evicted.push([key, value]) });
  map.set('a', 1);
  map.set('b', 2);
  assert.equal(map.get('a'), 1);
  map.set('c', 3);
  assert.deepEqual(evicted, [['b', 2]]);
  assert.deepEqual(
    [...map],
    [
      ['a', 1],
      ['c', 3],
    ],
  );
  assert.equal(map.peek('a'), 1);
  map.set('d', 4);
  assert.deepEqual(evicted.at(-1), ['a', 1], 'a peek is no use');
  map.delete('c');
  map.clear();
  assert.equal(evicted.length, 2, 'what is removed was not evicted');
  assert.deepEqual([map.size, map.oldest(), map.get('d'), map.delete('d')], [0, undefined, undefined, false]);
});

test('undefined and NaN are keys and values like others', () => {
  const map = createLruMap<number | undefined, undefined>({ limit: 2 });
  map.set(Number.NaN, undefined);
  map.set(undefined, undefined);
  assert.equal(map.get(Number.NaN), undefined);
  map.set(0, undefined);
  assert.deepEqual([map.has(Number.NaN), map.has(undefined), map.has(-0)], [true, false, true]);
  map.oldest();
  map.delete(Number.NaN);
  assert.equal(map.oldest()?.[0], 0);
  map.delete(-0);
  assert.equal(map.oldest(), undefined);
});

test('a limit that is none is refused', () => {
  for (const limit of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) assert.throws(() => createLruMap({ limit }), RangeError);
});

/** The same in the plainest way: an array in order of use. */
function createModel(limit: number): Pick<LruMap<number, number>, 'get' | 'peek' | 'set' | 'delete' | 'clear' | 'oldest'> & {
  readonly list: [number, number][];
} {
  const list: [number, number][] = [];
  const take = (key: number): [number, number] | undefined => {
    const at = list.findIndex(([other]) => other === key);
    return at < 0 ? undefined : list.splice(at, 1)[0];
  };
  return {
    list,
    get(key) {
      const entry = take(key);
      if (entry) list.push(entry);
      return entry?.[1];
    },
    peek: (key) => list.find(([other]) => other === key)?.[1],
    set(key, value) {
      take(key);
      list.push([key, value]);
      if (list.length > limit) list.shift();
    },
    delete: (key) => take(key) !== undefined,
    clear: () => void list.splice(0),
    oldest: () => list[0],
  };
}

test('whatever is done with it, it holds what the plainest model holds', () => {
  const key = fc.nat({ max: 7 });
  const step = fc.oneof(
    fc.tuple(fc.constant('set' as const), key, fc.nat()),
    fc.tuple(fc.constantFrom('get' as const, 'peek' as const, 'delete' as const), key),
    fc.tuple(fc.constant('oldest' as const)),
    { arbitrary: fc.tuple(fc.constant('clear' as const)), weight: 1 },
  );
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }), fc.array(step, { maxLength: 60 }), (limit, steps) => {
      const map = createLruMap<number, number>({ limit });
      const model = createModel(limit);
      for (const [method, ...args] of steps) {
        const call = (on: object): unknown => (on as Record<string, (...values: readonly number[]) => unknown>)[method]?.(...args);
        assert.deepEqual(call(map), call(model), `${method}(${args.join()})`);
        assert.deepEqual([...map], model.list);
      }
    }),
    { numRuns: 1_000 },
  );
});

test('evictions do not begin a new pass over the map: their cost does not grow with its age', (t) => {
  // A fresh iterator walks the holes of all deleted entries; counting the iterators is what time would only suggest.
  let iterators = 0;
  for (const name of ['keys', 'values', 'entries', Symbol.iterator] as const) {
    const original = Map.prototype[name] as () => MapIterator<unknown>;
    t.mock.method(Map.prototype, name as 'keys', function (this: Map<unknown, unknown>) {
      iterators += 1;
      return original.call(this);
    });
  }
  const map = createLruMap<number, number>({ limit: 1_000 });
  for (let key = 0; key < 100_000; key++) {
    map.set(key, key);
    map.get(key - 500);
    map.oldest();
  }
  assert.deepEqual([map.size, iterators], [1_000, 1]);
});
