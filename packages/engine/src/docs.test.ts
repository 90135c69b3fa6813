import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { generatedFiles } from '../scripts/generated.ts';
import { parsePolicies } from './policy/parse.ts';
import { formatProblem } from './schema/problem.ts';

const POLICY_DOCS = readFileSync(new URL('../docs/policy.md', import.meta.url), 'utf8');

test('every policy in the documentation is one', () => {
  const blocks = [...POLICY_DOCS.matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');
  assert.ok(blocks.length >= 2);
  for (const block of blocks) {
    const result = parsePolicies(block);
    assert.deepEqual(result.ok ? [] : result.problems.map((problem) => formatProblem('policy.md', problem)), []);
  }
});

test('what is generated is as it would be generated now', () => {
  for (const [path, content] of generatedFiles())
    assert.equal(readFileSync(path, 'utf8'), content, `${path}: run packages/engine/scripts/generate.ts`);
});
