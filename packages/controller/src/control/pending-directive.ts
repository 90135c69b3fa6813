import { type Decision, directiveToProto, type Outcome, type OutcomeStatus } from '@airt/engine';
import type { Timers } from '../timers.ts';
import {
  decidingOutcome,
  describeMissingTarget,
  type OutcomeSource,
  strongestOutcome,
  type Target,
  type TargetOutcome,
} from './directive-target.ts';
import { type Instance, isConnected, streamOf } from './instances.ts';

/** A directive that was written to an agent's stream. */
export interface DirectiveDelivery {
  readonly instanceUid: string;
  readonly sequence: number;
  /** The agent had lost its stream since the first time. */
  readonly resent: boolean;
  /** Milliseconds since 1970. */
  readonly atMs: number;
}

/** How a decision ended. Times are milliseconds since 1970. */
export interface FinalOutcome {
  readonly decision: Decision;
  readonly outcome: Outcome;
  readonly source: OutcomeSource;
  /** Whose outcome it is, where it is one agent's. */
  readonly instanceUid?: string;
  /** When the decision was handed over. */
  readonly dispatchedMs: number;
  readonly endedMs: number;
  readonly deliveries: readonly DirectiveDelivery[];
}

export interface PendingDirectiveOptions {
  readonly decision: Decision;
  readonly epoch: number;
  readonly now: () => number;
  readonly timers: Timers;
  /** How long after its expiry an agent's own outcome is waited for. */
  readonly graceMs: number;
  readonly onDelivered: (delivery: DirectiveDelivery) => void;
  /** Once. */
  readonly onFinal: (final: FinalOutcome) => void;
}

/**
 * A decision on its way, from the dispatch to its final outcome. It is `open` until it expires; then, where an agent has it, it waits
 * through a `grace` time, because the agent judges expiry by itself and its own outcome is worth more than ours; and then it is `closed`.
 */
export interface PendingDirective {
  readonly decision: Decision;
  target(instanceUid: string): Target | undefined;
  /** Of all targets. */
  instanceUids(): Iterable<string>;
  /** New targets: sends to those that are connected, waits for the others, and settles those whose process has ended. */
  addTargets(instances: readonly Instance[]): void;
  /** Sends what a target has not received. `lastSequence`: the highest Directive.sequence that it has. */
  resume(instance: Instance, lastSequence: number): void;
  settle(instanceUid: string, outcome: Outcome, source: OutcomeSource): void;
  /** The process of a target has ended by itself. */
  onProcessEnded(instanceUid: string): void;
  /** Ends it with the strongest outcome so far, else with one of the controller's. */
  close(status: OutcomeStatus, reason: string): void;
}

/** setTimeout takes no more. */
const MAX_TIMER_MS = 2 ** 31 - 1;

export function createPendingDirective(options: PendingDirectiveOptions): PendingDirective {
  const { decision, epoch, now, timers, graceMs } = options;
  const targets = new Map<string, Target>();
  const deliveries: DirectiveDelivery[] = [];
  const dispatchedMs = now();
  let phase: 'open' | 'grace' | 'closed' = 'open';

  const ownOutcome = (status: OutcomeStatus, reason: string): Outcome => ({ decisionId: decision.id, status, atMs: now(), reason });

  const finish = ({ outcome, source, instanceUid }: Omit<TargetOutcome, 'instanceUid'> & Partial<TargetOutcome>): void => {
    if (phase === 'closed') return;
    phase = 'closed';
    cancelTimer();
    const owner = instanceUid === undefined ? {} : { instanceUid };
    options.onFinal({ decision, outcome, source, ...owner, dispatchedMs, endedMs: now(), deliveries });
  };

  const finishWhenDecided = (): void => {
    const outcome = decidingOutcome(targets);
    if (outcome !== undefined) finish(outcome);
  };

  const close = (status: OutcomeStatus, reason: string): void =>
    finish(strongestOutcome(targets) ?? { outcome: ownOutcome(status, reason), source: 'controller' });

  const expire = (): void => {
    const isSent = [...targets.values()].some(({ kind }) => kind === 'sent');
    if (!isSent || strongestOutcome(targets) !== undefined) {
      close('expired', describeMissingTarget(decision));
      return;
    }
    phase = 'grace';
    cancelTimer = timers.after(graceMs, () => close('expired', 'the agent reported no outcome before it expired'));
  };
  let cancelTimer = timers.after(Math.min(MAX_TIMER_MS, Math.max(0, decision.expiresMs - dispatchedMs)), expire);

  const settle = (instanceUid: string, outcome: Outcome, source: OutcomeSource): void => {
    targets.set(instanceUid, { kind: 'settled', outcome, source });
    finishWhenDecided();
  };

  const send = (instance: Instance, resent: boolean): void => {
    const { kind } = decision.action;
    if (!instance.profile.actions.has(kind)) {
      settle(instance.uid, ownOutcome('rejected', `the agent does not implement ${kind}`), 'controller');
      return;
    }
    const target = targets.get(instance.uid);
    if (target?.kind !== 'sent') instance.sequence += 1;
    const sequence = target?.kind === 'sent' ? target.sequence : instance.sequence;
    targets.set(instance.uid, { kind: 'sent', sequence });
    if (!streamOf(instance)?.send({ directive: directiveToProto(decision, { sequence, epoch }) })) return;
    const delivery = { instanceUid: instance.uid, sequence, resent, atMs: now() };
    deliveries.push(delivery);
    options.onDelivered(delivery);
  };

  const onProcessEnded = (instanceUid: string): void => {
    if (targets.get(instanceUid)?.kind === 'settled') return;
    settle(instanceUid, ownOutcome('not_applicable', "the agent's process has ended"), 'controller');
  };

  return {
    decision,
    target: (instanceUid) => targets.get(instanceUid),
    instanceUids: () => targets.keys(),
    addTargets(instances) {
      // All of them before the first one is settled: else that one would end it.
      for (const { uid } of instances) targets.set(uid, { kind: 'waiting' });
      for (const instance of instances) {
        if (instance.connection.kind === 'ended') onProcessEnded(instance.uid);
        else if (isConnected(instance)) send(instance, false);
      }
    },
    resume(instance, lastSequence) {
      const target = targets.get(instance.uid);
      if (target?.kind === 'waiting') send(instance, false);
      else if (target?.kind === 'sent' && target.sequence > lastSequence) send(instance, true);
    },
    settle,
    onProcessEnded,
    close,
  };
}
