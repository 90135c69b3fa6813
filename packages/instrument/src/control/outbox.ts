/**
 * Outcomes on their way to the controller. The stream has no acknowledgement for them, so those that left shortly before a stream
 * broke are sent again on the next one: the controller takes the same outcome twice for one.
 */
import type { OutcomeMessage } from './messages/types.ts';

export interface Outbox {
  /** Adds an outcome; the oldest waiting one is dropped when there are too many. */
  add(outcome: OutcomeMessage, nowMs: number): void;
  /** Hands out what waits, oldest first, until `take` refuses. */
  flush(take: (outcome: OutcomeMessage) => boolean, nowMs: number): void;
  /** The stream broke: what was sent lately waits again. */
  rewind(nowMs: number): void;
  readonly waiting: number;
  /** Outcomes given up since the start. */
  readonly dropped: number;
}

interface Entry {
  readonly outcome: OutcomeMessage;
  readonly addedMs: number;
}

export interface OutboxLimits {
  readonly maxWaiting: number;
  /** How many of the sent ones are kept to be sent again, and for how long after they came up. */
  readonly maxSent: number;
  readonly sentForMs: number;
}

const DEFAULT_OUTBOX_LIMITS: OutboxLimits = { maxWaiting: 1_000, maxSent: 256, sentForMs: 120_000 };

export function createOutbox(limits: OutboxLimits = DEFAULT_OUTBOX_LIMITS): Outbox {
  let waiting: Entry[] = [];
  let sent: Entry[] = [];
  let dropped = 0;

  function trim(): void {
    if (waiting.length <= limits.maxWaiting) return;
    dropped += waiting.length - limits.maxWaiting;
    waiting = waiting.slice(-limits.maxWaiting);
  }

  return {
    add(outcome, nowMs) {
      waiting.push({ outcome, addedMs: nowMs });
      trim();
    },
    flush(take, nowMs) {
      let count = 0;
      for (const entry of waiting) {
        if (!take(entry.outcome)) break;
        count += 1;
      }
      if (count === 0) return;
      sent = [...sent, ...waiting.slice(0, count)].slice(-limits.maxSent).filter((entry) => nowMs - entry.addedMs < limits.sentForMs);
      waiting = waiting.slice(count);
    },
    rewind(nowMs) {
      waiting = [...sent.filter((entry) => nowMs - entry.addedMs < limits.sentForMs), ...waiting];
      sent = [];
      trim();
    },
    get waiting() {
      return waiting.length;
    },
    get dropped() {
      return dropped;
    },
  };
}
