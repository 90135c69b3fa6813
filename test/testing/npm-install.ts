/** Packages from the registry, installed as a user would do it: by the npm on the PATH, without settings of ours. */
import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from '../../collector-config/cache.ts';
import { withLock } from '../../collector-config/lock.ts';

/** `npm install` of these dependencies in `folder`. */
export async function npmInstall(folder: string, dependencies: Readonly<Record<string, string>>): Promise<void> {
  await writeFile(join(folder, 'package.json'), manifestOf(dependencies));
  // But for where the machine's own settings stand: npm on the pinned Node would look for them elsewhere.
  const ours = /^(npm_(config_(?!globalconfig$)|package_|lifecycle_)|NODE_OPTIONS|NODE_TEST)/i;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
  const args = ['install', '--no-audit', '--no-fund', '--loglevel=error'];
  try {
    await promisify(execFile)('npm', args, { cwd: folder, env, maxBuffer: 1 << 26, timeout: 300_000 });
  } catch (error) {
    const { stderr = '' } = error as { stderr?: string };
    throw new Error(`npm install of ${Object.keys(dependencies).join(', ')} failed:\n${stderr.slice(-4_000) || String(error)}`);
  }
}

/** Installs exactly these versions, once on a machine, and gives the path of their `node_modules`. */
export async function cachedModules(dependencies: Readonly<Record<string, string>>): Promise<string> {
  const cache = cacheFolder('npm');
  const folder = join(
    cache,
    createHash('sha256')
      .update(`${manifestOf(dependencies)} ${process.platform}`)
      .digest('hex')
      .slice(0, 16),
  );
  const modules = join(folder, 'node_modules');
  if (existsSync(modules)) return modules;
  await mkdir(cache, { recursive: true });
  return withLock(`${folder}.lock`, {}, async () => {
    if (existsSync(modules)) return modules;
    const from = performance.now();
    const fresh = `${folder}.${randomUUID()}`;
    await mkdir(fresh);
    try {
      await npmInstall(fresh, dependencies);
      await rename(fresh, folder);
    } finally {
      await rm(fresh, { recursive: true, force: true });
    }
    const names = Object.entries(dependencies).map(([name, version]) => `${name} ${version}`);
    console.error(`airt: installed ${names.join(', ')}: ${((performance.now() - from) / 1000).toFixed(1)} s`);
    return modules;
  });
}

const manifestOf = (dependencies: Readonly<Record<string, string>>): string =>
  JSON.stringify({ name: 'app', version: '1.0.0', private: true, dependencies }, undefined, 2);
