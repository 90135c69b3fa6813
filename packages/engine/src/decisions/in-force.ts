import { hash } from 'node:crypto';
import type { PolicyDocument } from '../policy/document.ts';

/** Whether what a policy decides about a run is done, or only reported. */
export function isInForce({ name, mode, canaryPercent }: PolicyDocument, runId: string): boolean {
  return mode === 'enforce' || (mode === 'canary' && isInCanary(runId, name, canaryPercent));
}

/**
 * Whether a run belongs to the canary of a policy: a draw by hash, so that every process comes to the same answer about a run and
 * different policies draw different runs.
 */
export function isInCanary(runId: string, policyName: string, percent: number): boolean {
  const draw = Number.parseInt(hash('sha256', JSON.stringify(['canary', runId, policyName]), 'hex').slice(0, 8), 16);
  return (draw / 2 ** 32) * 100 < percent;
}
