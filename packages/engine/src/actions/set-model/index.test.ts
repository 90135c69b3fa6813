import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setModel } from './index.ts';

test('a message without a model is rejected', () => {
  assert.deepEqual(setModel.fromProto({ setModel: {} }), { ok: false, problem: 'set_model without a model' });
});
