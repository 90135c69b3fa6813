/** Only a kind itself knows its members: nothing else compares with the name of one, or lists all of them. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { root } from '../runner/node-tests.ts';
import { readKindSections } from './contributing.ts';
import { findComparisons, findLists, type Kind, readKind } from './kinds.ts';
import { kindFolders } from './rules.ts';
import { findFiles } from './tree.ts';

const kinds = readKindSections(readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8')).map((section) => readKind(section, root));
/** Kinds whose members are told apart by a name at run time. Messages are members of a message; modules and stages have none. */
const named = kinds.filter(({ section }) => section.files.some((file) => kindFolders.some((folder) => file.startsWith(`${folder}/NAME`))));

const read = async (...patterns: string[]): Promise<ReadonlyMap<string, string>> =>
  new Map(
    (await findFiles(root, patterns)).filter((file) => !/\/gen\//.test(file)).map((file) => [file, readFileSync(join(root, file), 'utf8')]),
  );
const sources = new Map([...(await read('packages/*/src/**/*.ts'))].filter(([file]) => !/\.test\.ts$|\/testing\//.test(file)));
const texts = new Map(
  [...(await read('packages/*/{src,scripts}/**/*.ts', 'test/**/*.ts', '*.md', 'packages/**/*.md', 'test/**/*.md'))].filter(
    // The changelog says what was; tables of the policy reference are generated.
    ([file]) => !['CHANGELOG.md', 'packages/engine/docs/policy.md'].includes(file),
  ),
);

describe('kinds', () => {
  assert.equal(named.length, kindFolders.length);

  for (const kind of named)
    it(`${kind.section.title}: nothing outside of it compares with the name of a member`, () =>
      assert.deepEqual(findComparisons(kind, sources), []));

  for (const kind of kinds)
    it(`${kind.section.title}: nothing outside of it lists its members`, () => assert.deepEqual(findLists(kind, texts), []));

  it('comparisons and lists are found, however they are written', () => {
    const kind: Kind = {
      section: { title: 'Thing', interfaces: ['things/thing.ts'], files: ['things/NAME/index.ts', 'things/index.ts'] },
      members: ['one', 'two', 'three-a', 'four'].map((folder) => ({ folder, spellings: [folder, folder.replace('-', '_')] })),
    };
    const files = new Map([
      ['things/index.ts', "const all = ['one', 'two', 'three_a', 'four'];\nif (kind === 'one') ;\n"],
      ['things/one/index.ts', "if (name === 'one') ;\n"],
      [
        'use.ts',
        "\nif (each.kind === 'three_a') ;\nif ('two.part' !== finding.detector) ;\nswitch (x) { case 'four': }\nif (encoding === 'one') ;\n",
      ],
      ['list.md', 'These:\n- one\n- two\n- three-a\n- four\n'],
      ['some.md', 'one, two, and three-a; fourteen\n'],
      ['far.md', `one${'\n'.repeat(20)}two, three-a, four\n`],
    ]);
    assert.deepEqual(findComparisons(kind, files), ['use.ts:2', 'use.ts:3', 'use.ts:4'], 'names of other things are none');
    assert.deepEqual(findLists(kind, files), ['use.ts:2', 'list.md:2'], 'all members within a few lines');
  });
});
