/**
 * Imports that break a rule and are known. To be emptied: an entry that is no longer there fails the test, so that none is forgotten.
 * Of a cycle, every import that it goes through is an entry.
 */

export interface KnownImport {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
}

const CYCLE = 'no cycle of files';

export const knownImports: readonly KnownImport[] = [
  { rule: CYCLE, from: 'packages/controller/src/control/service.ts', to: 'packages/controller/src/control/stream.ts' },
  {
    rule: 'packages are imported by their names',
    from: 'packages/cli/src/commands/explain.test.ts',
    to: 'packages/controller/src/journal/journal.ts',
  },
];
