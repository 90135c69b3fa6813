/** Where what is built or downloaded once is kept. */
import { homedir } from 'node:os';
import { join } from 'node:path';

/** A folder of the cache: `$AIRT_CACHE_DIR`, else `$XDG_CACHE_HOME/airt`, else `~/.cache/airt`. Deleting it is always safe. */
export const cacheFolder = (name: string, env: NodeJS.ProcessEnv = process.env): string =>
  join(env.AIRT_CACHE_DIR || join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'airt'), name);
