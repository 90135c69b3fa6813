/**
 * What can be done to a run. The names are those of the control protocol (`airt.control.v1.Directive.action`); the kinds listed
 * here are the ones the data plane implements. The protocol has more, which a policy is refused for until they exist.
 */
export type Action =
  /** Guidance in words at the next model call. */
  | { readonly kind: 'steer'; readonly guidance: string }
  /** The tool is off for the rest of the run; the model is told why and what to do instead. */
  | { readonly kind: 'deny_tool'; readonly tool: string; readonly reason: string; readonly instead?: string }
  /** `graceful`: tools off and a request to conclude. `abort`: the next model call is refused. */
  | { readonly kind: 'halt'; readonly mode: 'graceful' | 'abort'; readonly reason: string }
  /** Another model for the rest of the run. */
  | { readonly kind: 'set_model'; readonly model: string }
  /** Upper bounds on request parameters; a lower value stays. */
  | { readonly kind: 'clamp'; readonly maxOutputTokens?: number; readonly temperature?: number };

export type ActionKind = Action['kind'];

/** All kinds that the data plane implements, in the order of their force. */
export const ACTION_KINDS = ['steer', 'clamp', 'set_model', 'deny_tool', 'halt'] as const satisfies readonly ActionKind[];
