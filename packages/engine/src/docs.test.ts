import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { findingNames } from './detectors/catalog.ts';
import { DETECTOR_CATALOG } from './detectors/index.ts';
import { CONDITION_VARIABLES } from './policy/conditions.ts';
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

test('the documentation names every variable and every detector', () => {
  for (const variables of Object.values(CONDITION_VARIABLES)) {
    for (const [name, type] of Object.entries(variables)) {
      const members = typeof type === 'string' ? [name] : Object.keys(type).map((member) => `${name}.${member}`);
      for (const member of members) assert.ok(POLICY_DOCS.includes(`\`${member}\``), member);
    }
  }
  for (const detector of findingNames(DETECTOR_CATALOG)) assert.ok(POLICY_DOCS.includes(`\`${detector}\``), detector);
});
