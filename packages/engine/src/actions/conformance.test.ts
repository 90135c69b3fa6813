import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { ACTION_KINDS, ACTIONS } from './index.ts';
import { conforms } from './testing/conformance.ts';

test('every folder of an action has its line in the registry, and no two share a message of the protocol', () => {
  const folders = readdirSync(new URL('.', import.meta.url), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'testing')
    .map(({ name }) => name.replaceAll('-', '_'));
  assert.deepEqual(folders.sort(), [...ACTION_KINDS].sort());
  assert.equal(new Set(ACTION_KINDS.map((kind) => ACTIONS[kind].protoField)).size, ACTION_KINDS.length);
});

for (const kind of ACTION_KINDS) conforms(kind);
