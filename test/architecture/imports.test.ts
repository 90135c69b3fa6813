/** The import graph keeps to its rules: no cycle, one direction; and the rules find what breaks them. */
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { root } from '../runner/node-tests.ts';
import { type ForbiddenImport, findForbiddenImports } from './graph.ts';
import { knownImports } from './known.ts';
import { instrumentLayers, kindFolders, packagesBelow, rules } from './rules.ts';

const isTest = (name: string): boolean => /\.test\.ts$|^testing$/.test(name);
const line = ({ rule, from, to }: { readonly rule: string; readonly from: string; readonly to: string }): string =>
  `${rule}: ${from} -> ${to}`;
const explain = (found: ForbiddenImport): string => line(found) + (found.cycle.length > 0 ? ` (back by ${found.cycle.join(' -> ')})` : '');

describe('imports', () => {
  it('keep to the rules', async () => {
    const found = await findForbiddenImports(root, rules);
    const known = new Set(knownImports.map(line));
    const fresh = found.filter((each) => !known.has(line(each))).map(explain);
    assert.deepEqual(fresh, [], `${fresh.length} forbidden imports`);
    const there = new Set(found.map(line));
    const gone = knownImports.map(line).filter((each) => !there.has(each));
    assert.deepEqual(gone, [], 'known imports that are gone: take them out of known.ts');
  });

  it('are ruled for every package, every folder of the data plane, and every kind', () => {
    assert.deepEqual(readdirSync(join(root, 'packages')).sort(), Object.keys(packagesBelow).sort());
    const names = readdirSync(join(root, 'packages/instrument/src')).filter((name) => !isTest(name));
    assert.deepEqual(names.sort(), [...instrumentLayers].sort(), 'a folder or file has to have its place in instrumentLayers');
    for (const folder of kindFolders)
      assert.ok(
        readdirSync(join(root, folder), { withFileTypes: true }).some((entry) => entry.isDirectory()),
        folder,
      );
  });
});

/** A file with a wrong import. */
interface Planted {
  /** The rule that finds it; none where the file only completes another one's mistake. */
  readonly rule?: string;
  readonly file: string;
  readonly code: string;
  /** What is imported, as the graph names it. */
  readonly to: string;
}

const plants: readonly Planted[] = [
  {
    rule: 'no cycle of files',
    file: 'packages/engine/src/planted-a.ts',
    code: `import type { P } from './planted-b.ts';\nexport interface P2 { readonly p: P }\n`,
    to: 'packages/engine/src/planted-b.ts',
  },
  {
    file: 'packages/engine/src/planted-b.ts',
    code: `import type { P2 } from './planted-a.ts';\nexport interface P { readonly p: P2 }\n`,
    to: 'packages/engine/src/planted-a.ts',
  },
  {
    rule: 'no cycle of files',
    file: 'packages/controller/src/planted-c.ts',
    code: `export const load = () => import('./planted-d.ts');\n`,
    to: 'packages/controller/src/planted-d.ts',
  },
  {
    file: 'packages/controller/src/planted-d.ts',
    code: `export * from './planted-c.ts';\n`,
    to: 'packages/controller/src/planted-c.ts',
  },
  {
    rule: 'packages import packages below them',
    file: 'packages/instrument/src/calls/planted-name.ts',
    code: `import { startController } from '@airt/controller';\nstartController();\n`,
    to: 'packages/controller/src/index.ts',
  },
  {
    rule: 'packages import packages below them',
    file: 'packages/protocol/src/planted-type.ts',
    code: `export type E = import('../../engine/src/index.ts').Engine;\n`,
    to: 'packages/engine/src/index.ts',
  },
  {
    rule: 'packages are imported by their names',
    file: 'packages/cli/src/planted.test.ts',
    code: `import { version } from '../../controller/src/version.ts';\nversion;\n`,
    to: 'packages/controller/src/version.ts',
  },
  {
    rule: 'packages do not import from test/',
    file: 'packages/cli/src/planted-harness.test.ts',
    code: `import { startProvider } from '../../../test/testing/provider/provider.ts';\nstartProvider();\n`,
    to: 'test/testing/provider/provider.ts',
  },
  ...['node:fs', 'net', 'node:sqlite', 'node:timers/promises'].map((module, index) => ({
    rule: 'the engine does no I/O',
    file: `packages/engine/src/planted-io-${index}.ts`,
    code: `import * as io from '${module}';\nio;\n`,
    to: module === 'node:sqlite' ? module : module.replace('node:', ''),
  })),
  {
    rule: 'nothing imports the runtime but the preload',
    file: 'packages/instrument/src/net/planted-runtime.ts',
    code: `import type * as runtime from '../runtime.ts';\nexport type R = typeof runtime;\n`,
    to: 'packages/instrument/src/runtime.ts',
  },
  {
    rule: 'folders of the data plane import folders below them',
    file: 'packages/instrument/src/model/planted-upward.ts',
    code: `export type { Config } from '../config.ts';\n`,
    to: 'packages/instrument/src/config.ts',
  },
  {
    rule: 'only tests import from testing/',
    file: 'packages/cli/src/planted-testing.ts',
    code: `import * as events from './testing/events.ts';\nevents;\n`,
    to: 'packages/cli/src/testing/events.ts',
  },
  {
    rule: 'members of a kind do not import each other',
    file: 'packages/instrument/src/dialects/openai-chat/planted-member.ts',
    code: `import { anthropicMessages } from '../anthropic-messages/index.ts';\nanthropicMessages;\n`,
    to: 'packages/instrument/src/dialects/anthropic-messages/index.ts',
  },
];

describe('a wrong import in a copy of the tree', () => {
  it('is found, whatever rule it breaks and however it is written', async (test) => {
    const copy = mkdtempSync(join(tmpdir(), 'airt-imports-'));
    test.after(() => rmSync(copy, { recursive: true, force: true }));
    mkdirSync(join(copy, 'node_modules/@airt'), { recursive: true });
    for (const name of Object.keys(packagesBelow)) {
      for (const part of ['src', 'package.json'])
        cpSync(join(root, 'packages', name, part), join(copy, 'packages', name, part), { recursive: true });
      symlinkSync(join(copy, 'packages', name), join(copy, 'node_modules/@airt', name));
    }
    cpSync(join(root, 'test/testing'), join(copy, 'test/testing'), { recursive: true });
    const before = new Set((await findForbiddenImports(copy, rules)).map(line));
    for (const { file, code } of plants) {
      mkdirSync(dirname(join(copy, file)), { recursive: true });
      writeFileSync(join(copy, file), code);
    }
    const after = (await findForbiddenImports(copy, rules)).map(line).filter((each) => !before.has(each));
    for (const { rule, file, to } of plants) {
      if (rule === undefined) continue;
      const wrong = line({ rule, from: file, to });
      assert.ok(after.includes(wrong), `not found: ${wrong}; found:\n${after.join('\n')}`);
    }
    const planted = new Set(plants.map(({ rule }) => rule));
    assert.deepEqual(
      [...new Set(rules.map(({ name }) => name))].filter((name) => !planted.has(name ?? '')),
      [],
      'a rule without a planted import',
    );
  });
});
