import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { recordingIo } from '../testing/process.ts';
import { policySchemaCommand } from './policy-schema.ts';

test('prints the schema that the engine publishes, alone', async () => {
  const io = recordingIo('/');
  assert.equal(await policySchemaCommand.run([], io), 0);
  assert.equal(io.out(), readFileSync(new URL('../../../engine/schema/policy.schema.json', import.meta.url), 'utf8'));
  assert.equal(io.err(), '');
});

test('arguments are refused', async () => {
  const io = recordingIo('/');
  assert.equal(await policySchemaCommand.run(['x.yaml'], io), 2);
  assert.match(io.err(), /takes no arguments/);
});
