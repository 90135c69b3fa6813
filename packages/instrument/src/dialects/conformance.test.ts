import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixture as anthropicMessages } from './anthropic-messages/testing/fixture.ts';
import { dialects } from './index.ts';
import { fixture as openaiChat } from './openai-chat/testing/fixture.ts';
import { fixture as openaiResponses } from './openai-responses/testing/fixture.ts';
import { conforms } from './testing/conformance.ts';

const fixtures = [openaiChat, openaiResponses, anthropicMessages];

test('every dialect has a fixture', () => {
  assert.deepEqual(
    fixtures.map((fixture) => fixture.dialect.name),
    dialects.map((dialect) => dialect.name),
  );
});

for (const fixture of fixtures) conforms(fixture);
