/**
 * Imports that break a rule and are known. To be emptied: an entry that is no longer there fails the test, so that none is forgotten.
 * Of a cycle, every import that it goes through is an entry.
 */

export interface KnownImport {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
}

export const knownImports: readonly KnownImport[] = [];
