import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PolicyDocument } from './document.ts';
import { mergePolicies } from './policy-set.ts';

const policy = (name: string, version = '1'): PolicyDocument => ({
  name,
  version,
  mode: 'shadow',
  canaryPercent: 0,
  unreadable: 'deny',
  rules: [],
  source: '',
});

describe('policies of several sources', () => {
  it('the first of one name is in force; the other is a conflict that names both sources', () => {
    const [first, second, other] = [policy('a', '1'), policy('a', '2'), policy('b')];
    const set = mergePolicies([
      { name: 'one.yaml', policies: [first] },
      { name: 'the controller', policies: [second, other] },
    ]);
    assert.deepEqual(set.policies, [first, other]);
    assert.equal(set.byName.get('a'), first);
    assert.deepEqual(set.conflicts, [
      {
        policy: second,
        source: 'the controller',
        winner: 'one.yaml',
        message: 'policy "a" is in one.yaml already, which takes precedence',
      },
    ]);
  });

  it('within one source too, and of every name: a name may be anything', () => {
    const { byName, conflicts } = mergePolicies([
      { name: 'x', policies: [policy('__proto__'), policy('__proto__'), policy('constructor')] },
    ]);
    assert.deepEqual([...byName.keys()], ['__proto__', 'constructor']);
    assert.equal(conflicts.length, 1);
  });

  it('the version is of names and versions in force, not of their order', () => {
    const version = (...policies: PolicyDocument[]): string => mergePolicies([{ name: 'x', policies }]).version;
    assert.match(version(), /^[0-9a-f]{16}$/);
    assert.equal(version(policy('a'), policy('b')), version(policy('b'), policy('a')));
    assert.equal(version(policy('a'), policy('a', '2')), version(policy('a')));
    assert.notEqual(version(policy('a')), version(policy('a', '2')));
    assert.notEqual(version(policy('a')), version(policy('a'), policy('b')));
  });
});
