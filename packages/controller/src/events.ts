/** What happens in a controller, for whoever wants to show it as it happens. */
import type { Decision, Finding, OperationEvent, Outcome } from '@airt/engine';
import type { HealthRecord } from './journal/records.ts';

/** One policy that an agent rejected. Line and column count from 1; 0 where there is none. */
export interface RejectedPolicy {
  readonly name: string;
  readonly version: string;
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/** `atMs`: the controller's clock, milliseconds since 1970. */
export type ControllerEvent = { readonly atMs: number } & (
  | { readonly type: 'span'; readonly event: OperationEvent }
  | { readonly type: 'finding'; readonly finding: Finding }
  | { readonly type: 'decision'; readonly decision: Decision }
  /** The directive was written to an agent's stream; `resent` after that agent had lost its stream. */
  | {
      readonly type: 'delivered';
      readonly decision: Decision;
      readonly instanceUid: string;
      readonly sequence: number;
      readonly resent: boolean;
    }
  /** Final: comes once per decision. `source` is the controller where no agent answered. */
  | {
      readonly type: 'outcome';
      readonly decision: Decision;
      readonly outcome: Outcome;
      readonly source: 'agent' | 'controller';
      readonly instanceUid?: string;
    }
  | { readonly type: 'policy_ack'; readonly instanceUid: string; readonly versions: Readonly<Record<string, string>> }
  | {
      readonly type: 'policy_nack';
      readonly instanceUid: string;
      readonly errors: readonly RejectedPolicy[];
      /** What is in force all the same: the last good versions. */
      readonly versions: Readonly<Record<string, string>>;
    }
  | {
      readonly type: 'agent_connected';
      readonly instanceUid: string;
      readonly resource: Readonly<Record<string, string>>;
      readonly dataPlaneName: string;
      readonly dataPlaneVersion: string;
      /** Actions it implements. */
      readonly actions: readonly string[];
      readonly reconnected: boolean;
    }
  /** The health that an agent reports has changed. */
  | { readonly type: 'agent_health'; readonly instanceUid: string; readonly health: HealthRecord }
  | { readonly type: 'agent_disconnected'; readonly instanceUid: string; readonly reason: string }
);

/** A `ControllerEvent` before the time is put on it. */
export type EventDraft = ControllerEvent extends infer Event
  ? Event extends { readonly atMs: number }
    ? Omit<Event, 'atMs'>
    : never
  : never;
