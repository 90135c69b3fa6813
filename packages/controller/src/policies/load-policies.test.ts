import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { presetPolicies } from '@airt/engine';
import { loadPolicies } from './load-policies.ts';

const files: Readonly<Record<string, string>> = {
  'a.yaml': presetPolicies.balanced,
  'b.yaml': presetPolicies.balanced.replace('name: stop-tool-loops', 'name: other'),
  'two.yaml': `${presetPolicies.balanced}---\n${presetPolicies.balanced.replace('name: stop-tool-loops', 'name: second')}`,
  'bad.yaml': presetPolicies.balanced.replace('finding.count >= 3', 'finding.cuont >= 3'),
};
const read = (path: string): string => {
  const text = files[path];
  if (text === undefined) throw new Error('ENOENT: no such file');
  return text;
};

describe('policy files', () => {
  it('make one set, whose version tells whether anything changed', () => {
    const [both, swapped, one] = [['a.yaml', 'b.yaml'], ['b.yaml', 'a.yaml'], ['a.yaml']].map((names) => loadPolicies(names, read));
    assert.ok(both?.ok && swapped?.ok && one?.ok);
    assert.deepEqual([...both.set.byName.keys()], ['stop-tool-loops', 'other']);
    assert.equal(both.set.version, swapped.set.version);
    assert.notEqual(both.set.version, one.set.version);
    const several = loadPolicies(['two.yaml'], read);
    assert.ok(several.ok && several.set.policies.length === 2);
  });

  it('none: the preset', () => {
    const preset = loadPolicies([], read);
    assert.ok(preset.ok);
    assert.equal(preset.set.policies[0]?.source, presetPolicies.balanced);
  });

  it('are refused with every problem and its place', () => {
    const result = loadPolicies(['bad.yaml', 'missing.yaml', 'a.yaml', 'two.yaml'], read);
    assert.ok(!result.ok);
    assert.match(result.problems[0] ?? '', /^bad\.yaml:\d+:\d+: /);
    assert.deepEqual(result.problems.slice(-2), [
      'missing.yaml: cannot be read: ENOENT: no such file',
      'two.yaml:1:1: policy "stop-tool-loops" is in a.yaml already, which takes precedence',
    ]);
  });
});
