/** What embeds the control client: it answers for this process and takes what the controller sends. Whatever it throws is counted. */
import type {
  DirectiveMessage,
  HealthMessage,
  HelloMessage,
  PolicyErrorMessage,
  PolicyUpdateMessage,
  WelcomeMessage,
} from './messages/types.ts';

/** What came of a policy update. */
export interface PolicyUpdateResult {
  /** Everything in force after it, name to version. */
  readonly versions: Readonly<Record<string, string>>;
  /** What was rejected; none: the update is acknowledged whole. */
  readonly errors: readonly PolicyErrorMessage[];
}

/** When a directive came, and how far the controller's clock is ahead of ours. Milliseconds. */
export interface DirectiveReceipt {
  readonly nowMs: number;
  readonly clockOffsetMs: number;
}

export interface ControlHost {
  /**
   * Who this process is and what is live in it, read for every Hello. `policyVersions` where it has them, else those of the last update;
   * `lastDirectiveSequence`, `epoch` and `capabilities.features` are filled in by the client.
   */
  hello(): HelloMessage;
  /** How it is, read for every Health: after Welcome, after `reportHealth()`, and now and then. Absent: none is sent. */
  health?(): HealthMessage;
  onPolicyUpdate?(update: PolicyUpdateMessage): PolicyUpdateResult;
  onDirective?(directive: DirectiveMessage, receipt: DirectiveReceipt): void;
  /** A directive is withdrawn. */
  onDirectiveCancel?(directiveId: string, reason: string): void;
  onWelcome?(welcome: WelcomeMessage): void;
  /** The controller is there: it sent a message or answered a ping. Leases count from here. */
  onActivity?(nowMs: number): void;
  /** Counts by name: `control.connect_failed`, `control.messages_dropped`, `control.bad_messages`, `control.handler_failed` ... */
  count?(name: string, detail: string): void;
  /** `warn` at most once: the first connection that fails. */
  log?(level: 'warn' | 'debug', message: string): void;
}
