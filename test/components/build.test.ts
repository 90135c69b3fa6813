/** How a component's binary is found or built, with a stand-in for Go that takes half a second. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import { withLock } from '../../collector-config/lock.ts';

const script = join(import.meta.dirname, '../../collector-config/build.ts');

interface Sandbox {
  readonly folder: string;
  readonly cache: string;
  run(env?: Record<string, string>): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }>;
  builds(): Promise<number>;
}

/** A PATH with only the stand-in for Go on it, and an empty cache. `go` is a shell script; `null` leaves it out. */
async function sandbox(t: TestContext, go: { readonly version: string; readonly build: string } | null): Promise<Sandbox> {
  const folder = await mkdtemp(join(tmpdir(), 'airt-build-'));
  t.after(() => rm(folder, { recursive: true }));
  const bin = join(folder, 'bin');
  const calls = join(folder, 'calls');
  await mkdir(bin);
  await writeFile(calls, '');
  if (go) {
    // The file to write comes after -o.
    const shell = `#!/bin/sh
if [ "$1" = version ]; then echo "${go.version}"; exit 0; fi
echo build >> ${calls}
while [ "$1" != -o ]; do shift; done
out=$2
${go.build}
`;
    await writeFile(join(bin, 'go'), shell);
    await chmod(join(bin, 'go'), 0o755);
  }
  const cache = join(folder, 'cache');
  return {
    folder,
    cache,
    builds: async () => (await readFile(calls, 'utf8')).split('\n').filter(Boolean).length,
    run: async (env = {}) => {
      const options = { env: { PATH: go ? `${bin}:/usr/bin:/bin` : bin, HOME: folder, AIRT_CACHE_DIR: cache, ...env } };
      try {
        return { code: 0, ...(await promisify(execFile)(process.execPath, [script, 'otelcol'], options)) };
      } catch (error) {
        const failure = error as { readonly code: number; readonly stdout: string; readonly stderr: string };
        return { code: failure.code, stdout: failure.stdout, stderr: failure.stderr };
      }
    },
  };
}

const good = { version: 'go version go1.26.8 linux/amd64', build: 'sleep 0.5; echo binary > "$out"; chmod +x "$out"' };

describe('ensureComponent', () => {
  it('builds once for all who ask at the same time, and not again afterwards', async (t) => {
    const box = await sandbox(t, good);
    const results = await Promise.all([box.run(), box.run(), box.run()]);
    for (const { code, stderr } of results) assert.equal(code, 0, stderr);
    const paths = new Set(results.map(({ stdout }) => stdout));
    assert.equal(paths.size, 1);
    assert.equal(await readFile([...paths].join('').trim(), 'utf8'), 'binary\n');
    assert.equal(await box.builds(), 1);
    assert.equal((await box.run()).stderr, '', 'nothing to say when it is there');
    assert.equal(await box.builds(), 1);
    assert.equal((await readdir(join(box.cache, 'bin'))).length, 1, 'no lock and no temporary file is left');
  });

  it('a failed build says what the compiler said and leaves nothing behind', async (t) => {
    const box = await sandbox(t, { ...good, build: 'echo half > "$out"; echo "main.go:1: no such thing" >&2; exit 3' });
    const { code, stdout, stderr } = await box.run();
    assert.equal(code, 1);
    assert.equal(stdout, '');
    assert.match(stderr, /main\.go:1: no such thing/);
    assert.match(stderr, /AIRT_OTELCOL_BIN/);
    assert.doesNotMatch(stderr, /\n\s+at /, 'no stack trace');
    assert.deepEqual(await readdir(join(box.cache, 'bin')), []);
  });

  it('takes over from a builder that was killed', async (t) => {
    const box = await sandbox(t, good);
    const { stdout } = await box.run();
    await rm(stdout.trim());
    const lock = `${stdout.trim()}.lock`;
    await mkdir(lock);
    const past = new Date(Date.now() - 60_000);
    await utimes(lock, past, past);
    assert.equal((await box.run()).code, 0);
    assert.equal(await box.builds(), 2);
  });

  it('without Go, or with one that is too old, names what to do', async (t) => {
    const missing = await (await sandbox(t, null)).run();
    assert.equal(missing.code, 1);
    assert.match(missing.stderr, /no `go` is on the PATH.*go\.dev.*AIRT_OTELCOL_BIN.*otelcol-contrib/s);
    const old = await sandbox(t, { ...good, version: 'go version go1.9.2 linux/amd64' });
    const { code, stderr } = await old.run();
    assert.equal(code, 1);
    assert.match(stderr, /needs Go 1\.26 or later.*go1\.9\.2.*AIRT_OTELCOL_BIN/s);
    assert.equal(await old.builds(), 0);
  });

  it('uses a binary named by the environment, and refuses one that cannot be run', async (t) => {
    const box = await sandbox(t, null);
    const named = join(box.folder, 'mine');
    await writeFile(named, '');
    const refused = await box.run({ AIRT_OTELCOL_BIN: named });
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /AIRT_OTELCOL_BIN names .*mine, which is not an executable file/);
    await chmod(named, 0o755);
    assert.equal((await box.run({ AIRT_OTELCOL_BIN: named })).stdout, `${named}\n`);
  });
});

describe('withLock', () => {
  it('lets one in at a time, and the next after a failure', async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'airt-lock-'));
    t.after(() => rm(folder, { recursive: true }));
    let inside = 0;
    let most = 0;
    const enter = (fails: boolean) =>
      withLock(join(folder, 'lock'), { pollMs: 5 }, async () => {
        most = Math.max(most, ++inside);
        await new Promise((resolve) => setTimeout(resolve, 20));
        inside -= 1;
        if (fails) throw new Error('on purpose');
      });
    const results = await Promise.allSettled([enter(false), enter(true), enter(false), enter(true)]);
    assert.equal(results.filter(({ status }) => status === 'rejected').length, 2);
    assert.equal(most, 1);
    assert.deepEqual(await readdir(folder), []);
  });
});
