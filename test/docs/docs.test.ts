/** What the documentation says exists, and what exists is in the documentation. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { parsePolicies } from '@airt/engine';

import * as semconv from '@airt/protocol/semconv';
import { root } from '../runner/node-tests.ts';

/** Contents by path from the root. */
async function read(...patterns: string[]): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for await (const path of glob(patterns, { cwd: root, exclude: (name) => /(^|\/)(node_modules|dist|gen)$/.test(name) })) {
    files.set(path, readFileSync(join(root, path), 'utf8'));
  }
  return files;
}

const found = (files: Map<string, string>, pattern: RegExp): Set<string> =>
  new Set([...files.values()].flatMap((text) => [...text.matchAll(pattern)].flatMap(([, name]) => name ?? [])));
const missing = (names: Set<string>, from: Set<string>): string[] => [...names].filter((name) => !from.has(name)).sort();

const docs = await read('*.md', 'packages/**/*.md', 'collector-config/*.md', 'test/**/*.md');
const sources = new Map([...(await read('packages/*/src/**/*.ts'))].filter(([path]) => !/\.test\.ts$|\/testing\//.test(path)));
/** The names of the shared semconv module that sources refer to: `ATTR.toolName` is `gen_ai.tool.name`. */
const semconvNames = (files: Map<string, string>): Set<string> =>
  new Set(
    Object.entries(semconv).flatMap(([group, members]) => {
      const valueByName: ReadonlyMap<string, unknown> = new Map(Object.entries(members));
      const values = [...found(files, new RegExp(`\\b${group}\\.(\\w+)`, 'g'))].map((member) => valueByName.get(member));
      return values.filter((value) => typeof value === 'string');
    }),
  );
const within = (files: Map<string, string>, folder: string) => new Map([...files].filter(([path]) => path.startsWith(folder)));

describe('documentation', () => {
  it('has no link that leads nowhere', () => {
    const anchor = (title: string) =>
      title
        .toLowerCase()
        .replace(/[^\w\- ]/g, '')
        .replaceAll(' ', '-');
    for (const [path, text] of docs) {
      for (const [, target = ''] of text.matchAll(/\]\((?!https?:)([^)\s]+)\)/g)) {
        const [file = '', heading] = target.split('#');
        const to = file === '' ? path : join(dirname(path), file);
        assert.ok(existsSync(join(root, to)), `${path}: ${target}`);
        if (heading === undefined) continue;
        const headings = [...readFileSync(join(root, to), 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, title = '']) => anchor(title));
        assert.ok(headings.includes(heading), `${path}: ${target}`);
      }
    }
  });

  it('shows policies that are valid', () => {
    const shown = [...docs].flatMap(([path, text]) =>
      [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml = '']) => ({ path, yaml })),
    );
    const policies = shown.filter(({ yaml }) => yaml.includes('kind: Policy'));
    assert.ok(policies.length >= 3);
    for (const { path, yaml } of policies) {
      const parsed = parsePolicies(yaml);
      assert.deepEqual(parsed.ok ? [] : parsed.problems, [], path);
    }
  });

  it('names every AIRT_ variable, and none that nothing reads', async () => {
    const pattern = /\b(AIRT_[A-Z_]+[A-Z])\b/g;
    const used = found(new Map([...sources, ...(await read('collector-config/*.{ts,yaml}', 'test/**/*.ts'))]), pattern);
    // Put in by the build of the data plane.
    used.delete('AIRT_VERSION');
    assert.deepEqual(missing(used, found(docs, pattern)), [], 'not documented');
    assert.deepEqual(missing(found(docs, pattern), used), [], 'not read');
  });

  it('has the data plane’s variables in its reference', () => {
    const pattern = /(?:env\.|['`])((?:AIRT|OTEL)_[A-Z_]+[A-Z])\b/g;
    const reference = docs.get('packages/instrument/docs/configuration.md') ?? '';
    const named = [...found(within(sources, 'packages/instrument/'), pattern)];
    assert.ok(named.length > 20);
    // The reference shortens siblings (`…_TRACES_ENDPOINT`) and ends two lists of the specification's with "…".
    const isNamed = (name: string) =>
      reference.includes(name) || name.split('_').some((_, index, parts) => reference.includes(`\`…_${parts.slice(index).join('_')}\``));
    assert.deepEqual(
      named.filter((name) => !isNamed(name) && !/_(ATTRIBUTE|EVENT|LINK)\w*_LIMIT$/.test(name)),
      [],
    );
  });

  it('has every attribute of the semantic conventions that the data plane writes', () => {
    const text = docs.get('packages/instrument/docs/telemetry.md') ?? '';
    const names = [...semconvNames(within(sources, 'packages/instrument/'))].filter((name) =>
      /^(gen_ai|openai|server|error|http)\./.test(name),
    );
    assert.ok(names.length > 40);
    // The reference shortens siblings: the last words stand alone (`max_tokens`), after `…`, or in braces.
    const isNamed = (name: string) =>
      name.split('.').some((_, index, parts) => new RegExp(`(^|[^\\w.])${parts.slice(index).join('\\.')}(?![\\w.]*\\w)`).test(text)) ||
      /^gen_ai\.usage\.cache_(read|write)\.input_tokens$/.test(name);
    assert.deepEqual(
      names.filter((name) => !isNamed(name)),
      [],
    );
  });

  for (const folder of ['packages/instrument/', 'packages/controller/']) {
    it(`names every airt.* attribute of ${folder}, and none that is not there`, () => {
      const text = (docs.get(`${folder}docs/telemetry.md`) ?? '').replaceAll(
        /`(airt\.\w+\.)\{([\w,]+)\}`/g,
        (_, start: string, ends: string) =>
          ends
            .split(',')
            .map((end) => `\`${start}${end}\``)
            .join(' '),
      );
      const documented = found(new Map([['', text]]), /`(airt\.[\w.]+)[ `]/g);
      assert.ok(documented.size > 10);
      const written = [...semconvNames(within(sources, folder))].filter((name) => name.startsWith('airt.'));
      const used = new Set([...written, ...found(within(sources, folder), /(?<!Symbol\.for\()['`](airt\.(?!control\.)[a-z_.]+)/g)]);
      assert.deepEqual(missing(used, documented), [], 'not documented');
      assert.deepEqual(missing(documented, used), [], 'not used');
    });
  }
});
