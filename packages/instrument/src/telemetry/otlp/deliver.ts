/** Delivers one export: sends it again while that may help and there is time. OTLP specification, "Retryable Response Codes". */
import type { SendResult } from './send.ts';

const FIRST_BACKOFF_MS = 1_000;
const MAX_BACKOFF_MS = 5_000;
const BACKOFF_FACTOR = 1.5;
const MAX_RETRIES = 5;

export interface DeliverOptions {
  /** Sends once, within so many milliseconds. */
  readonly send: (timeoutMs: number) => Promise<SendResult>;
  /** For all tries together. */
  readonly timeoutMs: number;
  /** What came of a try that will be followed by another. */
  readonly onRetry: (reason: string) => void;
  /** Milliseconds of any steady clock. */
  readonly clock: () => number;
  readonly wait: (ms: number) => Promise<void>;
  /** 0 to 1. */
  readonly random: () => number;
}

/** Settles always, with the result of the last try. */
export async function deliver({ send, timeoutMs, onRetry, clock, wait, random }: DeliverOptions): Promise<SendResult> {
  const endMs = clock() + timeoutMs;
  let backoffMs = FIRST_BACKOFF_MS;
  for (let retries = 0; ; retries += 1) {
    const result = await send(Math.max(1, endMs - clock()));
    if (result.kind === 'delivered' || !result.isRetryable || retries === MAX_RETRIES) return result;
    const delayMs = result.retryAfterMs ?? Math.min(backoffMs, MAX_BACKOFF_MS) * (0.8 + 0.4 * random());
    if (clock() + delayMs >= endMs) return result;
    onRetry(result.reason);
    backoffMs *= BACKOFF_FACTOR;
    await wait(delayMs);
  }
}
