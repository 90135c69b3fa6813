import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DirectiveMessage } from '../action.ts';
import { clamp } from './index.ts';

const read = (bounds: DirectiveMessage['clamp'] & object) => clamp.fromProto({ clamp: bounds });

test('a temperature of 0 is a bound; an output of 0 tokens is none', () => {
  assert.deepEqual(read({ temperature: 0, maxOutputTokens: 0 }), { ok: true, value: { temperature: 0 } });
  assert.equal(read({ maxOutputTokens: 0 }).ok, false);
});

test('a bound that cannot be kept rejects the whole', () => {
  for (const bounds of [{ temperature: -1 }, { maxOutputTokens: Number.POSITIVE_INFINITY }, { temperature: 1, reasoningLevel: 'low' }])
    assert.equal(read(bounds).ok, false, JSON.stringify(bounds));
});
