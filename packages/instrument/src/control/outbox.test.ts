import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createOutbox } from './outbox.ts';

const outcome = (id: string) => ({ directiveId: id });

test('drops the oldest, resends only lately sent ones, in order', () => {
  const box = createOutbox({ maxWaiting: 3, maxSent: 2, sentForMs: 100 });
  for (const id of ['a', 'b', 'c', 'd']) box.add(outcome(id), 0);
  assert.equal(box.dropped, 1);
  const took = (nowMs: number, limit = 9): string[] => {
    const ids: string[] = [];
    box.flush((message) => ids.length < limit && ids.push(message.directiveId ?? '') > 0, nowMs);
    return ids;
  };
  assert.deepEqual(took(0, 2), ['b', 'c']);
  assert.deepEqual(took(0), ['d']);
  box.rewind(50);
  assert.deepEqual(took(60), ['c', 'd']);
  box.rewind(150);
  assert.equal(box.waiting, 0);
});
