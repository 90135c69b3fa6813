/** Files and functions fit on a few screens; what does not is on a list, with a reason. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { root } from '../runner/node-tests.ts';
import { longParts } from './long-parts.ts';
import { findLongParts, type SizeLimits } from './sizes.ts';

const limits: SizeLimits = { file: 300, function: 80 };

it('files have up to 300 lines and functions up to 80, or a reason', async () => {
  const found = await findLongParts(root, limits);
  const listed = new Map(longParts.map((part) => [part.name, part]));
  const fresh = found.filter(({ name, lines }) => lines > (listed.get(name)?.upTo ?? 0));
  assert.deepEqual(
    fresh.map(({ name, lines }) => `${name}: ${lines} lines${listed.has(name) ? ` (listed up to ${listed.get(name)?.upTo})` : ''}`),
    [],
    'longer than allowed: to be split, or listed in long-parts.ts with a reason',
  );
  const there = new Set(found.map(({ name }) => name));
  assert.deepEqual(
    longParts.map(({ name }) => name).filter((name) => !there.has(name)),
    [],
    'short by now, or gone: to be taken out of long-parts.ts',
  );
  assert.equal(listed.size, longParts.length, 'a name twice');
  for (const { name, reason } of longParts) assert.ok(reason.length > 3, name);
});

it('what is too long is found', async (test) => {
  const copy = mkdtempSync(join(tmpdir(), 'airt-sizes-'));
  test.after(() => rmSync(copy, { recursive: true, force: true }));
  const folder = join(copy, 'packages/engine/src');
  mkdirSync(join(folder, 'gen'), { recursive: true });
  const body = (lines: number, text = '  counter += 1;\n') => text.repeat(lines);
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write('long.ts', '// a line\n'.repeat(301));
  write('short.ts', '// a line\n'.repeat(300));
  write('gen/generated.ts', '// a line\n'.repeat(900));
  write('function.ts', `let counter = 0;\nexport function tooLong() {\n${body(79)}}\nexport function fits() {\n${body(78)}}\n`);
  write('arrow.ts', `let counter = 0;\nexport const tooLong = () => {\n${body(79)}};\n`);
  write('comments.ts', `let counter = 0;\nexport function half() {\n${body(40, '  // why\n  counter += 1;\n')}}\n`);
  write('method.ts', `let counter = 0;\nexport class C {\n  tooLong() {\n${body(79)}  }\n}\n`);
  write('suite.test.ts', `describe('all', () => {\n${body(79)}\n});\nit('works', () => {\n${body(79)}\n});\n`);
  assert.deepEqual(
    (await findLongParts(copy, limits)).map(({ name, lines }) => `${name.replace('packages/engine/src/', '')}: ${lines}`),
    [
      'arrow.ts#tooLong: 81',
      'comments.ts#half: 82',
      'function.ts#tooLong: 81',
      'long.ts: 301',
      'method.ts#tooLong: 81',
      'suite.test.ts#works: 82',
    ],
  );
});
