/**
 * One directive between its acceptance and its end, as states. Pure: the store applies the transitions. Whatever happens, a directive gets
 * one outcome.
 */
import { type Directive, lifetimeOf, type Outcome } from '@airt/engine';

/** An outcome without the directive that it is of. */
export type EntryOutcome = Omit<Outcome, 'decisionId'>;

export type EntryState =
  /** For a boundary of its run. */
  | { readonly kind: 'waiting' }
  /** A call is being made with it, and will report what became of it. */
  | {
      readonly kind: 'taken';
      readonly sinceMs: number;
      /** What has ended it meanwhile: its outcome, should the call come to nothing. */
      readonly ifPostponed: EntryOutcome | undefined;
      /** It is not to stay in force, should the call apply it. */
      readonly isRevoked: boolean;
    }
  /** Applied, and lasting. */
  | { readonly kind: 'in_force'; readonly sinceMs: number }
  | { readonly kind: 'ended' };

/** Times are milliseconds since 1970. */
export type EntryInput =
  /** Time has passed. */
  | { readonly kind: 'tick'; readonly nowMs: number }
  | { readonly kind: 'take'; readonly nowMs: number }
  | ({ readonly kind: 'applied'; readonly nowMs: number } & Pick<Outcome, 'span' | 'point' | 'changes'>)
  /** The call could not carry it out. */
  | { readonly kind: 'failed'; readonly reason: string; readonly nowMs: number }
  | { readonly kind: 'not_applicable'; readonly reason: string; readonly nowMs: number }
  /** The call that took it was not made. */
  | { readonly kind: 'postpone' }
  /** `isNamed`: the later directive names this one, so that it leaves force too. */
  | { readonly kind: 'superseded'; readonly by: string; readonly isNamed: boolean; readonly nowMs: number }
  /** A later one of its kind and rule was applied. */
  | { readonly kind: 'replaced' }
  /** Its sender withdraws it. */
  | { readonly kind: 'cancelled'; readonly reason: string; readonly nowMs: number }
  | { readonly kind: 'run_ended'; readonly nowMs: number }
  /** The process ends. */
  | { readonly kind: 'closed'; readonly nowMs: number };

export interface EntryStep {
  readonly state: EntryState;
  /** What is to be reported; at most once in the life of an entry. */
  readonly outcome?: EntryOutcome;
}

/** A directive that was taken and never reported: its call was lost with an error of ours. */
const TAKEN_FOR_MS = 60_000;
/** What lasts "to the end of the run" is dropped in a run whose end was missed. */
const IDLE_RUN_MS = 24 * 60 * 60_000;

export const WAITING: EntryState = { kind: 'waiting' };
const ENDED: EntryState = { kind: 'ended' };

/** The next state, and the outcome where this step decides it. Inputs that a state does not know change nothing. */
export function stepEntry(state: EntryState, input: EntryInput, directive: Directive): EntryStep {
  switch (state.kind) {
    case 'waiting':
      return stepWaiting(state, input, directive);
    case 'taken':
      return stepTaken(state, input, directive);
    case 'in_force':
      return stepInForce(state, input, directive);
    case 'ended':
      return { state };
  }
}

function stepWaiting(state: EntryState, input: EntryInput, directive: Directive): EntryStep {
  switch (input.kind) {
    case 'tick':
      if (input.nowMs < directive.expiresMs) return { state };
      return endWith({ status: 'expired', reason: 'no fitting boundary came in time', atMs: input.nowMs });
    case 'take':
      return { state: { kind: 'taken', sinceMs: input.nowMs, ifPostponed: undefined, isRevoked: false } };
    case 'applied':
      return apply(input, directive, false);
    case 'failed':
    case 'not_applicable':
      return endWith({ status: input.kind, reason: input.reason, atMs: input.nowMs });
    case 'postpone':
    case 'replaced':
      return { state };
    default:
      return endWith(outcomeOfEnd(input));
  }
}

function stepTaken(state: EntryState & { kind: 'taken' }, input: EntryInput, directive: Directive): EntryStep {
  switch (input.kind) {
    case 'tick':
      if (input.nowMs < state.sinceMs + TAKEN_FOR_MS) return { state };
      return endWith({ status: 'failed', reason: 'a call took it and did not report', atMs: input.nowMs });
    case 'applied':
      return apply(input, directive, state.isRevoked);
    case 'failed':
    case 'not_applicable':
      return endWith({ status: input.kind, reason: input.reason, atMs: input.nowMs });
    case 'postpone':
      return state.ifPostponed === undefined ? { state: WAITING } : endWith(state.ifPostponed);
    case 'superseded':
    case 'cancelled':
    case 'run_ended': {
      // The call still reports what it did.
      const isRevoked = state.isRevoked || input.kind !== 'superseded' || input.isNamed;
      return { state: { ...state, ifPostponed: state.ifPostponed ?? outcomeOfEnd(input), isRevoked } };
    }
    case 'closed':
      return endWith(outcomeOfEnd(input));
    case 'take':
    case 'replaced':
      return { state };
  }
}

/** It has its outcome: from here on it ends in silence. */
function stepInForce(state: EntryState & { kind: 'in_force' }, input: EntryInput, { leaseMs = IDLE_RUN_MS }: Directive): EntryStep {
  switch (input.kind) {
    case 'tick':
      return input.nowMs < state.sinceMs + leaseMs ? { state } : { state: ENDED };
    case 'superseded':
      return input.isNamed ? { state: ENDED } : { state };
    case 'replaced':
    case 'cancelled':
    case 'run_ended':
    case 'closed':
      return { state: ENDED };
    default:
      return { state };
  }
}

const endWith = (outcome: EntryOutcome): EntryStep => ({ state: ENDED, outcome });

/** A dry run has changed nothing, and binds nothing. */
function apply({ kind: _, nowMs, ...how }: EntryInput & { kind: 'applied' }, directive: Directive, isRevoked: boolean): EntryStep {
  const { action, dryRun, receivedMs } = directive;
  const isLasting = lifetimeOf(action) === 'run' && !dryRun && !isRevoked;
  return {
    state: isLasting ? { kind: 'in_force', sinceMs: nowMs } : ENDED,
    outcome: {
      status: 'applied',
      atMs: nowMs,
      latencyMs: Math.max(0, nowMs - receivedMs),
      ...how,
      ...(dryRun ? { dryRun, changes: [] } : {}),
    },
  };
}

function outcomeOfEnd(input: EntryInput & { kind: 'superseded' | 'cancelled' | 'run_ended' | 'closed' }): EntryOutcome {
  const atMs = input.nowMs;
  switch (input.kind) {
    case 'superseded':
      return { status: 'superseded', reason: `directive ${input.by} took its place`, atMs };
    case 'cancelled':
      return { status: 'not_applicable', reason: `withdrawn${input.reason === '' ? '' : `: ${input.reason}`}`, atMs };
    case 'run_ended':
      return { status: 'not_applicable', reason: 'the run has ended', atMs };
    case 'closed':
      return { status: 'not_applicable', reason: 'the process is ending', atMs };
  }
}
