import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { CONVENTIONS } from './index.ts';

const folder = new URL('.', import.meta.url);
const folders = readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() && entry.name !== 'testing' ? [entry.name] : [],
);

describe('the registry of span conventions', () => {
  it('has each folder under its name', () => {
    assert.deepEqual(Object.keys(CONVENTIONS).sort(), folders.sort());
    for (const [name, convention] of Object.entries(CONVENTIONS)) assert.equal(convention.name, name);
  });

  it('has the same files for each', () => {
    for (const name of folders)
      for (const file of ['index.ts', 'index.test.ts', 'README.md'])
        assert.ok(existsSync(new URL(`${name}/${file}`, folder)), `${name}/${file}`);
  });
});
