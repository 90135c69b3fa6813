import { createHash } from 'node:crypto';
import type { PolicyDocument } from '@airt/engine';

/** All policies in force, as the engine takes them and as agents get them. */
export interface PolicySet {
  readonly documents: readonly PolicyDocument[];
  /** By name. */
  readonly byName: ReadonlyMap<string, PolicyDocument>;
  /** For people: the state of the whole set. */
  readonly systemVersion: string;
}

/** @throws {Error} where a name comes twice: a reader of findings must know which policy is meant. */
export function createPolicySet(documents: readonly PolicyDocument[]): PolicySet {
  const byName = new Map<string, PolicyDocument>();
  for (const document of documents) {
    if (byName.has(document.name)) throw new Error(`there are two policies named ${document.name}`);
    byName.set(document.name, document);
  }
  const hash = createHash('sha256');
  for (const [name, { version }] of [...byName].sort(([a], [b]) => (a < b ? -1 : 1))) hash.update(`${name}\n${version}\n`);
  return { documents, byName, systemVersion: hash.digest('hex').slice(0, 16) };
}
