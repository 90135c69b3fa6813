import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixture as fetchFixture } from './fetch/testing/fixture.ts';
import { transports } from './index.ts';
import { fixture as nodeHttpFixture } from './node-http/testing/fixture.ts';
import { conforms } from './testing/conformance.ts';

const fixtures = [fetchFixture, nodeHttpFixture];

test('every transport has a fixture', () => {
  assert.deepEqual(
    fixtures.map(({ transport }) => transport.name),
    transports.map(({ name }) => name),
  );
});

for (const fixture of fixtures) conforms(fixture);
