import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dialects } from './index.ts';
import { conforms } from './testing/conformance.ts';
import { fixtures } from './testing/fixtures.ts';

test('every dialect has a fixture', () => {
  assert.deepEqual(
    fixtures.map((fixture) => fixture.dialect.name),
    dialects.map((dialect) => dialect.name),
  );
});

for (const fixture of fixtures) conforms(fixture);
