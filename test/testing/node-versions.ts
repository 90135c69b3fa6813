/** Other versions of Node, through npm: the packages `node-<platform>-<arch>`, which hold nothing but the binary. */
import { join } from 'node:path';
import { cachedModules } from './npm-install.ts';

/** The path of a Node binary of this version; the first call on a machine downloads it. */
export async function ensureNode(version: string): Promise<string> {
  if (process.version === `v${version}`) return process.execPath;
  const name = packageName();
  const modules = await cachedModules({ [name]: version });
  return join(modules, name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

function packageName(): string {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  // The plain name of the package for Apple's processors was taken when it came to be.
  const prefix = platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
  return `${prefix}-${platform}-${process.arch}`;
}
