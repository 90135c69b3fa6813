/**
 * A message of the controller as a kind: one file for each that is handled here, one line in `index.ts`. What is
 * sent from here is in `../agent-messages`.
 */
import type { ConnectionInput } from '../connection-state.ts';
import type { ControlHost } from '../host.ts';
import type { Session } from '../session.ts';
import type { AgentMessage, ControllerMessage, OutcomeMessage } from './types.ts';

/** Members of the oneof of a message. */
type OneofKey<M> = Exclude<keyof M, 'sequence' | '$unknowns'>;

export type ControllerMessageKey = OneofKey<ControllerMessage>;
export type AgentMessageKey = OneofKey<AgentMessage>;

/** What a handler may do. All of it is safe to call, also while the stream is ending. */
export interface MessageContext {
  readonly host: ControlHost;
  /** When the message came; milliseconds since 1970, our clock. */
  readonly nowMs: number;
  readonly session: Session;
  updateSession(change: Partial<Session>): void;
  /** Sends now or not at all; false: too much waits, or Welcome did not name the feature. */
  send(message: AgentMessage): boolean;
  /** Takes an outcome and sees to it that it arrives, over reconnects. */
  sendOutcome(outcome: OutcomeMessage): void;
  /** Something has happened to the connection. */
  dispatch(input: ConnectionInput): void;
  count(name: string, detail: string): void;
  /** Runs a callback of the host; undefined where it threw, which is counted. */
  call<T>(work: () => T): T | undefined;
}

export interface MessageHandler<M> {
  /** What Hello names it by, for a message beyond the required ones. */
  readonly feature?: string;
  /** Called once for each message, in the order of the stream. What it throws is counted and ends nothing. */
  handle(message: M, context: MessageContext): void;
}

export type MessageTable = { readonly [K in ControllerMessageKey]?: MessageHandler<NonNullable<ControllerMessage[K]>> };
