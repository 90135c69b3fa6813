/** A lock between processes on one machine: a folder, because making a folder either succeeds or finds it there. */
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** Times of {@link withLock}, in milliseconds. The holder shows that it lives every `heartbeatMs`. */
export interface LockOptions {
  /** Called once, when the lock is found taken. */
  readonly onWait?: () => void;
  readonly pollMs?: number;
  readonly heartbeatMs?: number;
  /** A lock without a sign of life for this long is taken over. */
  readonly staleMs?: number;
}

/**
 * Runs `work` while holding the lock folder `path`, whose parent exists. A lock whose holder died (its process is gone, or it
 * showed no sign of life for `staleMs`) is taken over. In the rarest of races two may hold it: what is done under it must be
 * safe without it, and only expensive to do twice.
 */
export async function withLock<T>(path: string, options: LockOptions, work: () => Promise<T>): Promise<T> {
  const { onWait, pollMs = 500, heartbeatMs = 2_000, staleMs = 20_000 } = options;
  let waited = false;
  while (!(await tryMakeFolder(path))) {
    if (await isStale(path, staleMs)) {
      // Renamed first: of several who see the same stale lock, one wins.
      const aside = `${path}.${randomUUID()}.stale`;
      await rename(path, aside).catch(() => {});
      await rm(aside, { recursive: true, force: true });
      continue;
    }
    if (!waited) onWait?.();
    waited = true;
    await sleep(pollMs);
  }
  const token = `${process.pid} ${randomUUID()}`;
  await writeFile(ownerFile(path), token);
  const heartbeat = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => {}), heartbeatMs);
  heartbeat.unref();
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    // Not if somebody took it over in the meantime.
    if ((await readFile(ownerFile(path), 'utf8').catch(() => '')) === token) await rm(path, { recursive: true, force: true });
  }
}

const ownerFile = (path: string): string => `${path}/owner`;

async function tryMakeFolder(path: string): Promise<boolean> {
  try {
    await mkdir(path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

async function isStale(path: string, staleMs: number): Promise<boolean> {
  try {
    if (Date.now() - (await stat(path)).mtimeMs > staleMs) return true;
    const pid = Number.parseInt(await readFile(ownerFile(path), 'utf8'), 10);
    return Number.isInteger(pid) && !isAlive(pid);
  } catch {
    // Released, or not yet signed by its holder.
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
