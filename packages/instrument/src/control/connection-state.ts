/** What the connection with the controller can be, what happens to it, and what it wants done. The transitions are in `connection.ts`. */
import type { BackoffTiming } from './backoff.ts';
import type { StreamEnd } from './grpc/stream-state.ts';

export interface ConnectionTiming extends BackoffTiming {
  /** From the open connection to Welcome. */
  readonly welcomeTimeoutMs: number;
  /** Least distance of two Hellos on one stream, however often the controller asks. */
  readonly helloIntervalMs: number;
  /** Between two Health messages while nothing changes. */
  readonly healthIntervalMs: number;
  /** Least distance of two Health messages, however much changes. */
  readonly healthMinIntervalMs: number;
}

/** A message that is sent again from time to time, and not too often. */
interface Repeated {
  readonly sentMs: number;
  /** The timer for the next one runs early: something has changed. */
  readonly isDue: boolean;
}

export type Phase =
  | { readonly kind: 'idle' }
  /** A stream is being opened. */
  | { readonly kind: 'connecting' }
  /** The stream is open and Hello is sent. */
  | { readonly kind: 'awaiting_welcome'; readonly hello: Repeated }
  /** `heartbeatMs`: 0 where none are wanted. */
  | {
      readonly kind: 'connected';
      readonly hello: Repeated;
      readonly health: Repeated;
      readonly welcomeMs: number;
      readonly heartbeatMs: number;
    }
  /** The retry timer runs. */
  | { readonly kind: 'backing_off' }
  /** Goodbye is sent; what is queued leaves. */
  | { readonly kind: 'closing' }
  | { readonly kind: 'closed' };

export interface Connection {
  readonly phase: Phase;
  /** Number of the latest stream, from 1; 0: none yet. */
  readonly attempt: number;
  /** Failures in a row, for the backoff. */
  readonly failures: number;
  /** Why the last stream ended or could not be opened; undefined while connected. */
  readonly lastError: string | undefined;
  readonly hasWarned: boolean;
}

export const IDLE: Connection = { phase: { kind: 'idle' }, attempt: 0, failures: 0, lastError: undefined, hasWarned: false };

/** `retry` runs in backing_off, `welcome` in awaiting_welcome, the others while Hello, heartbeats and Health may be sent. */
export type ConnectionTimer = 'welcome' | 'retry' | 'hello' | 'heartbeat' | 'health';

export type ConnectionInput =
  /** `targetError`: the address is none. Trying again would not mend it. */
  | { readonly kind: 'start'; readonly targetError?: string }
  /** Of the stream with this number; those of earlier ones are ignored. */
  | { readonly kind: 'stream_opened'; readonly attempt: number }
  | { readonly kind: 'stream_ended'; readonly attempt: number; readonly end: StreamEnd }
  /** The peer sent something that is no message of the protocol. */
  | { readonly kind: 'message_invalid' }
  | { readonly kind: 'welcome_received'; readonly controller: string; readonly heartbeatIntervalMs: number }
  | { readonly kind: 'drain_received'; readonly retryAfterMs: number; readonly reason: string }
  /** By the controller, or since something changed here. */
  | { readonly kind: 'hello_requested' }
  | { readonly kind: 'health_changed' }
  | { readonly kind: 'timer_fired'; readonly timer: ConnectionTimer }
  | { readonly kind: 'close_requested'; readonly reason: string };

export type ConnectionEffect =
  | { readonly kind: 'open_stream'; readonly attempt: number }
  | { readonly kind: 'close_stream' }
  | { readonly kind: 'send_hello' }
  | { readonly kind: 'send_health' }
  /** A heartbeat, and a ping: a controller that has nothing to send shows by its answer that it is there. */
  | { readonly kind: 'send_heartbeat' }
  | { readonly kind: 'send_goodbye'; readonly reason: string }
  | { readonly kind: 'flush_outcomes' }
  /** What was sent shortly before may not have arrived. */
  | { readonly kind: 'rewind_outcomes' }
  | { readonly kind: 'start_timer'; readonly timer: ConnectionTimer; readonly delayMs: number }
  | { readonly kind: 'stop_timer'; readonly timer: ConnectionTimer }
  | { readonly kind: 'stop_timers' }
  | { readonly kind: 'count'; readonly name: string; readonly detail: string }
  | { readonly kind: 'log'; readonly level: 'warn' | 'debug'; readonly message: string }
  /** The connection has come to its end: nothing more will happen. */
  | { readonly kind: 'report_closed' };

export interface ConnectionContext {
  /** Milliseconds since 1970. */
  readonly nowMs: number;
  /** 0 to 1, drawn anew for each input. */
  readonly random: number;
  readonly timing: ConnectionTiming;
  /** The address, for people. */
  readonly where: string;
}

export interface ConnectionStep {
  readonly state: Connection;
  readonly effects: readonly ConnectionEffect[];
}
