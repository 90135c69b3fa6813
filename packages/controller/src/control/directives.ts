import type { Decision, Outcome } from '@airt/engine';
import { createLruMap } from '@airt/engine/lru-map';
import type { Timers } from '../timers.ts';
import { isTarget } from './directive-target.ts';
import type { Instance, Instances } from './instances.ts';
import { createPendingDirective, type DirectiveDelivery, type FinalOutcome, type PendingDirective } from './pending-directive.ts';

export interface DirectivesOptions {
  readonly epoch: number;
  readonly instances: Instances;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly timers: Timers;
  /** The directive was written to a stream. */
  readonly onDelivered: (decision: Decision, delivery: DirectiveDelivery) => void;
  /**
   * An agent reported an outcome, whether it ends the matter or not; a repetition of it counts for nothing. `decision`: undefined where it
   * is not open here any more.
   */
  readonly onOutcome: (decision: Decision | undefined, outcome: Outcome, instance: Instance) => void;
  /** Once per decision. */
  readonly onFinal: (final: FinalOutcome) => void;
  /** Default 10,000. */
  readonly maxPending?: number;
  /** Default 2 seconds. */
  readonly graceMs?: number;
}

/** Directives by decision: whom they go to, and what became of them. */
export interface Directives {
  /** Sends a decision to the process that its spans name, or to those that claim its run, now or when they connect. */
  dispatch(decision: Decision): void;
  /** After Hello: sends what the process missed, and what waited for it. `lastSequence`: the highest Directive.sequence that it has. */
  onHello(instance: Instance, lastSequence: number): void;
  /** A connected process claims to have a run open: sends what waited for somebody who does. */
  onRunClaimed(instance: Instance, traceId: string): void;
  /** An agent reported an outcome. */
  onOutcome(instance: Instance, outcome: Outcome): void;
  /** An agent's process has ended by itself. */
  onProcessEnded(instance: Instance): void;
  /** Ends everything that is open. */
  close(reason: string): void;
  readonly pending: number;
}

/** Processes that one directive goes to where the spans name none. */
const MAX_CLAIMANTS = 256;
/** Outcomes that are remembered, to know an agent's repetition of one. */
const REMEMBERED_OUTCOMES = 20_000;

export function createDirectives(options: DirectivesOptions): Directives {
  const { epoch, instances, now, timers, maxPending = 10_000, graceMs = 2000 } = options;
  const open = new Map<string, PendingDirective>();
  /** Open directives by what an agent is concerned with them for: its uid where it is named or has them, and the run. */
  const byInstance = createIndex<PendingDirective>();
  const byTrace = createIndex<PendingDirective>();
  const outcomes = createLruMap<string, true>({ limit: REMEMBERED_OUTCOMES });

  const isKnown = (uid: string): boolean => instances.get(uid) !== undefined;
  const targetsOf = (decision: Decision): readonly Instance[] => {
    const named = decision.instanceUid === undefined ? undefined : instances.get(decision.instanceUid);
    if (named !== undefined) return [named];
    return instances
      .connected()
      .filter((instance) => isTarget(decision, instance, isKnown))
      .slice(0, MAX_CLAIMANTS);
  };

  const add = (decision: Decision): PendingDirective => {
    const onDelivered = (delivery: DirectiveDelivery): void => options.onDelivered(decision, delivery);
    const onFinal = (final: FinalOutcome): void => {
      open.delete(decision.id);
      byTrace.remove(decision.traceId, pending);
      for (const uid of pending.instanceUids()) byInstance.remove(uid, pending);
      if (decision.instanceUid !== undefined) byInstance.remove(decision.instanceUid, pending);
      options.onFinal(final);
    };
    const pending = createPendingDirective({ decision, epoch, now, timers, graceMs, onDelivered, onFinal });
    open.set(decision.id, pending);
    byTrace.add(decision.traceId, pending);
    if (decision.instanceUid !== undefined) byInstance.add(decision.instanceUid, pending);
    return pending;
  };
  const addTargets = (pending: PendingDirective, targets: readonly Instance[]): void => {
    for (const { uid } of targets) byInstance.add(uid, pending);
    pending.addTargets(targets);
  };
  /** What a process can be concerned with. */
  const concerning = ({ uid, openRuns }: Instance): readonly PendingDirective[] => {
    const found = new Set(byInstance.get(uid));
    if (open.size > 0) for (const traceId of openRuns) for (const pending of byTrace.get(traceId)) found.add(pending);
    return [...found];
  };

  return {
    dispatch(decision) {
      if (open.has(decision.id)) return;
      const pending = add(decision);
      if (decision.expiresMs <= now()) pending.close('expired', 'it had expired before it could be sent');
      else if (open.size > maxPending) pending.close('rejected', `more than ${maxPending} directives are waiting`);
      else addTargets(pending, targetsOf(decision));
    },

    onHello(instance, lastSequence) {
      instance.sequence = Math.max(instance.sequence, lastSequence);
      // What it missed goes first, in the order in which it would have come; what has no number yet follows.
      for (const pending of bySequence(concerning(instance), instance.uid)) {
        if (pending.target(instance.uid) !== undefined) pending.resume(instance, lastSequence);
        else if (isTarget(pending.decision, instance, isKnown)) addTargets(pending, [instance]);
      }
    },

    onRunClaimed(instance, traceId) {
      for (const pending of [...byTrace.get(traceId)]) {
        if (pending.target(instance.uid) !== undefined) continue;
        if (isTarget(pending.decision, instance, isKnown)) addTargets(pending, [instance]);
      }
    },

    onOutcome(instance, outcome) {
      const key = `${outcome.decisionId} ${instance.uid}`;
      if (outcomes.has(key)) return;
      const pending = open.get(outcome.decisionId);
      // Only who got it, or is named by the spans (an earlier controller sent it), has a say in the matter.
      const isConcerned = pending?.target(instance.uid) !== undefined || pending?.decision.instanceUid === instance.uid;
      if (pending !== undefined && !isConcerned) return;
      outcomes.set(key, true);
      options.onOutcome(pending?.decision, outcome, instance);
      pending?.settle(instance.uid, outcome, 'agent');
    },

    onProcessEnded(instance) {
      for (const pending of [...byInstance.get(instance.uid)])
        if (pending.target(instance.uid) !== undefined) pending.onProcessEnded(instance.uid);
    },

    close(reason) {
      for (const pending of [...open.values()]) pending.close('expired', reason);
    },

    get pending() {
      return open.size;
    },
  };
}

/** Members by a key, of which each has few. */
function createIndex<Member>() {
  const members = new Map<string, Set<Member>>();
  return {
    get: (key: string): ReadonlySet<Member> => members.get(key) ?? new Set(),
    add(key: string, member: Member): void {
      const known = members.get(key);
      if (known === undefined) members.set(key, new Set([member]));
      else known.add(member);
    },
    remove(key: string, member: Member): void {
      const known = members.get(key);
      known?.delete(member);
      if (known?.size === 0) members.delete(key);
    },
  };
}

function bySequence(all: readonly PendingDirective[], uid: string): readonly PendingDirective[] {
  const sequenceOf = (pending: PendingDirective): number => {
    const target = pending.target(uid);
    return target?.kind === 'sent' ? target.sequence : Number.POSITIVE_INFINITY;
  };
  return all.toSorted((a, b) => {
    const [first, second] = [sequenceOf(a), sequenceOf(b)];
    return first === second ? 0 : first - second;
  });
}
