/** How long to wait before the next attempt: exponential with full jitter (AWS Architecture Blog, "Exponential Backoff And Jitter"). */

export interface BackoffTiming {
  readonly backoffMinMs: number;
  readonly backoffMaxMs: number;
  readonly backoffResetMs: number;
}

/** No attempt follows another closer than this, whatever is drawn. */
const LEAST_WAIT_MS = 20;

export interface Backoff {
  /** `livedMs`: how long the last connection held. `lasting`: the failure will not pass by itself soon. */
  next(last: { readonly livedMs: number; readonly lasting: boolean }): number;
  /** A draw from the first step, so that many agents do not come back at the same moment. */
  jitter(): number;
}

/** @param random 0 to 1. */
export function createBackoff(timing: BackoffTiming, random: () => number): Backoff {
  let failures = 0;
  return {
    next({ livedMs, lasting }) {
      if (livedMs >= timing.backoffResetMs) failures = 0;
      const cap = lasting ? timing.backoffMaxMs : Math.min(timing.backoffMaxMs, timing.backoffMinMs * 2 ** Math.min(failures, 30));
      failures += 1;
      return Math.max(LEAST_WAIT_MS, random() * cap);
    },
    jitter: () => random() * timing.backoffMinMs,
  };
}
