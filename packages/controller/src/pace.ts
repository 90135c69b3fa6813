/** A rate with a burst. */
export interface Pace {
  /** Uses so many units in any case. How many milliseconds to wait before the next use; 0: none. */
  use(units: number, nowMs: number): number;
  /** Uses so many units where they are there. */
  tryUse(units: number, nowMs: number): boolean;
}

/** The time may be of any clock; a step back of it counts as no time. */
export function createPace({ unitsPerSecond, burstSeconds }: { readonly unitsPerSecond: number; readonly burstSeconds: number }): Pace {
  const burst = unitsPerSecond * burstSeconds;
  let left = burst;
  let atMs = Number.NEGATIVE_INFINITY;
  const refill = (nowMs: number): void => {
    left = Math.min(burst, left + (Math.max(0, nowMs - atMs) / 1000) * unitsPerSecond);
    atMs = nowMs;
  };
  return {
    use(units, nowMs) {
      refill(nowMs);
      left -= units;
      return left >= 0 ? 0 : Math.ceil((-left / unitsPerSecond) * 1000);
    },
    tryUse(units, nowMs) {
      refill(nowMs);
      if (left < units) return false;
      left -= units;
      return true;
    },
  };
}
