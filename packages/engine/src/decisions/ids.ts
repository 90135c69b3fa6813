import { hash } from 'node:crypto';

/** A stable id: the prefix and 24 hex digits of the hash of what it is made of. Equal parts give equal ids, so a replay does too. */
export function stableId(prefix: string, parts: readonly (string | number)[]): string {
  // As JSON, so that no two lists of parts can run together into the same text.
  return `${prefix}_${hash('sha256', JSON.stringify(parts), 'hex').slice(0, 24)}`;
}
