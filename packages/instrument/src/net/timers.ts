/** Timers as the data plane uses them: none keeps the process alive. Tests pass their own and move time by themselves. */

export interface Timers {
  /** Calls `work` once, `delayMs` milliseconds from now. Returns how to prevent it. */
  after(delayMs: number, work: () => void): () => void;
}

export const unrefTimers: Timers = {
  after(delayMs, work) {
    const timer = setTimeout(work, delayMs);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** The timers of one state machine, by name. A name has one timer at most. */
export interface NamedTimers<Name extends string> {
  /** Starts the timer anew where it runs already. */
  start(name: Name, delayMs: number): void;
  stop(name: Name): void;
  stopAll(): void;
}

/** @param onFire Called with the name of the timer whose time is over. */
export function createNamedTimers<Name extends string>(timers: Timers, onFire: (name: Name) => void): NamedTimers<Name> {
  const running = new Map<Name, () => void>();

  function stop(name: Name): void {
    running.get(name)?.();
    running.delete(name);
  }

  return {
    start(name, delayMs) {
      stop(name);
      const cancel = timers.after(delayMs, () => {
        running.delete(name);
        onFire(name);
      });
      running.set(name, cancel);
    },
    stop,
    stopAll() {
      for (const cancel of running.values()) cancel();
      running.clear();
    },
  };
}
