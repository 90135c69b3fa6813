import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { VERSION } from '../version.ts';
import { loadConfig } from './load-config.ts';
import { OPTIONS } from './options.ts';

const FILE = `
listen:
  grpc: 0.0.0.0:5000
  cors_origins: ["https://a.example"]
policies:
  files: [a.yaml, /etc/b.yaml]
  watch: false
journal: { path: ":memory:" }
telemetry:
  endpoint:
limits:
  queue_requests: 10
resource: { deployment.environment.name: test, replicas: 3 }
`;
const load = (file: string, args: readonly string[] = [], env: Record<string, string> = {}) =>
  loadConfig({ args: ['--config', '/conf/airt.yaml', ...args], env, readFile: () => file });
const problems = (file: string, args: readonly string[] = [], env: Record<string, string> = {}) => {
  const result = load(file, args, env);
  assert.ok(!result.ok);
  return result.problems;
};

describe('the configuration', () => {
  it('has defaults that listen on this machine only', () => {
    const result = loadConfig({ env: { XDG_STATE_HOME: '/state' } });
    assert.ok(result.ok);
    assert.deepEqual(result.config.listen, { grpc: '127.0.0.1:4327', http: '127.0.0.1:4328', cors_origins: [] });
    assert.equal(result.config.journal.path, '/state/airt/journal.db');
    assert.equal(result.config.limits.request_bytes, 64 * 1024 * 1024);
  });

  it('is read from a file, with paths meant from where it is', () => {
    const result = load(FILE);
    assert.ok(result.ok);
    const { config } = result;
    assert.deepEqual(config.policies, { files: ['/conf/a.yaml', '/etc/b.yaml'], watch: false, lease_seconds: 0 });
    assert.deepEqual([config.listen.grpc, config.listen.http], ['0.0.0.0:5000', '127.0.0.1:4328']);
    assert.deepEqual([config.journal.path, config.telemetry.endpoint, config.limits.queue_requests], [':memory:', undefined, 10]);
    assert.deepEqual(config.resource, { 'deployment.environment.name': 'test', replicas: '3' });
  });

  it('takes flags before variables before the file', () => {
    const env = { AIRT_LISTEN_GRPC: '127.0.0.1:6000', AIRT_LISTEN_HTTP: '127.0.0.1:6001' };
    const result = load(
      FILE,
      ['--listen-grpc=[::1]:7000', '--policy', 'x.yaml', '--policy', 'y.yaml', '--set', 'limits.queue_requests=11'],
      env,
    );
    assert.ok(result.ok);
    assert.deepEqual([result.config.listen.grpc, result.config.listen.http], ['[::1]:7000', '127.0.0.1:6001']);
    assert.deepEqual(result.config.policies.files, ['x.yaml', 'y.yaml']);
    assert.equal(result.config.limits.queue_requests, 11);
  });

  it('reports every problem with its place and what is expected', () => {
    const file = 'listen:\n  grcp: x\n  http: nowhere\nlimits:\n  queue_requests: many\n  request_bytes: 1\nextra: 1\njournal: text\n';
    assert.deepEqual(problems(file), [
      '/conf/airt.yaml:2:3: unknown key listen.grcp; there are grpc, http, cors_origins',
      '/conf/airt.yaml:3:9: listen.http must be host:port, not nowhere',
      '/conf/airt.yaml:5:19: limits.queue_requests must be a whole number',
      '/conf/airt.yaml:6:18: limits.request_bytes must be between 1024 and 1073741824, not 1',
      '/conf/airt.yaml:7:1: unknown key extra; there are listen, policies, detectors, journal, telemetry, resource, control, digest, limits, shutdown',
      '/conf/airt.yaml:8:1: journal must be a section with keys of its own',
    ]);
    assert.match(problems('a: [1')[0] ?? '', /^\/conf\/airt\.yaml:\d+:\d+: not readable as YAML/);
    assert.match(problems('listen: {}\n---\nlisten: {}\n')[0] ?? '', /^\/conf\/airt\.yaml:2:1: not readable as YAML: .*one document/);
    assert.match(problems('- 1')[0] ?? '', /must be a map of sections/);
    assert.match(problems('listen: { grpc: "x:99999" }')[0] ?? '', /must be host:port/);
  });

  it('holds the configuration of detectors, which the engine declares', () => {
    const result = load('detectors:\n  loop: { window: 32, pollerWords: [wait] }\n');
    assert.ok(result.ok);
    assert.deepEqual(result.config.detectors, { loop: { window: 32, pollerWords: ['wait'] } });
    assert.deepEqual(problems('detectors:\n  loop: { window: 3 }\n  lop: {}\n'), [
      '/conf/airt.yaml:2:19: detectors.loop.window: expected a whole number from 4 to 1024, found 3',
      '/conf/airt.yaml:3:3: detectors.lop: unknown key lop; did you mean loop?',
    ]);
    assert.deepEqual(problems('', ['--set', 'detectors=x']), ['--set: detectors can only be set in the configuration file']);
  });

  it('reports flags and variables that are wrong', () => {
    const [flag, missing, set, variable] = problems('', ['--listne-grpc', 'x', '--set', 'a.b=1'], {
      AIRT_TELEMETRY_ENDPOINT: 'not an address',
    });
    assert.match(flag ?? '', /^--listne-grpc is not understood; flags are --config FILE/);
    assert.match(missing ?? '', /^x is not understood/);
    assert.match(set ?? '', /--set a\.b=1: unknown key a\.b/);
    assert.equal(variable, 'AIRT_TELEMETRY_ENDPOINT: telemetry.endpoint must be an http or https address, not not an address');
    assert.deepEqual(problems('', ['--policy']), ['--policy needs a value']);
  });

  it('reports a file that cannot be read', () => {
    const result = loadConfig({ args: ['--config', '/nonexistent/airt.yaml'] });
    assert.ok(!result.ok);
    assert.match(result.problems[0] ?? '', /^\/nonexistent\/airt\.yaml: cannot be read: ENOENT/);
  });
});

describe('the documentation', () => {
  const page = readFileSync(new URL('../../docs/configuration.md', import.meta.url), 'utf8');

  it('names every option with its flag, its variable and its default', () => {
    for (const option of OPTIONS) {
      const section = page.split(/^##+ /m).find((text) => text.startsWith(`\`${option.key}\`\n`));
      assert.ok(section, `${option.key} has no section`);
      if (option.flag) assert.ok(section.includes(`--${option.flag}`), `${option.key}: flag`);
      if (option.env) assert.ok(section.includes(option.env), `${option.key}: variable`);
      if (typeof option.default === 'number' || typeof option.default === 'boolean') {
        assert.ok(section.includes(`Default: \`${option.default}\``), `${option.key}: default`);
      }
    }
  });

  it('has an example that is valid', () => {
    const example = /```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
    assert.ok(example.length > 0);
    assert.deepEqual(load(example).ok, true);
  });
});

it('the version is that of the package', () => {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };
  assert.equal(VERSION, manifest.version);
});
