/** Timers of the controller: none keeps the process alive. Tests pass their own and move time by themselves. */
export interface Timers {
  /** Calls `work` once, `delayMs` milliseconds from now. Returns what prevents it. */
  after(delayMs: number, work: () => void): () => void;
  /** Calls `work` every `intervalMs` milliseconds. Returns what ends it. */
  every(intervalMs: number, work: () => void): () => void;
}

export const systemTimers: Timers = {
  after(delayMs, work) {
    const timer = setTimeout(work, delayMs).unref();
    return () => clearTimeout(timer);
  },
  every(intervalMs, work) {
    const timer = setInterval(work, intervalMs).unref();
    return () => clearInterval(timer);
  },
};
