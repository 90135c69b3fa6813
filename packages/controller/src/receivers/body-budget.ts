/** Bodies that are being read: bounded in bytes and time over all connections, whoever sends them. */
import { createLruMap } from '@airt/engine/lru-map';

export interface BodyBudgetOptions {
  /** Of all bodies at one time, as sent and as decompressed. One body alone is read whatever the bound: it could never be sent otherwise. */
  readonly maxBytes: number;
  /** Time from the first byte of a body to its last. */
  readonly timeoutMs: number;
  /** Milliseconds; only runs forward. */
  readonly now?: () => number;
}

/** Why a body is not read on: it took too long; or others need the room that it has held for longer than they. */
export type BodyEnd = 'timeout' | 'evicted';

/** What one body holds. */
export interface BodyShare {
  /** Holds so many more bytes. false: there is no room, the sender has to come again. */
  take(bytes: number): boolean;
  /** Gives everything back. May be called twice. */
  close(): void;
}

export interface BodyBudget {
  /** A body begins. `onEnd` is called at most once, before `close`; it must end the reading. */
  open(onEnd: (reason: BodyEnd) => void): BodyShare;
  /** Ends bodies that take too long. To be called every second or so. */
  sweep(): void;
  readonly bytes: number;
  /** Bodies ended so far. */
  readonly ended: number;
}

/**
 * A body younger than this is not ended for the sake of others: an honest sender needs milliseconds. Beyond the bound the oldest body is
 * ended, so that senders who begin bodies and do not go on with them cannot keep others out.
 */
const MIN_EVICTION_AGE_MS = 500;
/** Far above any number of streams that are possible. */
const MAX_BODIES = 1_000_000;

interface OpenBody {
  readonly sinceMs: number;
  bytes: number;
  end(reason: BodyEnd): void;
}

export function createBodyBudget({ maxBytes, timeoutMs, now = () => performance.now() }: BodyBudgetOptions): BodyBudget {
  /** Never read by key: in the order in which the bodies began. */
  const bodies = createLruMap<OpenBody, OpenBody>({ limit: MAX_BODIES, onEvict: (body) => body.end('evicted') });
  let bytes = 0;
  let ended = 0;

  const oldestBody = (): OpenBody | undefined => bodies.oldest()?.[0];
  const makeRoom = (own: OpenBody): boolean => {
    while (bytes > maxBytes && bytes > own.bytes) {
      const oldest = oldestBody();
      if (oldest === undefined || oldest === own || now() - oldest.sinceMs < MIN_EVICTION_AGE_MS) return false;
      oldest.end('evicted');
    }
    return true;
  };

  return {
    open(onEnd) {
      let isOpen = true;
      const close = (): void => {
        if (!isOpen) return;
        isOpen = false;
        bodies.delete(body);
        bytes -= body.bytes;
      };
      const body: OpenBody = {
        sinceMs: now(),
        bytes: 0,
        end(reason) {
          if (!isOpen) return;
          close();
          ended += 1;
          onEnd(reason);
        },
      };
      bodies.set(body, body);
      return {
        take(more) {
          if (!isOpen) return false;
          body.bytes += more;
          bytes += more;
          return makeRoom(body);
        },
        close,
      };
    },
    sweep() {
      for (let oldest = oldestBody(); oldest !== undefined && now() - oldest.sinceMs > timeoutMs; oldest = oldestBody())
        oldest.end('timeout');
    },
    get bytes() {
      return bytes;
    },
    get ended() {
      return ended;
    },
  };
}
