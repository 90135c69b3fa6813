import type { Action } from '../actions/action.ts';
import type { PolicyRef } from './decision.ts';

/** The points of the agent-hooks specification at which a run can be intervened in. */
export const INTERVENTION_POINTS = [
  'agent_start',
  'input',
  'pre_model_call',
  'post_model_call',
  'pre_tool_call',
  'post_tool_call',
  'output',
  'agent_end',
] as const;
export type InterventionPoint = (typeof INTERVENTION_POINTS)[number];

/** What one rule says at a point. */
export type RuleVerdict =
  | { readonly verdict: 'allow'; readonly policy: PolicyRef }
  | { readonly verdict: 'transform'; readonly policy: PolicyRef; readonly action: Action }
  /** `instead`: what to do in its place, told to the model. */
  | { readonly verdict: 'deny'; readonly policy: PolicyRef; readonly reason: string; readonly instead?: string };

/** The outcome at a point: the strictest of all rules that spoke. */
export interface FoldedVerdict {
  readonly verdict: 'allow' | 'transform' | 'deny';
  /** The rule that decided; absent where none spoke. */
  readonly decidedBy?: PolicyRef;
  /** For deny. */
  readonly reason?: string;
  readonly instead?: string;
  /** For transform: every action, in the order of the rules. */
  readonly actions: readonly { readonly action: Action; readonly policy: PolicyRef }[];
  /** What rules of mode observe or shadow (or an undrawn canary) would have said; changes nothing. */
  readonly wouldBe: readonly RuleVerdict[];
}
