import type { ControllerMessage } from './proto-types.ts';

/** The way to one connected agent. */
export interface AgentStream {
  /** false: the stream is gone or its reader too slow; the message was not taken. */
  send(message: Omit<ControllerMessage, 'sequence'>): boolean;
  /** Ends it with a gRPC status for the agent. */
  end(code: number, details: string): void;
}

/** How an agent process is connected. Times are milliseconds since 1970. */
export type Connection =
  | { readonly kind: 'connected'; readonly stream: AgentStream; readonly lastReceivedMs: number }
  /** Its stream ended; it may come back. */
  | { readonly kind: 'disconnected'; readonly sinceMs: number }
  /** It said goodbye: the process is ending by itself, and nothing is to be expected of it. */
  | { readonly kind: 'ended'; readonly sinceMs: number };

export type ConnectionEvent =
  /** Hello on a new stream of the process. */
  | { readonly type: 'hello'; readonly stream: AgentStream; readonly nowMs: number }
  | { readonly type: 'message'; readonly nowMs: number }
  | { readonly type: 'goodbye'; readonly nowMs: number }
  /** The stream has ended, whoever ended it. */
  | { readonly type: 'stream_closed'; readonly stream: AgentStream; readonly nowMs: number };

/**
 * The connection after an event. Undefined stands for a process that is not known yet: only Hello makes one known. A stream that is not
 * the one of the connection (a newer one took its place) changes nothing by ending.
 */
export function transition(connection: Connection | undefined, event: ConnectionEvent): Connection | undefined {
  switch (event.type) {
    case 'hello':
      return { kind: 'connected', stream: event.stream, lastReceivedMs: event.nowMs };
    case 'message':
      return connection?.kind === 'connected' ? { ...connection, lastReceivedMs: event.nowMs } : connection;
    case 'goodbye':
      return connection?.kind === 'connected' ? { kind: 'ended', sinceMs: event.nowMs } : connection;
    case 'stream_closed':
      return connection?.kind === 'connected' && connection.stream === event.stream
        ? { kind: 'disconnected', sinceMs: event.nowMs }
        : connection;
  }
}
