import assert from 'node:assert/strict';
import { test } from 'node:test';
import { backoffDelay } from './backoff.ts';

const timing = { backoffMinMs: 250, backoffMaxMs: 30_000, backoffResetMs: 10_000 };

test('doubles up to its bound, with full jitter', () => {
  const most = Array.from({ length: 9 }, (_, failures) => backoffDelay(failures, 1, false, timing));
  assert.deepEqual(most, [250, 500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  assert.equal(backoffDelay(3, 0.5, false, timing), 1000);
  assert.equal(backoffDelay(1_000, 1, false, timing), 30_000);
  assert.ok(backoffDelay(0, 0, false, timing) > 0);
});

test('a failure that will last is met with the longest wait at once', () => {
  assert.equal(backoffDelay(0, 1, true, timing), 30_000);
});
