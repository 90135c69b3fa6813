/** The entries of a directive store, by id and by run. */
import type { Directive } from '@airt/engine';
import type { EntryState } from './directive-entry.ts';

/** A directive with its state. */
export interface Entry {
  readonly directive: Directive;
  /** Undefined where they are not counted, or do not matter. */
  readonly modelCallsAtReceipt: number | undefined;
  state: EntryState;
}

/** Lists are copies: they may be gone through while entries come and go. */
export interface Entries {
  get(id: string): Entry | undefined;
  add(entry: Entry): void;
  remove(entry: Entry): void;
  all(): readonly Entry[];
  /** In the order in which they were added. */
  ofRun(traceId: string): readonly Entry[];
  runs(): readonly (readonly Entry[])[];
  readonly size: number;
}

export function createEntries(): Entries {
  const byId = new Map<string, Entry>();
  const byRun = new Map<string, Set<Entry>>();
  return {
    get: (id) => byId.get(id),
    add(entry) {
      const { id, traceId } = entry.directive;
      byId.set(id, entry);
      const run = byRun.get(traceId);
      if (run === undefined) byRun.set(traceId, new Set([entry]));
      else run.add(entry);
    },
    remove(entry) {
      const { id, traceId } = entry.directive;
      byId.delete(id);
      const run = byRun.get(traceId);
      run?.delete(entry);
      if (run?.size === 0) byRun.delete(traceId);
    },
    all: () => [...byId.values()],
    ofRun: (traceId) => [...(byRun.get(traceId) ?? [])],
    runs: () => [...byRun.values()].map((run) => [...run]),
    get size() {
      return byId.size;
    },
  };
}
