/** The open sessions and the spans already seen, both bounded. */
import type { AgentEvent } from '../events/event.ts';
import { hasEnded } from '../events/event-kinds.ts';
import { createLruMap } from '../lru-map.ts';
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
  /** true the first time that an event of its kind is seen of the span; the start of an operation that has ended is no news. */
  admit(event: AgentEvent): boolean;
  /** The session of this trace, made by `create` where there is none, and now the latest used. */
  touch(traceId: string, nowMs: number, create: () => Session): Session;
  get(traceId: string): Session | undefined;
  /** Closes what is idle. */
  evictIdle(nowMs: number): void;
  /** All open sessions, the one unused for longest first. */
  all(): Iterable<Session>;
  readonly size: number;
  /** Sessions that left for want of room, since the start. */
  readonly evicted: number;
}

/** @param onEvict Called with each session that leaves. */
export function createSessionStore(options: SessionStoreOptions, onEvict: (session: Session) => void): SessionStore {
  const sessions = createLruMap<string, Session>({ limit: options.maxSessions, onEvict: (_, session) => evict(session) });
  let evicted = 0;
  const evict = (session: Session): void => {
    evicted += 1;
    onEvict(session);
  };
  const spans = createLruMap<string, true>({ limit: options.maxSpans });

  const evictIdle = (nowMs: number): void => {
    for (let oldest = sessions.oldest(); oldest !== undefined; oldest = sessions.oldest()) {
      const [id, session] = oldest;
      if (nowMs - session.seenMs <= options.idleMs) return;
      sessions.delete(id);
      onEvict(session);
    }
  };

  return {
    admit(event) {
      const ended = `${event.traceId}/${event.spanId}`;
      if (spans.has(ended)) return false;
      if (hasEnded(event)) {
        spans.set(ended, true);
        return true;
      }
      const started = `${ended}/started`;
      if (spans.has(started)) return false;
      spans.set(started, true);
      return true;
    },
    touch(traceId, nowMs, create) {
      evictIdle(nowMs);
      const session = sessions.get(traceId) ?? create();
      session.seenMs = nowMs;
      sessions.set(traceId, session);
      return session;
    },
    get: (traceId) => sessions.peek(traceId),
    evictIdle,
    *all() {
      for (const [, session] of sessions) yield session;
    },
    get size() {
      return sessions.size;
    },
    get evicted() {
      return evicted;
    },
  };
}
