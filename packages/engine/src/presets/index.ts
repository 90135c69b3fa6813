import { BALANCED_POLICY } from './balanced.ts';

/** Policies that come with the package, as the text of a policy file. */
export const presetPolicies = { balanced: BALANCED_POLICY } as const;

export type PresetName = keyof typeof presetPolicies;
