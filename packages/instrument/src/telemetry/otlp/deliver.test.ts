import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deliver } from './deliver.ts';
import type { SendResult } from './send.ts';

const DELIVERED: SendResult = { kind: 'delivered', contentType: '', body: Buffer.alloc(0) };
const failed = (reason: string, retryAfterMs?: number): SendResult => ({
  kind: 'failed',
  reason,
  isRetryable: reason !== 'lasting',
  ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
});

/** Tries that take no time; waiting takes what it takes. */
async function play(results: readonly SendResult[], timeoutMs = 10_000) {
  let nowMs = 0;
  const sentAtMs: number[] = [];
  const retried: string[] = [];
  const result = await deliver({
    send: async () => {
      sentAtMs.push(nowMs);
      return results[Math.min(sentAtMs.length, results.length) - 1] ?? DELIVERED;
    },
    timeoutMs,
    onRetry: (reason) => void retried.push(reason),
    clock: () => nowMs,
    wait: async (ms) => {
      nowMs += ms;
    },
    random: () => 0.5,
  });
  return { result, sentAtMs, retried };
}

test('what may pass is tried again, with longer and longer waits', async () => {
  const { result, sentAtMs, retried } = await play([failed('status 503'), failed('refused'), failed('refused'), DELIVERED]);
  assert.deepEqual([result.kind, sentAtMs, retried], ['delivered', [0, 1_000, 2_500, 4_750], ['status 503', 'refused', 'refused']]);
});

test('what will not pass is tried once', async () => {
  assert.deepEqual((await play([failed('lasting')])).sentAtMs, [0]);
});

test('a receiver says how long it wants to be left alone; longer than there is time is not waited', async () => {
  assert.deepEqual((await play([failed('busy', 3_000), DELIVERED])).sentAtMs, [0, 3_000]);
  const { result, sentAtMs } = await play([failed('busy', 60_000)]);
  assert.deepEqual([result, sentAtMs], [failed('busy', 60_000), [0]]);
});

test('it ends: by time, and by the number of tries', async () => {
  const { sentAtMs } = await play([failed('refused')]);
  assert.ok((sentAtMs.at(-1) ?? 0) < 10_000 && sentAtMs.length <= 6, sentAtMs.join());
  assert.equal((await play([failed('refused', 1)])).sentAtMs.length, 6);
});
