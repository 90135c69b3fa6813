/**
 * The directives of this process between their arrival and their end. Each one that is accepted gets exactly one outcome, is applied
 * at most once, and never outlives its expiry, its lease or its run.
 */
import type { Directive, Outcome } from '@airt/engine';
import { createLruMap } from '@airt/engine/lru-map';
import { type Timers, unrefTimers } from '../net/timers.ts';
import { admit } from './directive-admission.ts';
import { createEntries, type Entry } from './directive-entries.ts';
import { type EntryInput, type EntryOutcome, stepEntry, WAITING } from './directive-entry.ts';
import { concernsRun, type RunState, replaces, staleReason } from './directive-relations.ts';

export type { RunState } from './directive-relations.ts';

/** What became of a directive. */
export type DirectiveOutcome = Outcome & { readonly directive: Directive };

export interface DueDirectives {
  /**
   * For this call, in this order, dry runs too; each has to be answered by `applied`, `failed`, `notApplicable` or `postpone`. Of a dry run
   * (`dryRun`) nothing is to be carried out: it is reported where it would have been applied.
   */
  readonly fresh: readonly Directive[];
  /** Applied before and lasting: still to be enforced, in the order in which they were applied. */
  readonly inForce: readonly Directive[];
}

/** `waiting`: for its boundary. `settled`: has its outcome. `duplicate`: known by its id; `outcome` where it has one already. */
export type Accepted =
  | { readonly status: 'waiting' }
  | { readonly status: 'settled'; readonly outcome: DirectiveOutcome }
  | { readonly status: 'duplicate'; readonly outcome?: DirectiveOutcome };

export interface DirectiveStoreOptions {
  /** Exactly once per accepted id. What it throws is ignored: a listener's error must not corrupt the state. */
  onOutcome(outcome: DirectiveOutcome): void;
  /** The same directive came again after its outcome: the sender has not received it. */
  onRepeat?(outcome: DirectiveOutcome): void;
  /** false: the run has ended, nothing can be applied to it any more. undefined: not known (yet) here. */
  isOpenRun?(traceId: string): boolean | undefined;
  /** Model calls of a run that have started so far, for `expected.maxModelCallsSince`. Without it, that is not enforced. */
  modelCallsOf?(traceId: string): number;
  /** Milliseconds since 1970. Default Date.now. */
  clock?(): number;
  /** Default: timers that do not keep the process alive. */
  readonly timers?: Timers;
  /** Directives of one run. Default 64. */
  readonly maxPerRun?: number;
  /** Directives of the process. Default 4,096. */
  readonly maxTotal?: number;
  /** How often what ran out is ended. Default 1 s; 0: never by itself. */
  readonly sweepMs?: number;
}

/** How a directive was applied. `nowMs`: milliseconds since 1970. */
export type Application = Pick<Outcome, 'span' | 'point' | 'changes'> & { readonly nowMs: number };

export interface DirectiveStore {
  accept(directive: Directive): Accepted;
  /** What binds a model call of this run that is about to be made. `nowMs`: milliseconds since 1970. */
  due(run: RunState, nowMs: number): DueDirectives;
  /** It was carried out, or would have been (dry run). Reports an outcome; a lasting action stays in force from here on. */
  applied(id: string, how: Application): void;
  /** The call was made and could not carry it out. */
  failed(id: string, reason: string): void;
  notApplicable(id: string, reason: string): void;
  /** The call that took it was not made, or was made without it: it waits for the next boundary, unless something has ended it meanwhile. */
  postpone(id: string): void;
  /** Withdrawn by its sender, also where it is in force. */
  cancel(id: string, reason: string): void;
  runEnded(traceId: string): void;
  /** Ends what ran out. */
  sweep(nowMs: number): void;
  /** Ends everything: what waits is not applicable any more. */
  close(): void;
  /** Directives that wait, or that a call has taken. */
  readonly waiting: number;
  /** Directives in force. */
  readonly lasting: number;
}

const DEFAULT_MAX_PER_RUN = 64;
const DEFAULT_MAX_TOTAL = 4_096;
/** Ids remembered after their outcome: far more than a controller resends. */
const REMEMBERED_OUTCOMES = 4_096;
const DEFAULT_SWEEP_MS = 1_000;

export function createDirectiveStore(options: DirectiveStoreOptions): DirectiveStore {
  const { maxPerRun = DEFAULT_MAX_PER_RUN, maxTotal = DEFAULT_MAX_TOTAL, sweepMs = DEFAULT_SWEEP_MS, timers = unrefTimers } = options;
  const clock = options.clock ?? Date.now;
  const entries = createEntries();
  const settled = createLruMap<string, DirectiveOutcome>({ limit: REMEMBERED_OUTCOMES });
  let cancelSweep: (() => void) | undefined;

  function settle(directive: Directive, outcome: EntryOutcome): DirectiveOutcome {
    const result: DirectiveOutcome = { ...outcome, decisionId: directive.id, directive };
    settled.set(directive.id, result);
    quietly(() => options.onOutcome(result));
    return result;
  }

  function step(entry: Entry, input: EntryInput): void {
    // A list may still have what ended while it was gone through.
    if (entry.state.kind === 'ended') return;
    const { state, outcome } = stepEntry(entry.state, input, entry.directive);
    const isApplied = state.kind === 'in_force' && entry.state.kind !== 'in_force';
    entry.state = state;
    if (state.kind === 'ended') remove(entry);
    if (isApplied) putInForce(entry);
    if (outcome !== undefined) settle(entry.directive, outcome);
  }

  function stepById(id: string, input: EntryInput): void {
    const entry = entries.get(id);
    if (entry !== undefined) step(entry, input);
  }

  /** In force they stand in the order of application; a later one of the same kind and rule takes the place of the earlier. */
  function putInForce(entry: Entry): void {
    const { directive } = entry;
    for (const other of entries.ofRun(directive.traceId)) {
      if (other !== entry && other.directive.action.kind === directive.action.kind && replaces(directive, other.directive))
        step(other, { kind: 'replaced' });
    }
    entries.remove(entry);
    entries.add(entry);
  }

  function remove(entry: Entry): void {
    entries.remove(entry);
    if (entries.size > 0) return;
    cancelSweep?.();
    cancelSweep = undefined;
  }

  function scheduleSweep(): void {
    if (cancelSweep !== undefined || sweepMs === 0) return;
    cancelSweep = timers.after(sweepMs, () => {
      cancelSweep = undefined;
      sweep(clock());
      if (entries.size > 0) scheduleSweep();
    });
  }

  function accept(directive: Directive): Accepted {
    const known = settled.get(directive.id);
    if (known !== undefined) {
      quietly(() => options.onRepeat?.(known));
      return { status: 'duplicate', outcome: known };
    }
    if (entries.get(directive.id) !== undefined) return { status: 'duplicate' };
    const rejection = admit(directive, { entries, step, isOpenRun: options.isOpenRun, maxPerRun, maxTotal });
    if (rejection !== undefined) return { status: 'settled', outcome: settle(directive, rejection) };
    entries.add({ directive, modelCallsAtReceipt: modelCallsOf(directive), state: WAITING });
    scheduleSweep();
    return { status: 'waiting' };
  }

  function due(run: RunState, nowMs: number): DueDirectives {
    const fresh: Directive[] = [];
    const inForce: Directive[] = [];
    for (const entry of entries.ofRun(run.traceId)) {
      const { directive } = entry;
      step(entry, { kind: 'tick', nowMs });
      if (!concernsRun(directive, run)) continue;
      if (entry.state.kind === 'in_force') inForce.push(directive);
      if (entry.state.kind !== 'waiting') continue;
      const reason = staleReason(directive, run, modelCallsSince(entry));
      step(entry, reason === undefined ? { kind: 'take', nowMs } : { kind: 'not_applicable', reason, nowMs });
      if (reason === undefined) fresh.push(directive);
    }
    return { fresh, inForce };
  }

  /** Counted only where it is asked for. */
  const modelCallsOf = ({ expected, traceId }: Directive): number | undefined =>
    expected?.maxModelCallsSince === undefined ? undefined : options.modelCallsOf?.(traceId);

  function modelCallsSince({ directive, modelCallsAtReceipt }: Entry): number | undefined {
    const now = modelCallsOf(directive);
    return now === undefined || modelCallsAtReceipt === undefined ? undefined : now - modelCallsAtReceipt;
  }

  function sweep(nowMs: number): void {
    for (const entry of entries.all()) step(entry, { kind: 'tick', nowMs });
  }

  return {
    accept,
    due,
    applied: (id, how) => stepById(id, { kind: 'applied', ...how }),
    failed: (id, reason) => stepById(id, { kind: 'failed', reason, nowMs: clock() }),
    notApplicable: (id, reason) => stepById(id, { kind: 'not_applicable', reason, nowMs: clock() }),
    postpone: (id) => stepById(id, { kind: 'postpone' }),
    cancel: (id, reason) => stepById(id, { kind: 'cancelled', reason, nowMs: clock() }),
    runEnded(traceId) {
      for (const entry of entries.ofRun(traceId)) step(entry, { kind: 'run_ended', nowMs: clock() });
    },
    sweep,
    close() {
      for (const entry of entries.all()) step(entry, { kind: 'closed', nowMs: clock() });
    },
    get waiting() {
      return entries.all().filter(({ state }) => state.kind !== 'in_force').length;
    },
    get lasting() {
      return entries.all().filter(({ state }) => state.kind === 'in_force').length;
    },
  };
}

function quietly(notify: () => void): void {
  try {
    notify();
  } catch {
    // Whoever listens has to count its own failures.
  }
}
