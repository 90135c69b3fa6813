/**
 * Runs code of the application (listeners of its streams) from a promise of ours. What it throws ends in `uncaughtException`, as it does
 * when Node's own parser calls it, and not in a promise that nobody looks at.
 */
export function callOut(work: () => void): void {
  try {
    work();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
