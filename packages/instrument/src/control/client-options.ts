/** What the control client is given and what it offers. */
import type { GrpcStreamLimits } from './grpc/stream.ts';
import type {
  ControllerMessage,
  DirectiveMessage,
  HealthMessage,
  HelloMessage,
  OutcomeMessage,
  PolicyErrorMessage,
  PolicyUpdateMessage,
  SignalMessage,
  WelcomeMessage,
} from './proto-mapping.ts';

export type ControlClientState = 'idle' | 'connecting' | 'connected' | 'backoff' | 'closed';

/** What came of a policy update. */
export interface PolicyUpdateResult {
  /** Everything in force after it, name to version. */
  readonly versions: Readonly<Record<string, string>>;
  /** What was refused; none: the update is acknowledged whole. */
  readonly errors: readonly PolicyErrorMessage[];
}

/** When a directive came, and how far the controller's clock is ahead of ours. */
export interface DirectiveReceipt {
  readonly nowMs: number;
  readonly clockOffsetMs: number;
}

export interface ControlClientTiming {
  /** From the open connection to Welcome. Default 10 s. */
  readonly welcomeTimeoutMs: number;
  /** Upper bound of the first wait. Default 0.25 s; doubles with each failure. */
  readonly backoffMinMs: number;
  /** Default 30 s. */
  readonly backoffMaxMs: number;
  /** A stream that lived this long starts the waits anew. Default 10 s. */
  readonly backoffResetMs: number;
  /** Least distance of two Hellos on one stream, however often the controller asks. Default 1 s. */
  readonly helloIntervalMs: number;
}

export const DEFAULT_TIMING: ControlClientTiming = {
  welcomeTimeoutMs: 10_000,
  backoffMinMs: 250,
  backoffMaxMs: 30_000,
  backoffResetMs: 10_000,
  helloIntervalMs: 1_000,
};

export interface ControlClientOptions {
  /** As in AIRT_CONTROLLER: `host:port`, `http://...`, `https://...`, `unix:...`. */
  readonly target: string;
  /** AIRT_CONTROLLER_TOKEN: sent as a bearer token. */
  readonly token?: string;
  /** AIRT_CONTROLLER_CA: PEM file trusted besides Node's own certificates. */
  readonly caFile?: string;
  /**
   * Who we are and what is live, read at every connect. `policyVersions` where it is given, else those of the last update;
   * `lastDirectiveSequence` and `epoch` are filled in here.
   */
  hello(): HelloMessage;
  onPolicyUpdate?(update: PolicyUpdateMessage): PolicyUpdateResult;
  onDirective?(directive: DirectiveMessage, receipt: DirectiveReceipt): void;
  /** A directive is withdrawn. */
  onCancel?(directiveId: string, reason: string): void;
  onWelcome?(welcome: WelcomeMessage): void;
  /** Any other message that is known (checkpoint verdict, approval, budget lease). */
  onMessage?(message: ControllerMessage): void;
  /** Each message of the controller: leases count from here. */
  onActivity?(nowMs: number): void;
  onStateChange?(state: ControlClientState): void;
  /** Milliseconds since 1970. Default Date.now. */
  clock?(): number;
  /** 0 to 1. Default Math.random. */
  random?(): number;
  /** Counts by name: `control.connect_failed`, `control.messages_dropped`, `control.bad_messages`, `control.handler_failed` ... */
  count?(name: string): void;
  /** `warn` at most once: the first connection that fails. */
  log?(level: 'warn' | 'debug', message: string): void;
  readonly timing?: Partial<ControlClientTiming>;
  readonly limits?: Partial<GrpcStreamLimits>;
}

export interface ControlClient {
  start(): void;
  /** Takes an outcome and sees to it that it arrives, over reconnects. */
  sendOutcome(outcome: OutcomeMessage): void;
  /** Who we are has changed (something was seen for the first time): says Hello again, soon and not too often. */
  refresh(): void;
  /** Sends now or not at all; false: not connected or too much waits. */
  signal(signal: SignalMessage): boolean;
  health(health: HealthMessage): boolean;
  state(): ControlClientState;
  /** Versions of the last policy update in force, name to version. */
  readonly policyVersions: Readonly<Record<string, string>>;
  /** Why the last stream ended or could not be opened. */
  readonly lastError: string | undefined;
  /** The controller's clock minus ours, milliseconds. */
  readonly clockOffsetMs: number;
  readonly pendingOutcomes: number;
  /** Says goodbye, lets what is queued leave (bounded by `limits.closeTimeoutMs`) and never connects again. */
  close(reason?: string): Promise<void>;
}
