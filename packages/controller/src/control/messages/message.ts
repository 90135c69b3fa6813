import type { OperationStartedEvent } from '@airt/engine';
import type { EventDraft } from '../../events.ts';
import type { HealthRecord } from '../../journal/records.ts';
import type { Directives } from '../directives.ts';
import type { Instance } from '../instances.ts';
import type { AgentMessage } from '../proto-types.ts';

/** The members of the oneof of `AgentMessage`, as the generated code names them: `policyAck`. */
export type AgentMessageName = NonNullable<AgentMessage['message']>;

type Bodies = { readonly [Name in AgentMessageName]: NonNullable<AgentMessage[Name]> };

/** What is done with one kind of message of agents. Each is one file here and one line in index.ts. */
export interface MessageHandler<Body> {
  /**
   * For a message that agents may only send where Welcome names this feature. Welcome names the features of all handlers; a message whose
   * feature was not offered on its stream is ignored.
   */
  readonly feature?: string;
  /**
   * Called once per message, after Hello, in the order of the stream. Accepts whatever a peer may send. What it throws ends the stream
   * with INTERNAL, and nothing else.
   */
  handle(body: Body, peer: Peer): void;
}

/** Handlers by message. A message without one is ignored, as the protocol demands of what is not known. */
export type MessageTable = { readonly [Name in AgentMessageName]?: MessageHandler<Bodies[Name]> };

/** The agent process on whose stream a message came, and what a handler can do. */
export interface Peer {
  readonly instance: Instance;
  /** Fencing number of this controller. */
  readonly epoch: number;
  readonly directives: Directives;
  /** Sends the policies that it lacks. */
  sendPolicies(): void;
  /** Ends the stream with a gRPC status. The process counts as disconnected, or as ended after `goodbye`. */
  end(code: number, details: string): void;
  /** The process is ending by itself. */
  goodbye(reason: string): void;
  /** Hands an operation that has started to the engine. */
  observe(event: OperationStartedEvent): void;
  /** One line for people. It may hold texts of the agent. */
  log(line: string): void;
  emit(event: EventDraft): void;
  /** Keeps something that happened to the process in the journal. */
  recordInstance(event: string, details: object): void;
  recordHealth(health: HealthRecord): void;
}
