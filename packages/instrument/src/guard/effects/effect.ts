/**
 * Effects as a kind: how an action changes model calls in this process. One file an action, and a line in index.ts. What an action is
 * (its settings, its points, how long it lasts, its words for people) stands in the engine.
 */
import type { Action, ActionKind } from '@airt/engine';
import type { ModelRequest, RequestEdit } from '../../model/model-request.ts';
import type { Restrictions } from '../../runs/run.ts';

export type ActionOf<Kind extends ActionKind> = Extract<Action, { readonly kind: Kind }>;

/** What an action does to one model call. */
export type CallEffect =
  | { readonly edits: readonly RequestEdit[] }
  /** The call is not made; the text for its maker. */
  | { readonly denial: string };

export interface Effect<Kind extends ActionKind> {
  /** @param isFirst The action takes effect with this call, and the model is informed of it; later it is only kept in force. */
  apply(action: ActionOf<Kind>, request: ModelRequest, isFirst: boolean): CallEffect;
  /** What the run's answers may not do while the action is in force. */
  restrict?(action: ActionOf<Kind>, restrictions: Restrictions): void;
}
