/** The open sessions and the spans already seen, both bounded. */
import type { Session } from './session.ts';

export interface SessionStoreOptions {
  /** Open sessions; the one unused for longest leaves first. */
  readonly maxSessions: number;
  /** A session without an event for this long leaves. */
  readonly idleMs: number;
  /** Spans remembered over all sessions, to know a duplicate by; the oldest are forgotten first. */
  readonly maxSpans: number;
}

export interface SessionStore {
  /** true the first time a span is seen. */
  admit(traceId: string, spanId: string): boolean;
  /** The session of this trace, made by `create` where there is none, and now the latest used. */
  touch(traceId: string, nowMs: number, create: () => Session): Session;
  get(traceId: string): Session | undefined;
  readonly size: number;
}

/** @param onEvict Called with each session that leaves. */
export function createSessionStore(options: SessionStoreOptions, onEvict: (session: Session) => void): SessionStore {
  // Both in the order of use, oldest first: insertion order of Map and Set.
  const sessions = new Map<string, Session>();
  const spans = new Set<string>();

  const evict = (session: Session): void => {
    sessions.delete(session.id);
    onEvict(session);
  };

  return {
    admit(traceId, spanId) {
      const key = `${traceId}/${spanId}`;
      if (spans.has(key)) return false;
      spans.add(key);
      if (spans.size > options.maxSpans) {
        const oldest = spans.values().next();
        if (!oldest.done) spans.delete(oldest.value);
      }
      return true;
    },
    touch(traceId, nowMs, create) {
      for (const session of sessions.values()) {
        if (nowMs - session.seenMs <= options.idleMs) break;
        evict(session);
      }
      const session = sessions.get(traceId) ?? create();
      sessions.delete(traceId);
      sessions.set(traceId, session);
      session.seenMs = nowMs;
      if (sessions.size > options.maxSessions) {
        const [oldest] = sessions.values();
        if (oldest) evict(oldest);
      }
      return session;
    },
    get: (traceId) => sessions.get(traceId),
    get size() {
      return sessions.size;
    },
  };
}
