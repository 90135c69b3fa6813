/** The folder in which the process was started, in every thread of it. */
import { getEnvironmentData, isMainThread, setEnvironmentData } from 'node:worker_threads';

const KEY = 'airt-instrument-start-directory';

/**
 * To be asked for while the thread starts. A worker starts where the process is by then, which may be the workspace of an agent: it takes
 * what the main thread has noted. Throws where the folder has been removed.
 */
export function startDirectory(): string {
  const known = getEnvironmentData(KEY);
  if (!isMainThread && typeof known === 'string') return known;
  const directory = process.cwd();
  // Workers, and theirs, get it with their start.
  setEnvironmentData(KEY, directory);
  return directory;
}
