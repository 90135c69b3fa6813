/** For tests: a clock and timers that are moved by hand. */
import type { Timers } from '../timers.ts';

export interface TestTime {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly timers: Timers;
  /** Lets time pass: what is due runs at its own time, in order. */
  advance(ms: number): void;
  /** Sets the clock without time having passed: no timer runs for it. */
  setClock(nowMs: number): void;
  /** Timers that have not run and were not cancelled. */
  readonly pending: number;
}

interface Timer {
  dueMs: number;
  readonly intervalMs: number | undefined;
  readonly work: () => void;
}

export function createTestTime(startMs = 1_790_000_000_000): TestTime {
  const running = new Set<Timer>();
  let elapsedMs = 0;
  let clockOffsetMs = startMs;
  const add = (delayMs: number, intervalMs: number | undefined, work: () => void) => {
    const timer: Timer = { dueMs: elapsedMs + delayMs, intervalMs, work };
    running.add(timer);
    return () => {
      running.delete(timer);
    };
  };
  const nextDue = (untilMs: number): Timer | undefined =>
    [...running].filter(({ dueMs }) => dueMs <= untilMs).sort((a, b) => a.dueMs - b.dueMs)[0];
  return {
    now: () => elapsedMs + clockOffsetMs,
    timers: {
      after: (delayMs, work) => add(delayMs, undefined, work),
      every: (intervalMs, work) => add(intervalMs, intervalMs, work),
    },
    advance(ms) {
      const untilMs = elapsedMs + ms;
      for (let timer = nextDue(untilMs); timer !== undefined; timer = nextDue(untilMs)) {
        elapsedMs = timer.dueMs;
        if (timer.intervalMs === undefined) running.delete(timer);
        else timer.dueMs += timer.intervalMs;
        timer.work();
      }
      elapsedMs = untilMs;
    },
    setClock(nowMs) {
      clockOffsetMs = nowMs - elapsedMs;
    },
    get pending() {
      return running.size;
    },
  };
}
