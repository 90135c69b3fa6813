/** How far a policy may go. `shadow` and `observe` decide and report, and change nothing. */
export type PolicyMode = 'observe' | 'shadow' | 'canary' | 'enforce';

export const POLICY_MODES = ['observe', 'shadow', 'canary', 'enforce'] as const satisfies readonly PolicyMode[];
