/** A clock and timers that stand still until a test moves them. */
import type { Timers } from '../timers.ts';

export interface ManualTimers extends Timers {
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Lets `ms` milliseconds pass: what becomes due runs in order, each at its own time, also what is started on the way. */
  advance(ms: number): void;
  /** Timers that run. */
  readonly running: number;
}

export function createManualTimers(startMs = 1_000_000): ManualTimers {
  const due = new Set<{ readonly atMs: number; readonly work: () => void }>();
  let nowMs = startMs;
  return {
    clock: () => nowMs,
    after(delayMs, work) {
      const timer = { atMs: nowMs + Math.max(0, delayMs), work };
      due.add(timer);
      return () => void due.delete(timer);
    },
    advance(ms) {
      const endMs = nowMs + ms;
      for (;;) {
        const [next] = [...due].filter(({ atMs }) => atMs <= endMs).sort((a, b) => a.atMs - b.atMs);
        if (next === undefined) break;
        due.delete(next);
        nowMs = next.atMs;
        next.work();
      }
      nowMs = endMs;
    },
    get running() {
      return due.size;
    },
  };
}
