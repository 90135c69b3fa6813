import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { DETECTORS } from './index.ts';
import { conforms, type DetectorExamples } from './testing/conformance.ts';

test('every folder of a detector family has its line in the registry', () => {
  const folders = readdirSync(new URL('.', import.meta.url), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'testing')
    .map(({ name }) => name);
  assert.deepEqual(folders.sort(), Object.keys(DETECTORS).sort());
  for (const [name, definition] of Object.entries(DETECTORS)) assert.equal(definition.name, name);
});

for (const definition of Object.values(DETECTORS)) {
  const { examples } = (await import(`./${definition.name}/testing/examples.ts`)) as { readonly examples: DetectorExamples };
  conforms(definition, examples);
}
