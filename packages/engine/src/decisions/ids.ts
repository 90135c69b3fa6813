import { createHash } from 'node:crypto';

/** A stable id: the prefix and 24 hex digits of the hash of what it is made of. Equal parts give equal ids, so a replay does too. */
export function stableId(prefix: string, parts: readonly (string | number)[]): string {
  // As JSON, so that no two lists of parts can run together into the same text.
  return `${prefix}_${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 24)}`;
}

/**
 * Whether a run belongs to the canary of a policy: a draw by hash, so that every process comes to the same answer about a run and
 * different policies draw different runs.
 */
export function drawnForCanary(runId: string, policyName: string, percent: number): boolean {
  const draw = createHash('sha256')
    .update(JSON.stringify(['canary', runId, policyName]))
    .digest()
    .readUInt32BE(0);
  return (draw / 2 ** 32) * 100 < percent;
}
