import type { ActionVerdict } from '../actions/action.ts';
import type { Action } from '../actions/index.ts';
import type { PolicyRef } from './decision.ts';

/** The verdict of one rule at a point. */
export type RuleVerdict =
  | { readonly verdict: 'allow'; readonly policy: PolicyRef }
  | { readonly verdict: 'transform'; readonly policy: PolicyRef; readonly action: Action; readonly actionVerdict: ActionVerdict }
  /** `instead`: what to do in its place, for the model. `isUnreadable`: the rule asks about arguments that cannot be read. */
  | {
      readonly verdict: 'deny';
      readonly policy: PolicyRef;
      readonly reason: string;
      readonly instead?: string;
      readonly isUnreadable?: true;
    };

/** An action of a rule. */
export interface PolicyAction {
  readonly action: Action;
  /** What the action means for the operation: a tool taken away is a denial of that tool, though the operation goes on. */
  readonly verdict: ActionVerdict;
  readonly policy: PolicyRef;
}

/** The outcome at a point: the strictest of all verdicts in force. */
export interface FoldedVerdict {
  readonly verdict: 'allow' | 'transform' | 'deny';
  /** The rule that decided; absent where none applies. */
  readonly decidedBy?: PolicyRef;
  /** For deny. */
  readonly reason?: string;
  readonly instead?: string;
  /** The rule asks about arguments that cannot be read: its condition was not fulfilled. */
  readonly isUnreadable?: true;
  /** For transform: every action, in the order of the rules. */
  readonly actions: readonly PolicyAction[];
  /** Verdicts of rules that are not in force: mode observe or shadow, or a run outside the canary. They change nothing. */
  readonly shadowVerdicts: readonly RuleVerdict[];
}
