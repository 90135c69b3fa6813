import assert from 'node:assert/strict';
import { test } from 'node:test';
import { steer } from './index.ts';

test('guidance is filled in with what was measured, and never empty', () => {
  const values = { tool: { value: 'search', unknown: 'the tool' }, count: { value: undefined, unknown: 'several' } };
  assert.deepEqual(steer.resolve({ guidance: '{tool} {count} times; {other}' }, values), {
    guidance: '"search" several times; {other}',
  });
  const fromSpan = { ...values, tool: { ...values.tool, isFromSpan: true } };
  assert.deepEqual(steer.resolve({ guidance: '{tool} {count} times' }, fromSpan), { guidance: '{tool} several times' });
  assert.equal(steer.fromProto({ steer: { guidance: '' } }).ok, false);
});
