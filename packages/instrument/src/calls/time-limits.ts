/**
 * How long an application waits for an answer, as far as its request tells: the SDKs of OpenAI and Anthropic say their timeout (seconds) and
 * which attempt this is. A reprompt lives within that.
 */
import type { RequestHead } from '../model/http.ts';

export interface TimeLimits {
  /** By the clock of the caller; undefined: the request does not tell. */
  readonly deadlineMs: number | undefined;
  /** The SDK gave up an attempt before. */
  readonly isRetry: boolean;
}

/** SDKs cut a timeout to whole seconds: one below a second reads 0. */
const BELOW_A_SECOND_MS = 500;
/** What is left for the answer to travel and to be read: this share of the timeout, at least so many milliseconds. */
const MARGIN_SHARE = 0.1;
const MIN_MARGIN_MS = 50;
/** Another answer may take so much longer than the one before. */
const LONGER = 1.25;

/** @param startMs When the request was made, by any steady clock. */
export function timeLimitsOf({ header }: Pick<RequestHead, 'header'>, startMs: number): TimeLimits {
  const seconds = header('x-stainless-timeout');
  const timeoutMs = seconds === '0' ? BELOW_A_SECOND_MS : Number(seconds) * 1_000;
  const deadlineMs = timeoutMs > 0 ? startMs + timeoutMs - Math.max(MIN_MARGIN_MS, timeoutMs * MARGIN_SHARE) : undefined;
  return { deadlineMs, isRetry: Number(header('x-stainless-retry-count')) > 0 };
}

/** Whether another attempt that takes about as long as the one before ends in time. */
export const isTimeFor = ({ deadlineMs }: TimeLimits, nowMs: number, beforeMs: number): boolean =>
  deadlineMs === undefined || nowMs + beforeMs * LONGER <= deadlineMs;
