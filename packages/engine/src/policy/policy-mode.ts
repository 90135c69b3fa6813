/** How far a policy may go. `shadow` and `observe` decide and report, and change nothing. */
export type PolicyMode = 'observe' | 'shadow' | 'canary' | 'enforce';

/** What becomes of a tool call whose arguments cannot be read, where a rule asks about them. */
export type Unreadable = (typeof UNREADABLE)[number];

export const UNREADABLE = ['deny', 'allow'] as const;

export const POLICY_MODES = ['observe', 'shadow', 'canary', 'enforce'] as const satisfies readonly PolicyMode[];
