/**
 * Other versions of Node, through npm: the packages `node-<platform>-<arch>`, which hold nothing but the binary. They are kept in
 * `$AIRT_CACHE_DIR/node`, else `$XDG_CACHE_HOME/airt/node`, else `~/.cache/airt/node`.
 */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { withLock } from '../../collector-config/lock.ts';

const run = promisify(execFile);

/** The path of a Node binary of this version; the first call on a machine downloads it. */
export async function ensureNode(version: string, log: (line: string) => void = console.log): Promise<string> {
  if (process.version === `v${version}`) return process.execPath;
  const cache = join(process.env.AIRT_CACHE_DIR || join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'airt'), 'node');
  const folder = join(cache, version);
  const name = packageName();
  const binary = join(folder, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(binary)) return binary;
  await mkdir(cache, { recursive: true });
  return withLock(`${folder}.lock`, {}, async () => {
    if (existsSync(binary)) return binary;
    log(`airt: fetching Node ${version} ...`);
    const temporary = `${folder}.${randomUUID()}.tmp`;
    try {
      await mkdir(temporary);
      await npmInstall(temporary, { [name]: version });
      const { stdout } = await run(join(temporary, 'node_modules', name, 'bin', 'node'), ['--version']);
      if (stdout.trim() !== `v${version}`) throw new Error(`${name}@${version} is Node ${stdout.trim()}`);
      await rename(temporary, folder);
    } finally {
      await rm(temporary, { recursive: true, force: true });
    }
    return binary;
  });
}

function packageName(): string {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  // The plain name of the package for Apple's processors was taken when it came to be.
  const prefix = platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
  return `${prefix}-${platform}-${process.arch}`;
}

/** `npm install` of these dependencies, as a user would do it: by the npm on the PATH, without settings of ours. */
export async function npmInstall(folder: string, dependencies: Readonly<Record<string, string>>): Promise<void> {
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'app', version: '1.0.0', private: true, dependencies }, null, 2));
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(npm_(config|package|lifecycle)_|NODE_OPTIONS|NODE_TEST)/i.test(name)),
  );
  try {
    await run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder, env, maxBuffer: 1 << 26 });
  } catch (error) {
    const { stderr = '' } = error as { stderr?: string };
    throw new Error(`npm install of ${Object.keys(dependencies).join(', ')} failed:\n${stderr.slice(-4_000)}`);
  }
}
