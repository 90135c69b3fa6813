import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mergePolicies, type PolicyDocument } from '@airt/engine';
import { createPolicyTracker } from './policy-tracker.ts';

const policy = (name: string, version: string): PolicyDocument => ({
  name,
  version,
  mode: 'enforce',
  canaryPercent: 0,
  unreadable: 'deny',
  rules: [],
  source: `# ${name} ${version}`,
});
const set = (versions: Readonly<Record<string, string>>) =>
  mergePolicies([{ name: 'f', policies: Object.entries(versions).map(([name, version]) => policy(name, version)) }]);
const rejection = (name: string, version: string) => ({ name, version, message: 'no such action', line: 1, column: 1 });

function createTracker() {
  let nonces = 0;
  const tracker = createPolicyTracker(() => `n${++nonces}`);
  /** Versions that an update holds, its removals, and its nonce. */
  const update = (versions: Readonly<Record<string, string>>) => {
    const sent = tracker.update(set(versions), 0);
    if (sent === undefined) return undefined;
    const resources = Object.fromEntries((sent.resources ?? []).map(({ name, version }) => [name, version]));
    return { resources, removed: sent.removed, nonce: sent.nonce ?? '' };
  };
  return { tracker, update };
}

describe('the policies of one agent', () => {
  it('are sent once, whole, with the version of the set and the lease', () => {
    const { tracker } = createTracker();
    const policies = set({ a: '1' });
    assert.deepEqual(tracker.update(policies, 60_000), {
      nonce: 'n1',
      resources: [{ name: 'a', version: '1', document: '# a 1', leaseMs: 60_000 }],
      removed: [],
      systemVersion: policies.version,
    });
    assert.equal(tracker.update(policies, 60_000), undefined, 'it is on its way');
    assert.ok(tracker.acknowledge('n1', { a: '1' }, []));
    assert.equal(tracker.update(policies, 60_000), undefined, 'it is in force');
    assert.deepEqual([...tracker.inForce], [['a', '1']]);
  });

  it('change by what differs', () => {
    const { tracker, update } = createTracker();
    update({ a: '1', b: '1' });
    assert.deepEqual(update({ b: '2', c: '1' }), { resources: { b: '2', c: '1' }, removed: ['a'], nonce: 'n2' });
    // Acknowledgements come in the order of the updates; each tells what is in force then.
    assert.ok(tracker.acknowledge('n1', { a: '1', b: '1' }, []));
    assert.ok(tracker.acknowledge('n2', { b: '2', c: '1' }, []));
    assert.equal(update({ b: '2', c: '1' }), undefined);
  });

  it('are sent again after a Hello that lacks them', () => {
    const { tracker, update } = createTracker();
    update({ a: '1', b: '1' });
    tracker.reset({ a: '1' });
    assert.equal(tracker.acknowledge('n1', { a: '1', b: '1' }, []), false, 'of another stream');
    assert.deepEqual(update({ a: '1', b: '1' })?.resources, { b: '1' });
  });

  it('are not sent again in a version that was rejected, but in the next one', () => {
    const { tracker, update } = createTracker();
    tracker.reset({ a: '1' });
    const { nonce = '' } = update({ a: '2' }) ?? {};
    assert.ok(tracker.acknowledge(nonce, { a: '1' }, [rejection('a', '2')]));
    assert.deepEqual([[...tracker.inForce], [...tracker.rejected.keys()]], [[['a', '1']], ['a']]);
    assert.equal(update({ a: '2' }), undefined);
    const next = update({ a: '3' });
    assert.deepEqual(next?.resources, { a: '3' });
    assert.ok(tracker.acknowledge(next?.nonce ?? '', { a: '3' }, []));
    assert.equal(tracker.rejected.get('a')?.version, '2', 'for as long as the set may go back to it');
  });

  it('go back to the last good version when the file does', () => {
    const { tracker, update } = createTracker();
    tracker.reset({ a: '1' });
    const { nonce = '' } = update({ a: '2' }) ?? {};
    tracker.acknowledge(nonce, { a: '1' }, [rejection('a', '2')]);
    assert.equal(update({ a: '1' }), undefined, 'it is in force there');
  });

  it('are offered no more where the first version was rejected, and not removed either', () => {
    const { tracker, update } = createTracker();
    const { nonce = '' } = update({ a: '1' }) ?? {};
    tracker.acknowledge(nonce, {}, [rejection('a', '1')]);
    assert.equal(update({ a: '1' }), undefined);
    assert.equal(update({}), undefined);
  });

  it('are no matter of errors about policies that were not sent', () => {
    const { tracker, update } = createTracker();
    const { nonce = '' } = update({ a: '1' }) ?? {};
    assert.ok(tracker.acknowledge(nonce, { a: '1' }, [rejection('never-sent', '1')]));
    assert.equal(tracker.rejected.size, 0);
    assert.equal(tracker.acknowledge(nonce, { a: '1' }, []), false, 'once');
  });
});
