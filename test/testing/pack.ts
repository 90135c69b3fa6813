/** The packages as they would be published. */
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folders: Readonly<Record<string, string>> = {
  '@airt/protocol': 'protocol',
  '@airt/engine': 'engine',
  '@airt/instrument': 'instrument',
  '@airt/controller': 'controller',
  airt: 'cli',
};

/** Packs the built packages into `into`; returns dependencies, name to `file:` address. */
export async function packAll(into: string, names: readonly string[] = Object.keys(folders)): Promise<Record<string, string>> {
  // The pinned pnpm: it writes the real versions in the place of `workspace:`.
  const pnpm = join(root, '.toolchain', 'node_modules', '.bin', process.platform === 'win32' ? 'pnpm.cmd' : 'pnpm');
  const packed: Record<string, string> = {};
  for (const name of names) {
    const before = new Set(await readdir(into));
    await promisify(execFile)(pnpm, ['pack', '--pack-destination', into], { cwd: join(root, 'packages', folders[name] ?? name) });
    const file = (await readdir(into)).find((each) => !before.has(each) && each.endsWith('.tgz'));
    if (file === undefined) throw new Error(`pnpm pack of ${name} made no file`);
    packed[name] = `file:${join(into, file)}`;
  }
  return packed;
}

/** The exact versions of these packages that the workspace itself is tested with. */
export async function testedVersions(names: readonly string[]): Promise<Record<string, string>> {
  const { devDependencies } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { devDependencies: Record<string, string> };
  return Object.fromEntries(
    names.map((name) => {
      const version = devDependencies[name];
      if (version === undefined) throw new Error(`${name} is no dependency of the workspace`);
      return [name, version];
    }),
  );
}
