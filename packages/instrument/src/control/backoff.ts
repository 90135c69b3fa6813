/** How long to wait before the next attempt: exponential with full jitter (AWS Architecture Blog, "Exponential Backoff And Jitter"). */

export interface BackoffTiming {
  /** Upper bound of the first wait; doubles with each failure. Milliseconds, as all here. */
  readonly backoffMinMs: number;
  readonly backoffMaxMs: number;
  /** A stream that lived this long starts the waits anew. */
  readonly backoffResetMs: number;
}

/** No attempt follows another closer than this, whatever is drawn. */
const LEAST_WAIT_MS = 20;

/**
 * Milliseconds to wait after the `failures`-th failure in a row (from 0). `random`: 0 to 1. `isLasting`: the failure will not pass by
 * itself soon.
 */
export function backoffDelay(failures: number, random: number, isLasting: boolean, timing: BackoffTiming): number {
  const cap = isLasting ? timing.backoffMaxMs : Math.min(timing.backoffMaxMs, timing.backoffMinMs * 2 ** Math.min(failures, 30));
  return Math.max(LEAST_WAIT_MS, random * cap);
}
