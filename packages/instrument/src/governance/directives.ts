/**
 * The directives of this process between their arrival and their end. Each one that is accepted gets exactly one outcome, is applied
 * at most once, and never outlives its expiry, its lease or its run.
 */
import { type Directive, lifetimeOf, type Outcome, type OutcomeStatus, type SpanRef } from '@airt/engine';
import { createLruMap } from '@airt/engine/lru-map';

/** What became of a directive. */
export type DirectiveOutcome = Outcome & { readonly directive: Directive };

/** A run as it stands before a model call. */
export interface RunState {
  readonly traceId: string;
  /** `gen_ai.agent.name`. */
  readonly agentName?: string;
  /** `airt.tool.call.digest` of the run's latest tool call. */
  readonly lastToolCallDigest?: string;
  /** Where the latest turn had several calls at once: the digests of all. The expected call may be any of them. */
  readonly latestToolCallDigests?: readonly string[];
  /** Model calls of the run that started before this one. */
  readonly modelCalls: number;
  /** Whether evidence is known to be of another run in the same trace: a directive for that one is not for this one. */
  readonly isAnothers?: (evidence: readonly SpanRef[]) => boolean;
  /** The span of the call to come: where a dry run would have acted. */
  readonly span?: SpanRef;
}

export interface DueDirectives {
  /** To be applied now, in this order; each has to be answered by `applied`, `failed`, `notApplicable` or `postpone`. */
  readonly fresh: readonly Directive[];
  /** Applied before and lasting: to be kept up, in the order in which they were applied. */
  readonly inForce: readonly Directive[];
}

/** `held`: waits for its boundary. `settled`: has its outcome. `duplicate`: known by its id; `outcome` where it has one already. */
export type Accepted =
  | { readonly status: 'held' }
  | { readonly status: 'settled'; readonly outcome: DirectiveOutcome }
  | { readonly status: 'duplicate'; readonly outcome?: DirectiveOutcome };

export interface DirectiveStoreOptions {
  /** Exactly once per accepted id. */
  onOutcome(outcome: DirectiveOutcome): void;
  /** The same directive came again after its outcome: the sender has not heard of it. */
  onRepeat?(outcome: DirectiveOutcome): void;
  /** false: the run has ended, nothing can be applied to it any more. undefined: not known (yet) here. */
  isOpenRun?(traceId: string): boolean | undefined;
  /** Model calls of a run so far, where known; for `expected.maxModelCallsSince`. */
  modelCallsOf?(traceId: string): number | undefined;
  /** Milliseconds since 1970, for the sweep. Default Date.now. */
  clock?(): number;
  readonly maxPerRun?: number;
  readonly maxTotal?: number;
  /** How often it is looked for what ran out. Default 1 s; 0: never by itself. */
  readonly sweepMs?: number;
}

export interface DirectiveStore {
  accept(directive: Directive): Accepted;
  due(run: RunState, nowMs: number): DueDirectives;
  applied(id: string, how: { readonly span?: SpanRef; readonly changes?: readonly string[]; readonly nowMs: number }): void;
  failed(id: string, reason: string): void;
  notApplicable(id: string, reason: string): void;
  /** The call it was taken up for did not happen: it waits for the next boundary. */
  postpone(id: string): void;
  /** Withdrawn by its sender, also where it is in force. */
  cancel(id: string, reason: string): void;
  runEnded(traceId: string): void;
  /** Ends what ran out. */
  sweep(nowMs: number): void;
  /** Ends everything: what waits is not applicable any more. */
  close(): void;
  /** Directives that wait. */
  readonly waiting: number;
  /** Directives in force. */
  readonly lasting: number;
}

interface Entry {
  readonly directive: Directive;
  readonly modelCallsAtReceipt: number | undefined;
  state: 'waiting' | 'taken' | 'in_force';
  /** When it got into this state. */
  sinceMs: number;
}

const DEFAULT_MAX_PER_RUN = 64;
const DEFAULT_MAX_TOTAL = 4_096;
/** Ids remembered after their outcome: far more than a controller resends. */
const REMEMBERED_OUTCOMES = 4_096;
/** A directive that was taken up and never reported: its call was lost with an error of ours. */
const TAKEN_FOR_MS = 60_000;
/** What lasts "to the end of the run" in a run of which nothing was heard for so long is dropped. */
const IDLE_RUN_MS = 24 * 60 * 60_000;

const isLasting = ({ action }: Directive): boolean => lifetimeOf(action) === 'run';

export function createDirectiveStore(options: DirectiveStoreOptions): DirectiveStore {
  const clock = options.clock ?? Date.now;
  const maxPerRun = options.maxPerRun ?? DEFAULT_MAX_PER_RUN;
  const maxTotal = options.maxTotal ?? DEFAULT_MAX_TOTAL;
  const entries = new Map<string, Entry>();
  /** Entries by run, in the order of acceptance; in force ones in the order of application. */
  const runs = new Map<string, Entry[]>();
  const settled = createLruMap<string, DirectiveOutcome>({ limit: REMEMBERED_OUTCOMES });
  let timer: NodeJS.Timeout | undefined;

  function add(entry: Entry): void {
    const { id, traceId } = entry.directive;
    entries.set(id, entry);
    const run = runs.get(traceId);
    if (run === undefined) runs.set(traceId, [entry]);
    else run.push(entry);
    watch();
  }

  function remove(entry: Entry): void {
    const { id, traceId } = entry.directive;
    entries.delete(id);
    const rest = (runs.get(traceId) ?? []).filter((other) => other !== entry);
    if (rest.length === 0) runs.delete(traceId);
    else runs.set(traceId, rest);
    if (entries.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  }

  function watch(): void {
    const everyMs = options.sweepMs ?? 1_000;
    if (timer !== undefined || everyMs === 0) return;
    timer = setInterval(() => sweep(clock()), everyMs);
    timer.unref();
  }

  function tell(listener: ((outcome: DirectiveOutcome) => void) | undefined, outcome: DirectiveOutcome): void {
    try {
      listener?.(outcome);
    } catch {
      // Whoever listens has to count its own failures; the books here stay right.
    }
  }

  function settle(directive: Directive, status: OutcomeStatus, details: Partial<Outcome> & { readonly atMs: number }): DirectiveOutcome {
    const outcome: DirectiveOutcome = { ...details, decisionId: directive.id, status, directive };
    settled.set(directive.id, outcome);
    tell(options.onOutcome, outcome);
    return outcome;
  }

  function drop(entry: Entry, status: OutcomeStatus, reason: string, atMs: number): void {
    remove(entry);
    if (entry.state !== 'in_force') settle(entry.directive, status, { reason, atMs });
  }

  function accept(directive: Directive): Accepted {
    const known = settled.get(directive.id);
    if (known !== undefined) {
      tell(options.onRepeat, known);
      return { status: 'duplicate', outcome: known };
    }
    if (entries.has(directive.id)) return { status: 'duplicate' };
    const atMs = directive.receivedMs;
    const refuse = (status: OutcomeStatus, reason: string): Accepted => ({
      status: 'settled',
      outcome: settle(directive, status, { reason, atMs }),
    });
    if (directive.expiresMs <= atMs) return refuse('expired', 'it had expired when it came');
    if (options.isOpenRun?.(directive.traceId) === false) return refuse('not_applicable', 'the run has ended');
    const run = [...(runs.get(directive.traceId) ?? [])];
    const later = run.find(
      (other) => other.state === 'waiting' && isOvertaken(directive, other.directive) && concernsSame(other.directive, directive),
    );
    if (later !== undefined) return refuse('superseded', `directive ${later.directive.id} of the same rule came before it and is later`);
    for (const other of run) {
      const named = directive.supersedes?.includes(other.directive.id) === true;
      if (named || (other.state === 'waiting' && concernsSame(directive, other.directive))) {
        if (other.state !== 'taken') drop(other, 'superseded', `directive ${directive.id} took its place`, atMs);
      }
    }
    if ((runs.get(directive.traceId)?.length ?? 0) >= maxPerRun) return refuse('rejected', `the run already has ${maxPerRun} directives`);
    if (entries.size >= maxTotal) makeRoom();
    if (entries.size >= maxTotal) return refuse('rejected', `this process already has ${maxTotal} directives`);
    add({ directive, modelCallsAtReceipt: options.modelCallsOf?.(directive.traceId), state: 'waiting', sinceMs: atMs });
    return { status: 'held' };
  }

  /** Runs whose end was missed keep their lasting directives; the one silent for longest gives way. */
  function makeRoom(): void {
    let oldest: readonly Entry[] = [];
    let oldestMs = Number.POSITIVE_INFINITY;
    for (const run of runs.values()) {
      if (!run.every((entry) => entry.state === 'in_force')) continue;
      const sinceMs = Math.max(...run.map((entry) => entry.sinceMs));
      if (sinceMs < oldestMs) [oldest, oldestMs] = [run, sinceMs];
    }
    for (const entry of [...oldest]) remove(entry);
  }

  function due(run: RunState, nowMs: number): DueDirectives {
    const fresh: Directive[] = [];
    const inForce: Directive[] = [];
    for (const entry of [...(runs.get(run.traceId) ?? [])]) {
      const { directive } = entry;
      if (endIfOver(entry, nowMs)) continue;
      if (directive.agentName !== undefined && directive.agentName !== run.agentName) continue;
      if (run.isAnothers?.(directive.evidence)) continue;
      if (entry.state === 'in_force') {
        inForce.push(directive);
        continue;
      }
      if (entry.state === 'taken') continue;
      const moved = whyMovedOn(entry, run);
      if (moved !== undefined) drop(entry, 'not_applicable', moved, nowMs);
      else if (directive.dryRun) {
        remove(entry);
        const latencyMs = Math.max(0, nowMs - directive.receivedMs);
        settle(directive, 'applied', {
          atMs: nowMs,
          latencyMs,
          changes: [],
          dryRun: true,
          ...(run.span === undefined ? {} : { span: run.span }),
        });
      } else {
        entry.state = 'taken';
        entry.sinceMs = nowMs;
        fresh.push(directive);
      }
    }
    return { fresh, inForce };
  }

  /** Ends an entry whose time is over; true where it did. */
  function endIfOver(entry: Entry, nowMs: number): boolean {
    const { directive } = entry;
    switch (entry.state) {
      case 'waiting':
        if (nowMs < directive.expiresMs) return false;
        drop(entry, 'expired', 'no fitting boundary came in time', nowMs);
        return true;
      case 'taken':
        if (nowMs < entry.sinceMs + TAKEN_FOR_MS) return false;
        drop(entry, 'failed', 'it was taken up and not reported', nowMs);
        return true;
      case 'in_force':
        if (nowMs < entry.sinceMs + (directive.leaseMs ?? IDLE_RUN_MS)) return false;
        remove(entry);
        return true;
    }
  }

  function applied(id: string, how: { readonly span?: SpanRef; readonly changes?: readonly string[]; readonly nowMs: number }): void {
    const entry = entries.get(id);
    if (entry === undefined || entry.state === 'in_force') return;
    const { directive } = entry;
    remove(entry);
    if (isLasting(directive)) {
      // A later one of the same kind and rule takes the place of the earlier: another model, another bound.
      for (const other of [...(runs.get(directive.traceId) ?? [])]) {
        if (other.state === 'in_force' && other.directive.action.kind === directive.action.kind && concernsSame(directive, other.directive))
          remove(other);
      }
      entry.state = 'in_force';
      entry.sinceMs = how.nowMs;
      add(entry);
    }
    settle(directive, 'applied', {
      atMs: how.nowMs,
      latencyMs: Math.max(0, how.nowMs - directive.receivedMs),
      ...(how.span === undefined ? {} : { span: how.span }),
      ...(how.changes === undefined ? {} : { changes: how.changes }),
    });
  }

  function end(id: string, status: OutcomeStatus, reason: string): void {
    const entry = entries.get(id);
    if (entry !== undefined && entry.state !== 'in_force') drop(entry, status, reason, clock());
  }

  function sweep(nowMs: number): void {
    for (const entry of [...entries.values()]) endIfOver(entry, nowMs);
  }

  return {
    accept,
    due,
    applied,
    failed: (id, reason) => end(id, 'failed', reason),
    notApplicable: (id, reason) => end(id, 'not_applicable', reason),
    postpone(id) {
      const entry = entries.get(id);
      if (entry?.state === 'taken') entry.state = 'waiting';
    },
    cancel(id, reason) {
      const entry = entries.get(id);
      if (entry !== undefined && entry.state !== 'taken')
        drop(entry, 'not_applicable', `withdrawn${reason === '' ? '' : `: ${reason}`}`, clock());
    },
    runEnded(traceId) {
      for (const entry of [...(runs.get(traceId) ?? [])]) {
        // A call in flight still reports what it did.
        if (entry.state !== 'taken') drop(entry, 'not_applicable', 'the run has ended', clock());
      }
    },
    sweep,
    close() {
      for (const entry of [...entries.values()]) drop(entry, 'not_applicable', 'the process is ending', clock());
    },
    get waiting() {
      let count = 0;
      for (const entry of entries.values()) if (entry.state !== 'in_force') count += 1;
      return count;
    },
    get lasting() {
      let count = 0;
      for (const entry of entries.values()) if (entry.state === 'in_force') count += 1;
      return count;
    },
  };
}

/** Whether `later` would take the place of `earlier`: same rule, same agent, and same tool (a halt ends all of them). */
function concernsSame(later: Directive, earlier: Directive): boolean {
  if (later.source !== earlier.source || later.dryRun !== earlier.dryRun || later.agentName !== earlier.agentName) return false;
  if (later.policy.name !== earlier.policy.name || later.policy.rule !== earlier.policy.rule) return false;
  return later.toolName === earlier.toolName || later.action.kind === 'halt';
}

/** Whether `directive` came after `other` though it was decided before (a resend); without sequences, the order of arrival counts. */
function isOvertaken(directive: Directive, other: Directive): boolean {
  if (directive.sequence === undefined || other.sequence === undefined) return false;
  const [epoch, otherEpoch] = [directive.epoch ?? 0, other.epoch ?? 0];
  return epoch === otherEpoch ? directive.sequence < other.sequence : epoch < otherEpoch;
}

/** Why the state that a directive expects no longer holds. */
function whyMovedOn(entry: Entry, run: RunState): string | undefined {
  const { expected } = entry.directive;
  if (expected === undefined) return undefined;
  const digests = [...(run.latestToolCallDigests ?? []), ...(run.lastToolCallDigest === undefined ? [] : [run.lastToolCallDigest])];
  if (expected.lastToolCallDigest !== undefined && !digests.includes(expected.lastToolCallDigest)) {
    return digests.length === 0 ? 'the latest tool call of the run is not known here' : 'the run has gone on to another tool call';
  }
  if (expected.maxModelCallsSince !== undefined && entry.modelCallsAtReceipt !== undefined) {
    const since = run.modelCalls - entry.modelCallsAtReceipt;
    if (since > expected.maxModelCallsSince) return `${since} model calls of the run have started since`;
  }
  return undefined;
}
