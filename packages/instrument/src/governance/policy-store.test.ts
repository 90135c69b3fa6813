import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createManualTimers } from '../net/testing/manual-timers.ts';
import { createPolicyStore, type PolicyStoreOptions } from './policy-store.ts';

const text = (name: string, mode = 'enforce'): string => `apiVersion: airt.dev/v1
kind: Policy
metadata: { name: ${name} }
spec:
  mode: ${mode}
  rules:
    - name: no-rm
      on: pre_tool_call
      when: tool.name == "rm"
      deny: { reason: "no" }
`;
const BROKEN = text('broken').replace('tool.name', 'tol.name');

function store(t: TestContext, options: Partial<PolicyStoreOptions> = {}) {
  const changes: string[][] = [];
  const lines: string[] = [];
  const manual = createManualTimers(Date.now());
  const made = createPolicyStore({
    onChange: (policies) => changes.push(policies.map((policy) => `${policy.name}:${policy.mode}`)),
    log: (level, line) => lines.push(`${level} ${line}`),
    clock: manual.clock,
    timers: manual,
    ...options,
  });
  t.after(() => made.close());
  /** Lets time pass until the files were looked at and `condition` holds. */
  async function until(condition: () => boolean, what: string): Promise<void> {
    for (let looks = 0; looks < 1_000 && !condition(); looks += 1) {
      manual.advance(1_000);
      await nextTurn();
    }
    assert.ok(condition(), `not in time: ${what}`);
  }
  return { made, changes, lines, manual, until };
}

function folder(t: TestContext): (name: string, content?: string) => string {
  const path = mkdtempSync(join(tmpdir(), 'airt-policies-'));
  t.after(() => rmSync(path, { recursive: true }));
  return (name, content) => {
    const file = join(path, name);
    if (content !== undefined) writeFileSync(file, content);
    return file;
  };
}

describe('local policies', () => {
  test('several files are in force at once; a change is taken; a broken change is refused with its place', async (t) => {
    const file = folder(t);
    const [a, b] = [file('a.yaml', text('a')), file('b.yaml', text('b'))];
    const { made, changes, lines, until } = store(t, { files: [a, b] });
    made.start();
    assert.deepEqual(changes, [['a:enforce', 'b:enforce']]);
    file('a.yaml', text('a', 'shadow'));
    await until(() => changes.length === 2, 'the change');
    assert.deepEqual(changes[1], ['a:shadow', 'b:enforce']);
    assert.deepEqual(
      lines.filter((line) => line.startsWith('warn')),
      [],
    );
    file('a.yaml', `${BROKEN}# longer\n`);
    await until(() => lines.some((line) => line.startsWith('warn')), 'the refusal');
    assert.ok(
      lines.some((line) => line.startsWith(`warn ${a}:9:`)),
      lines.join('\n'),
    );
    assert.ok(lines.some((line) => line.includes('last good version stays in force')));
    assert.deepEqual(
      made.policies.map((policy) => policy.name),
      ['a', 'b'],
    );
    unlinkSync(b);
    await until(() => lines.some((line) => line.includes(b) && line.includes('no such policy file')), 'the loss');
    assert.equal(changes.length, 2);
  });

  test('a missing file says so, and is taken when it comes', async (t) => {
    const file = folder(t);
    const path = file('late.yaml');
    const { made, changes, lines, until } = store(t, { files: [path] });
    made.start();
    assert.deepEqual(lines, [`warn ${path}: there is no such policy file. It puts nothing in force.`]);
    assert.deepEqual(changes, []);
    file('late.yaml', text('late'));
    await until(() => changes.length === 1, 'the file');
    // The next change follows at once: same length, and within one step of the file system's clock.
    file('late.yaml', text('soon'));
    await until(() => changes.length === 2, 'the change');
    assert.equal(lines.filter((line) => line.startsWith('warn')).length, 1, lines.join('\n'));
  });

  test('at most five problems are told, a folder and a huge file are refused', (t) => {
    const file = folder(t);
    const many = file(
      'many.yaml',
      text('x').replace(
        'spec:',
        ['a', 'b', 'c', 'd', 'e', 'f', 'g']
          .map((key) => `${key}: 1`)
          .join('\n')
          .concat('\nspec:'),
      ),
    );
    const huge = file('huge.yaml', '#'.repeat(1_000_000));
    const { made, lines } = store(t, { files: [many, huge, tmpdir()] });
    made.start();
    assert.equal(lines.filter((line) => line.startsWith(`warn ${many}`)).length, 6);
    assert.ok(
      lines.some((line) => line.includes('with 2 more problems')),
      lines.join('\n'),
    );
    assert.ok(lines.some((line) => line.startsWith(`warn ${huge}: too long`)));
    assert.ok(lines.some((line) => line.startsWith(`warn ${tmpdir()}: not a file`)));
  });

  test('of two files with a policy of one name the first counts', (t) => {
    const file = folder(t);
    const { made, lines } = store(t, { files: [file('1.yaml', text('same')), file('2.yaml', text('same', 'shadow'))] });
    made.start();
    assert.deepEqual(
      made.policies.map((policy) => policy.mode),
      ['enforce'],
    );
    assert.equal(lines.length, 1);
  });
});

describe('policies of the controller', () => {
  const resource = (name: string, version: string, document = text(name), leaseMs = 0) => ({ name, version, document, leaseMs });

  test('a delta changes what it names; the sound part of it is taken, the last good version stays', (t) => {
    const { made, changes } = store(t);
    assert.deepEqual(made.applyUpdate({ resources: [resource('a', '1'), resource('b', '1')] }).errors, []);
    assert.deepEqual({ ...made.versions() }, { a: '1', b: '1' });
    const result = made.applyUpdate({ resources: [resource('a', '2', BROKEN), resource('c', '1')], removed: ['b', 'unknown'] });
    assert.deepEqual({ ...result.versions }, { a: '1', c: '1' });
    assert.equal(result.errors.length, 1);
    assert.deepEqual([result.errors[0]?.name, result.errors[0]?.version, result.errors[0]?.line], ['a', '2', 9]);
    assert.deepEqual(changes.at(-1), ['a:enforce', 'c:enforce']);
    assert.deepEqual(
      made.policies.map((policy) => policy.version),
      ['1', '1'],
    );
  });

  test('what is refused: another name, no document, several, too many', (t) => {
    const { made, changes } = store(t);
    const { errors } = made.applyUpdate({
      resources: [
        resource('a', '1', text('b')),
        resource('c', '1', ''),
        resource('d', '1', `${text('d')}---\n${text('e')}`),
        {},
        resource('__proto__', '1'),
      ],
    });
    assert.deepEqual(
      errors.map((error) => error.name).filter((name, index, all) => all.indexOf(name) === index),
      ['a', 'c', 'd', '', '__proto__'],
    );
    assert.deepEqual(changes, []);
    const many = made.applyUpdate({ resources: Array.from({ length: 260 }, (_, index) => resource(`p${index}`, '1')) });
    assert.equal(many.errors.length, 4);
    assert.equal(made.policies.length, 256);
  });

  test('a local policy wins over one of the same name', (t) => {
    const file = folder(t);
    const { made } = store(t, { files: [file('a.yaml', text('a'))] });
    made.start();
    const result = made.applyUpdate({ resources: [resource('a', '9', text('a', 'shadow')), resource('b', '1')] });
    assert.deepEqual({ ...result.versions }, { b: '1' });
    assert.match(result.errors[0]?.message ?? '', /local file .*a\.yaml has a policy of this name, which takes precedence/);
    assert.deepEqual(
      made.policies.map((policy) => `${policy.name}:${policy.mode}`),
      ['a:enforce', 'b:enforce'],
    );
  });

  test('a local policy that comes later takes precedence, and the lease of the other is refused', async (t) => {
    const file = folder(t);
    const { made, lines, until } = store(t, { files: [file('a.yaml')] });
    made.start();
    assert.deepEqual(made.applyUpdate({ resources: [resource('a', '9', text('a', 'shadow'))] }).errors, []);
    file('a.yaml', text('a'));
    await until(() => made.policies[0]?.mode === 'enforce', 'the local one');
    assert.ok(lines.some((line) => line.startsWith('warn the controller: policy "a" is in ')));
    const renewal = made.applyUpdate({ resources: [{ name: 'a', version: '9', leaseMs: 100 }] });
    assert.deepEqual([{ ...renewal.versions }, renewal.errors.length], [{}, 1]);
  });

  test('a lease ends when nothing comes from the controller, and goes on while something does', (t) => {
    const { made, changes, lines, manual } = store(t);
    made.applyUpdate({ resources: [resource('leased', '1', text('leased'), 150), resource('lasting', '1')] });
    for (let i = 0; i < 60; i += 1) {
      manual.advance(50);
      made.renewLeases(manual.clock());
    }
    assert.equal(made.policies.length, 2, 'renewed all the time');
    made.applyUpdate({ resources: [{ name: 'leased', version: '1', leaseMs: 100 }] });
    manual.advance(99);
    assert.equal(made.policies.length, 2, 'the same version without its document is kept');
    manual.advance(1);
    assert.deepEqual(changes.at(-1), ['lasting:enforce']);
    assert.deepEqual({ ...made.versions() }, { lasting: '1' });
    assert.match(lines.at(-1) ?? '', /policy "leased" has left force/);
    assert.equal(manual.running, 0);
  });

  test('nothing is left running when it is closed, and nothing is watched without files', (t) => {
    const { made, manual } = store(t);
    made.start();
    assert.equal(manual.running, 0);
    made.applyUpdate({ resources: [resource('leased', '1', text('leased'), 150)] });
    made.close();
    assert.equal(manual.running, 0);
  });
});
