import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { cleanEnvironment, execute, temporaryFolder } from '../testing/process.ts';
import { attachedEnvironment } from './environment.ts';
import { withPreload } from './node-options.ts';
import { programKind } from './program.ts';

const posix = { skip: process.platform === 'win32' ? 'POSIX signals and permissions' : false };

test('a preload with spaces, quotes and backslashes in its path is loaded, beside what NODE_OPTIONS held', async (context) => {
  const folder = join(temporaryFolder(context), 'with "quotes" and \\ spaces');
  mkdirSync(folder);
  const [first, second] = ['first one.cjs', 'second.cjs'].map((name) => join(folder, name));
  assert.ok(first && second);
  writeFileSync(first, 'globalThis.loaded = ["first"];');
  writeFileSync(second, 'globalThis.loaded.push("second");');
  const NODE_OPTIONS = withPreload(withPreload('--no-warnings', first), second);
  const ended = await execute(process.execPath, ['-p', 'loaded.join()'], { env: { ...cleanEnvironment(), NODE_OPTIONS } });
  assert.equal(ended.stdout.trim(), 'first,second', ended.stderr);
  assert.equal(withPreload(NODE_OPTIONS, second), NODE_OPTIONS);
});

test('exporters are silenced only where the user has configured none', () => {
  const addresses = { grpcAddress: '127.0.0.1:1', httpUrl: 'http://127.0.0.1:2' };
  const silent = attachedEnvironment({ A: '1' }, '/p.cjs', addresses);
  assert.deepEqual(silent, {
    A: '1',
    OTEL_TRACES_EXPORTER: 'none',
    OTEL_METRICS_EXPORTER: 'none',
    AIRT_CONTROLLER: '127.0.0.1:1',
    AIRT_OTLP_ENDPOINT: 'http://127.0.0.1:2',
    AIRT_CONTROLLER_WAIT_MS: '2000',
    NODE_OPTIONS: '--require /p.cjs',
  });
  for (const env of [
    { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318' },
    { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'x' },
    { OTEL_TRACES_EXPORTER: 'console' },
  ]) {
    const loud = attachedEnvironment(env, '/p.cjs');
    assert.deepEqual(loud, { ...env, NODE_OPTIONS: '--require /p.cjs' });
  }
});

test('Node.js programs are told from others by what they are, not by their name', posix, (context) => {
  const folder = temporaryFolder(context);
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    chmodSync(join(folder, name), 0o755);
  };
  file('tool', '#!/usr/bin/env node\n');
  file('shim', '#!/bin/sh\nbasedir=x\nexec node  "$basedir/x.js" "$@"\n');
  file('script', '#!/bin/sh\necho no\n');
  file('python', '\u007fELF...');
  file('plain.txt', 'x');
  chmodSync(join(folder, 'plain.txt'), 0o644);
  symlinkSync(process.execPath, join(folder, 'node24'));
  const kind = (command: string) => programKind(command, { PATH: folder }, folder);
  assert.equal(kind('tool'), 'node');
  assert.equal(kind('./tool'), 'node');
  assert.equal(kind('shim'), 'node');
  assert.equal(kind('node24'), 'node');
  assert.equal(kind(process.execPath), 'node');
  assert.equal(kind('script'), 'other');
  assert.equal(kind('python'), 'other');
  assert.equal(kind('plain.txt'), 'missing');
  assert.equal(kind('absent'), 'missing');
  assert.equal(programKind('tool', {}, folder), 'missing');
});

/** A driver that runs a program through runChild and prints the result on standard error. */
function driver(folder: string): string {
  const file = join(folder, 'driver.mjs');
  writeFileSync(
    file,
    `import { runChild } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, 'child.ts')).href)};
     const [program, ...args] = process.argv.slice(2);
     const result = await runChild(program, args, { env: process.env, cwd: process.cwd(), terminal: false });
     console.error(JSON.stringify(result));
     process.exitCode = result.code;`,
  );
  return file;
}

test('standard streams and exit code are the program’s own', posix, async (context) => {
  const script = 'process.stdin.on("data", (d) => process.stdout.write(d)).on("end", () => { process.exitCode = 7; });';
  const input = `${'line\n'.repeat(50_000)}no newline at the end`;
  const ended = await execute(process.execPath, [driver(temporaryFolder(context)), process.execPath, '-e', script], { input });
  assert.equal(ended.code, 7);
  assert.equal(ended.stdout, input);
  assert.deepEqual(JSON.parse(ended.stderr), { code: 7 });
});

test('signals reach the program, and how it ends is passed on', posix, async (context) => {
  const main = driver(temporaryFolder(context));
  const obedient = 'process.on("SIGTERM", () => process.exit(3)); console.log("ready"); setInterval(() => {}, 1000);';
  const run = (script: string, signal: NodeJS.Signals) => {
    let sent = false;
    return execute(process.execPath, [main, process.execPath, '-e', script], {
      whileRunning: (stdout, pid) => {
        if (stdout.includes('ready') && !sent) {
          sent = true;
          process.kill(pid, signal);
        }
      },
    });
  };
  assert.equal((await run(obedient, 'SIGTERM')).code, 3);
  const interrupted = await run('console.log("ready"); setInterval(() => {}, 1000);', 'SIGINT');
  assert.equal(interrupted.code, 130);
  assert.deepEqual(JSON.parse(interrupted.stderr), { code: 130, signal: 'SIGINT' });
});

test('a program that does not start has the exit code that shells use', posix, async (context) => {
  const folder = temporaryFolder(context);
  const main = driver(folder);
  writeFileSync(join(folder, 'text'), 'no program');
  assert.equal((await execute(process.execPath, [main, './absent'], { cwd: folder })).code, 127);
  assert.equal((await execute(process.execPath, [main, './text'], { cwd: folder })).code, 126);
});
