/** Packages from the registry, installed by npm into a folder of their own, once. */
import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { withLock } from '../../collector-config/lock.ts';

const { env } = process;

/** The cache of collector-config/build.ts: `$AIRT_CACHE_DIR`, else `$XDG_CACHE_HOME/airt`, else `~/.cache/airt`. */
const cache = join(env.AIRT_CACHE_DIR || join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'airt'), 'npm');

/** Installs exactly these versions and gives the path of their `node_modules`; what is cached already is not asked for again. */
export async function npmInstall(dependencies: Readonly<Record<string, string>>): Promise<string> {
  const manifest = JSON.stringify({ name: 'app', private: true, dependencies }, undefined, 2);
  const folder = join(cache, createHash('sha256').update(`${manifest} ${process.platform}`).digest('hex').slice(0, 16));
  const modules = join(folder, 'node_modules');
  await mkdir(cache, { recursive: true });
  await withLock(`${folder}.lock`, {}, async () => {
    if (await exists(modules)) return;
    const from = performance.now();
    const fresh = `${folder}.${randomUUID()}`;
    await mkdir(fresh);
    await writeFile(join(fresh, 'package.json'), manifest);
    try {
      await npm(fresh);
      await rename(fresh, folder);
    } finally {
      await rm(fresh, { recursive: true, force: true });
    }
    console.error(`airt: installed ${Object.keys(dependencies).join(', ')}: ${((performance.now() - from) / 1000).toFixed(1)} s`);
  });
  return modules;
}

function npm(cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const args = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
    const child = spawn('npm', args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], timeout: 300_000 });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    child.once('error', (error) => reject(new Error(`npm cannot be started: ${error.message}`)));
    child.once('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`npm install in ${cwd} ended with ${signal ?? `exit code ${code}`}:\n${output}`));
    });
  });
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
