/** CONTRIBUTING.md says what a new member of a kind consists of, and every member there is consists of just that. */
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { root } from '../runner/node-tests.ts';
import { findGaps, type KindSection, membersOf, readKindSections } from './contributing.ts';
import { kindFolders } from './rules.ts';

const sections = readKindSections(readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8'));

describe('CONTRIBUTING.md', () => {
  it('has a list for every kind', () => {
    const listed = sections.flatMap(({ files }) => files).join('\n');
    for (const folder of kindFolders) assert.ok(listed.includes(`${folder}/NAME`), folder);
    assert.equal(new Set(sections.map(({ title }) => title)).size, sections.length);
  });

  for (const section of sections) {
    it(`${section.title}: every member has what the list says`, () => assert.deepEqual(findGaps(section, root), []));
  }

  it('is found wanting where a member lacks a file or a line', (test) => {
    const copy = mkdtempSync(join(tmpdir(), 'airt-kinds-'));
    test.after(() => rmSync(copy, { recursive: true, force: true }));
    const section: KindSection = {
      title: 'Thing',
      interfaces: ['things/thing.ts'],
      files: ['things/NAME/index.ts', 'things/NAME/README.md', 'things/index.ts'],
    };
    const write = (path: string, text = '') => {
      mkdirSync(dirname(join(copy, path)), { recursive: true });
      writeFileSync(join(copy, path), text);
    };
    write('things/thing.ts');
    write('things/index.ts', "import { one } from './one/index.ts';\n");
    for (const name of ['one', 'one-two']) write(`things/${name}/index.ts`);
    write('things/one/README.md');
    write('things/testing/helper.ts');
    assert.deepEqual(membersOf(section, copy), ['one', 'one-two']);
    assert.deepEqual(findGaps(section, copy), [
      'Thing one-two: there is no things/one-two/README.md',
      'Thing one-two: things/index.ts does not name it',
    ]);
    cpSync(join(copy, 'things/one/README.md'), join(copy, 'things/one-two/README.md'));
    rmSync(join(copy, 'things/thing.ts'));
    assert.deepEqual(findGaps(section, copy), ['Thing: there is no things/thing.ts', 'Thing one-two: things/index.ts does not name it']);
  });
});
