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
const LAYERS = 'folders of the data plane import folders below them';

export const knownImports: readonly KnownImport[] = [
  { rule: CYCLE, from: 'packages/controller/src/control/service.ts', to: 'packages/controller/src/control/stream.ts' },
  { rule: CYCLE, from: 'packages/instrument/src/calls/call-recorder.ts', to: 'packages/instrument/src/calls/exchange.ts' },
  { rule: CYCLE, from: 'packages/instrument/src/calls/call-recorder.ts', to: 'packages/instrument/src/calls/services.ts' },
  { rule: CYCLE, from: 'packages/instrument/src/calls/exchange.ts', to: 'packages/instrument/src/calls/model-call.ts' },
  { rule: CYCLE, from: 'packages/instrument/src/calls/model-call.ts', to: 'packages/instrument/src/calls/services.ts' },
  // What writes interventions as spans belongs above the guard.
  { rule: LAYERS, from: 'packages/instrument/src/telemetry/interventions.ts', to: 'packages/instrument/src/guard/intervention.ts' },
  { rule: LAYERS, from: 'packages/instrument/src/telemetry/interventions.ts', to: 'packages/instrument/src/runs/run.ts' },
  {
    rule: 'packages are imported by their names',
    from: 'packages/cli/src/commands/explain.test.ts',
    to: 'packages/controller/src/journal/journal.ts',
  },
];
