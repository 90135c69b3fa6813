import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Remark } from './node-tests.ts';
import type { PartResult } from './part.ts';
import { summarize } from './summary.ts';

const remark = (name: string, reason: string): Remark => ({ name, at: 'a.test.ts:1', reason });
const result = (title: string, passed: number, failed: readonly Remark[] = [], skipped: readonly Remark[] = []): PartResult => ({
  title,
  seconds: 1.25,
  counts: { passed, failed, skipped },
});
const outsideCi = { inCi: false };
const inCi = { inCi: true };

test('all passed: times, and the counts in the last line', () => {
  const { lines, ok } = summarize([result('unit tests', 3), result('e2e', 2)], 2, outsideCi);
  assert.equal(ok, true);
  assert.deepEqual(lines, [
    '== summary',
    'unit tests      1.3 s  ok (3 passed, 0 failed)',
    'e2e             1.3 s  ok (2 passed, 0 failed)',
    'all             2.0 s',
    '5 passed, 0 failed, 0 skipped',
  ]);
});

test('every failure is named once more, and one is enough to fail', () => {
  const { lines, ok } = summarize([result('unit', 3, [remark('adds', '1 is not 2')]), result('e2e', 2)], 2, outsideCi);
  assert.equal(ok, false);
  assert.ok(lines.includes('failed: unit: adds (a.test.ts:1): 1 is not 2'));
  assert.match(lines[1] ?? '', /FAILED \(3 passed, 1 failed\)/);
  assert.equal(lines.at(-1), '5 passed, 1 failed, 0 skipped');
});

test('a skipped test is named; under CI it fails the run unless its reason says that it is optional', () => {
  const skipping = (reason: string) => [result('unit', 3, [], [remark('adds', reason)])];
  for (const [reason, options, expected] of [
    ['no Go here', outsideCi, true],
    ['no Go here', inCi, false],
    ['', inCi, false],
    ['it is optional: no Go here', inCi, false],
    ['optional: no Go here', inCi, true],
  ] as const) {
    const { lines, ok } = summarize(skipping(reason), 2, options);
    assert.equal(ok, expected, `${reason} ${options.inCi}`);
    assert.ok(lines.includes(`skipped: unit: adds (a.test.ts:1): ${reason}`));
    assert.equal(lines.includes('CI=true: 1 skipped where nothing may be skipped'), !expected);
    assert.equal(lines.at(-1), '3 passed, 0 failed, 1 skipped');
  }
});
