import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, test } from 'node:test';
import { readConfig } from './config.ts';

describe('paths', () => {
  const home = resolve('/home/agent');

  test('relative ones begin where the process was started', () => {
    const env = { AIRT_POLICY: 'policy.yaml, ../b.yaml,/etc/c.yaml', AIRT_CONTROLLER: 'unix:run/a.sock', AIRT_CONTROLLER_CA: 'ca.pem' };
    const config = readConfig(env, () => home);
    assert.deepEqual(config.policyFiles, [join(home, 'policy.yaml'), resolve(home, '../b.yaml'), resolve('/etc/c.yaml')]);
    assert.equal(config.controller, `unix:${join(home, 'run/a.sock')}`);
    assert.equal(config.controllerCa, join(home, 'ca.pem'));
    assert.deepEqual(config.problems, []);
  });

  test('absolute ones and addresses stay, and nobody asks for the folder', () => {
    const refuse = () => assert.fail('asked for the folder');
    for (const controller of ['unix:/run/a.sock', 'unix:///run/a.sock', 'localhost:4327', 'https://controller:4327']) {
      const env = { AIRT_POLICY: '/etc/c.yaml', AIRT_CONTROLLER: controller, AIRT_CONTROLLER_CA: '/etc/ca.pem' };
      assert.equal(readConfig(env, refuse).controller, controller);
    }
    assert.deepEqual(readConfig({}, refuse).policyFiles, []);
  });

  test('a folder that is gone is a problem in words', () => {
    const config = readConfig({ AIRT_POLICY: 'policy.yaml' }, () => {
      throw new Error('ENOENT: uv_cwd');
    });
    assert.deepEqual(config.policyFiles, ['policy.yaml']);
    assert.match(config.problems[0] ?? '', /^AIRT_POLICY=policy.yaml is relative/);
  });
});

test('a process that changes its folder keeps its policy, in its workers too', (t) => {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'airt-home-')));
  t.after(() => rmSync(home, { recursive: true }));
  const workspace = join(home, 'workspace');
  mkdirSync(workspace);
  const module = JSON.stringify(new URL('./config.ts', import.meta.url).href);
  const read = `const { readConfig } = await import(${module}); console.log(readConfig(process.env).policyFiles[0]);`;
  const worker = join(home, 'worker.mjs');
  writeFileSync(worker, read);
  const program = join(home, 'main.mjs');
  writeFileSync(
    program,
    `import { Worker } from 'node:worker_threads';
    ${read}
    process.chdir('workspace');
    new Worker(${JSON.stringify(worker)});`,
  );
  const options = { cwd: home, encoding: 'utf8' as const, env: { ...process.env, AIRT_POLICY: 'policy.yaml' } };
  const output = execFileSync(process.execPath, [program], options);
  const path = join(home, 'policy.yaml');
  assert.deepEqual(output.trim().split('\n'), [path, path]);
});

describe('disabled', () => {
  test('by either variable; OTEL_SDK_DISABLED has one spelling, as specified', () => {
    const enabled = (env: Record<string, string>) => readConfig(env).enabled;
    assert.deepEqual(
      [{ AIRT_DISABLED: '1' }, { OTEL_SDK_DISABLED: 'TRUE' }, { OTEL_SDK_DISABLED: '1' }, { OTEL_SDK_DISABLED: 'false' }].map(enabled),
      [false, false, true, true],
    );
  });

  test('a policy that is not in force by it is a problem; AIRT_DISABLED asks for silence', () => {
    const env = { OTEL_SDK_DISABLED: 'true', AIRT_POLICY: '/etc/policy.yaml', OTEL_RESOURCE_ATTRIBUTES: 'a=%' };
    assert.match(readConfig(env).problems.join(), /OTEL_SDK_DISABLED=true: nothing is governed, AIRT_POLICY is ignored/);
    assert.deepEqual(readConfig({ ...env, AIRT_DISABLED: 'true' }).problems, []);
    assert.deepEqual(readConfig({ OTEL_SDK_DISABLED: 'true' }).problems, []);
  });
});
