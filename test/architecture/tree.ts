/** Files of the repository. */
import { glob } from 'node:fs/promises';

/** Files below `root` that match one of the patterns, with `/`, sorted. What is installed or built is left out. */
export async function findFiles(root: string, patterns: readonly string[]): Promise<readonly string[]> {
  const files = new Set<string>();
  const exclude = (path: string): boolean => /(^|\/)(node_modules|dist|\.toolchain|packed)$/.test(path);
  for await (const file of glob([...patterns], { cwd: root, exclude })) files.add(file.replaceAll('\\', '/'));
  return [...files].sort();
}
