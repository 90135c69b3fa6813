import assert from 'node:assert/strict';
import { test } from 'node:test';
import { halt } from './index.ts';

test('a message without a mode is graceful, and has a reason that no span had a part in', () => {
  assert.deepEqual(halt.fromProto({ halt: {} }), { ok: true, value: { mode: 'graceful', reason: 'halted by policy' } });
  assert.deepEqual(halt.fromProto({ halt: { mode: 99 as never }, reason: 'why' }), {
    ok: true,
    value: { mode: 'graceful', reason: 'halted by policy' },
  });
});
