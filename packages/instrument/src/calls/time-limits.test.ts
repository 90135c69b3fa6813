import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isTimeFor, timeLimitsOf } from './time-limits.ts';

const limits = (headers: Readonly<Record<string, string>>) => timeLimitsOf({ header: (name) => headers[name] }, 1_000);

test('the timeout of an SDK leaves a margin for the answer to arrive', () => {
  assert.deepEqual(limits({ 'x-stainless-timeout': '600', 'x-stainless-retry-count': '0' }), { deadlineMs: 541_000, isRetry: false });
  assert.deepEqual(limits({ 'x-stainless-timeout': '0.2', 'x-stainless-retry-count': '1' }), { deadlineMs: 1_150, isRetry: true });
  assert.equal(limits({ 'x-stainless-timeout': '0' }).deadlineMs, 1_450, 'a timeout below a second');
  for (const value of ['', '-1', 'soon', 'NaN']) assert.equal(limits({ 'x-stainless-timeout': value }).deadlineMs, undefined);
});

test('another attempt is made where it ends in time, if it takes about as long as the one before', () => {
  const limit = limits({ 'x-stainless-timeout': '0.7' });
  assert.equal(isTimeFor(limit, 1_300, 250), true);
  assert.equal(isTimeFor(limit, 1_600, 300), false);
  assert.equal(isTimeFor(limits({}), 1e9, 1e9), true);
});
