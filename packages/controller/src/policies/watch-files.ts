import { type FSWatcher, watch } from 'node:fs';
import { basename, dirname } from 'node:path';

/** Editors write a file in several steps; a reload in the middle would find it broken. */
const SETTLE_MS = 100;

/**
 * Calls back some moments after any of the files has changed. Watches their folders, because editors replace files, and mounted
 * configuration replaces whole folders.
 *
 * @returns ends the watch.
 */
export function watchFiles(files: readonly string[], onChange: () => void, log: (message: string) => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const changed = (): void => {
    clearTimeout(timer);
    timer = setTimeout(onChange, SETTLE_MS).unref();
  };
  const watchers: FSWatcher[] = [];
  for (const folder of new Set(files.map((file) => dirname(file)))) {
    const names = new Set(files.filter((file) => dirname(file) === folder).map((file) => basename(file)));
    try {
      // "..data" is the link that Kubernetes turns over when a mounted configuration changes.
      const watcher = watch(folder, { persistent: false }, (_, name) => {
        if (name === null || names.has(name) || name === '..data') changed();
      });
      watcher.on('error', (error) => log(`${folder} is not watched any more: ${error.message}; reload policies with SIGHUP`));
      watchers.push(watcher);
    } catch (error) {
      log(`${folder} cannot be watched: ${error instanceof Error ? error.message : String(error)}; reload policies with SIGHUP`);
    }
  }
  // What changed between the reading of the files and the beginning of the watch.
  changed();
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}
