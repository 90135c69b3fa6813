/** Whether a directive that arrives is taken, and which ones make place for it. */
import type { Directive } from '@airt/engine';
import type { Entries, Entry } from './directive-entries.ts';
import type { EntryInput, EntryOutcome } from './directive-entry.ts';
import { isOlder, replaces } from './directive-relations.ts';

export interface Admission {
  readonly entries: Entries;
  step(entry: Entry, input: EntryInput): void;
  /** false: the run has ended. undefined: not known (yet) here. */
  readonly isOpenRun: ((traceId: string) => boolean | undefined) | undefined;
  /** Directives of one run. */
  readonly maxPerRun: number;
  /** Directives of the process. */
  readonly maxTotal: number;
}

/** Ends what the directive supersedes. Returns its outcome where it cannot be taken; undefined: it may wait. */
export const admit = (directive: Directive, admission: Admission): EntryOutcome | undefined =>
  rejectOnArrival(directive, admission) ?? makePlace(directive, admission);

/** Why a directive cannot wait at all. */
function rejectOnArrival(directive: Directive, { entries, isOpenRun }: Admission): EntryOutcome | undefined {
  const { traceId, expiresMs, receivedMs: atMs } = directive;
  if (expiresMs <= atMs) return { status: 'expired', reason: 'it had expired when it came', atMs };
  if (isOpenRun?.(traceId) === false) return { status: 'not_applicable', reason: 'the run has ended', atMs };
  const later = entries
    .ofRun(traceId)
    .find((other) => other.state.kind !== 'in_force' && isOlder(directive, other.directive) && replaces(other.directive, directive));
  if (later === undefined) return undefined;
  return { status: 'superseded', reason: `directive ${later.directive.id} of the same rule came before it and is later`, atMs };
}

/** Ends what the directive supersedes. Returns why there is still no place for it. */
function makePlace(directive: Directive, { entries, step, maxPerRun, maxTotal }: Admission): EntryOutcome | undefined {
  const { id, traceId, receivedMs: atMs } = directive;
  for (const other of entries.ofRun(traceId)) {
    const isNamed = directive.supersedes?.includes(other.directive.id) === true;
    if (isNamed || (!isOlder(directive, other.directive) && replaces(directive, other.directive)))
      step(other, { kind: 'superseded', by: id, isNamed, nowMs: atMs });
  }
  const tooMany = (reason: string): EntryOutcome => ({ status: 'rejected', reason, atMs });
  if (entries.ofRun(traceId).length >= maxPerRun) return tooMany(`the run already has ${maxPerRun} directives`);
  if (entries.size >= maxTotal) dropMissedRun(entries, step);
  return entries.size >= maxTotal ? tooMany(`this process already has ${maxTotal} directives`) : undefined;
}

/** Runs whose end was missed keep their lasting directives; the one where nothing was applied for longest gives way. */
function dropMissedRun(entries: Entries, step: Admission['step']): void {
  let oldest: readonly Entry[] = [];
  let oldestMs = Number.POSITIVE_INFINITY;
  for (const run of entries.runs()) {
    const sinceMs = Math.max(...run.map(({ state }) => (state.kind === 'in_force' ? state.sinceMs : Number.POSITIVE_INFINITY)));
    if (sinceMs < oldestMs) [oldest, oldestMs] = [run, sinceMs];
  }
  for (const entry of oldest) step(entry, { kind: 'replaced' });
}
