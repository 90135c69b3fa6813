import { type Decision, directiveToProto, type Outcome, type OutcomeStatus } from '@airt/engine';
import { createLruMap } from '@airt/engine/lru-map';
import { RESOURCE } from '@airt/protocol/semconv';
import type { Instance, Instances } from './instances.ts';

/** A decision on its way: from the dispatch until its final outcome. */
interface Pending {
  readonly decision: Decision;
  /** `service.name` of the run, where the spans told. */
  readonly service: string | undefined;
  readonly targets: Map<string, Target>;
  readonly timer: NodeJS.Timeout;
  overtime: NodeJS.Timeout | undefined;
}

interface Target {
  readonly instance: Instance;
  /** Its Directive.sequence; 0 while it could not be sent. */
  sequence: number;
  outcome: Outcome | undefined;
  /** Who said so. */
  source: OutcomeSource;
}

/** The controller speaks where no agent did: nobody was there, or the agent could not have done it. */
export type OutcomeSource = 'agent' | 'controller';

export interface DirectivesOptions {
  readonly epoch: number;
  readonly instances: Instances;
  readonly now: () => number;
  /** The directive was written to a stream. */
  readonly onDelivered: (decision: Decision, instance: Instance, sequence: number, resent: boolean) => void;
  /** An agent answered, whether it decides the matter or not. */
  readonly onAnswer: (decision: Decision | undefined, outcome: Outcome, instance: Instance) => void;
  /** Once per decision. `instanceUid`: whose outcome it is, where it is one agent's. */
  readonly onFinal: (decision: Decision, outcome: Outcome, source: OutcomeSource, instanceUid?: string) => void;
  readonly maxPending?: number;
  /** How long after its expiry a delivered directive's own answer is waited for. */
  readonly graceMs?: number;
}

/** Directives by decision: whom they go to, what became of them. */
export interface Directives {
  dispatch(decision: Decision, service: string | undefined): void;
  /** The instance said Hello: sends what it missed, and what waited for it. `lastSequence`: what it has received so far. */
  connected(instance: Instance, lastSequence: number): void;
  /** An agent's answer. */
  answered(instance: Instance, outcome: Outcome): void;
  /** The agent's process has ended by itself. */
  ended(instance: Instance): void;
  /** Ends everything that is open. */
  close(reason: string): void;
  readonly pending: number;
}

/** When no agent applied a directive sent to several, the answer that says most. */
const WEIGHT: readonly OutcomeStatus[] = ['applied', 'failed', 'rejected', 'superseded', 'expired', 'not_applicable'];
/** A directive whose agent cannot be told from the spans goes to this many at most. */
const MAX_BROADCAST = 256;
const PROCESS_ENDED = "the agent's process has ended";
/** Answers that are remembered, to tell an agent's repetition of one from news. */
const REMEMBERED_ANSWERS = 20_000;
/** setTimeout takes no more. */
const MAX_TIMER_MS = 2 ** 31 - 1;

const newTarget = (instance: Instance): Target => ({ instance, sequence: 0, outcome: undefined, source: 'controller' });

export function createDirectives(options: DirectivesOptions): Directives {
  const { epoch, instances, now, maxPending = 10_000, graceMs = 2000 } = options;
  const open = new Map<string, Pending>();

  const answers = createLruMap<string, true>({ limit: REMEMBERED_ANSWERS });

  const own = (decision: Decision, status: OutcomeStatus, reason: string): Outcome => ({
    decisionId: decision.id,
    status,
    atMs: now(),
    reason,
  });

  const finish = (pending: Pending, outcome: Outcome, source: OutcomeSource = 'controller', instanceUid?: string): void => {
    if (!open.delete(pending.decision.id)) return;
    clearTimeout(pending.timer);
    clearTimeout(pending.overtime);
    options.onFinal(pending.decision, outcome, source, instanceUid);
  };

  /** The weightiest answer so far. */
  const best = (pending: Pending): { readonly outcome: Outcome; readonly source: OutcomeSource; readonly uid: string } | undefined => {
    const answers = [...pending.targets.values()].flatMap(({ instance, outcome, source }) =>
      outcome === undefined ? [] : [{ outcome, source, uid: instance.uid }],
    );
    return answers.sort((a, b) => WEIGHT.indexOf(a.outcome.status) - WEIGHT.indexOf(b.outcome.status))[0];
  };

  /** Ends it where the answers so far decide it: one agent applied it, or every one that could own the run has refused. */
  const settle = (pending: Pending): void => {
    const answer = best(pending);
    if (answer === undefined) return;
    const { instanceUid } = pending.decision;
    const complete = [...pending.targets.values()].every(({ outcome }) => outcome !== undefined);
    // Where the spans name a process that never had a stream, others were only asked meanwhile: it may still come.
    const asked = instanceUid === undefined || pending.targets.has(instanceUid) || pending.targets.size === 0;
    const matched = [...pending.targets.values()].some(({ instance }) => instance.openRuns.has(pending.decision.traceId));
    if (answer.outcome.status === 'applied' || (complete && (asked || matched))) finish(pending, answer.outcome, answer.source, answer.uid);
  };

  const send = (pending: Pending, instance: Instance, resent: boolean): void => {
    const { decision } = pending;
    const target = pending.targets.get(instance.uid) ?? newTarget(instance);
    pending.targets.set(instance.uid, target);
    if (!instance.actions.has(decision.action.kind)) {
      target.outcome = own(decision, 'rejected', `the agent does not implement ${decision.action.kind}`);
      return;
    }
    if (target.sequence === 0) {
      instance.sequence += 1;
      target.sequence = instance.sequence;
    }
    const directive = directiveToProto(decision, { sequence: target.sequence, epoch });
    if (instance.stream?.send({ directive })) options.onDelivered(decision, instance, target.sequence, resent);
  };

  /** Whom it concerns, by the best knowledge there is. */
  const candidates = ({ decision, service }: Pending): readonly Instance[] => {
    const { instanceUid, traceId } = decision;
    const exact = instanceUid === undefined ? undefined : instances.get(instanceUid);
    if (exact !== undefined) return [exact];
    const connected = instances.connected();
    const owners = connected.filter((instance) => instance.openRuns.has(traceId));
    if (owners.length > 0) return owners;
    const sameService = service === undefined ? [] : connected.filter((instance) => instance.resource[RESOURCE.serviceName] === service);
    if (sameService.length > 0 || instanceUid !== undefined) return sameService.slice(0, MAX_BROADCAST);
    return connected.slice(0, MAX_BROADCAST);
  };

  const expire = (pending: Pending): void => {
    const answer = best(pending);
    const delivered = [...pending.targets.values()].some(({ sequence }) => sequence > 0);
    if (answer !== undefined) finish(pending, answer.outcome, answer.source, answer.uid);
    else if (!delivered) finish(pending, own(pending.decision, 'expired', 'no agent that owns the run was connected'));
    // The agent judges expiry by itself and says so; its answer is worth more than ours.
    else {
      pending.overtime = setTimeout(() => {
        finish(pending, own(pending.decision, 'expired', 'the agent did not answer before it expired'));
      }, graceMs).unref();
    }
  };

  return {
    dispatch(decision, service) {
      if (open.has(decision.id)) return;
      const wait = Math.min(MAX_TIMER_MS, decision.expiresMs - now());
      const pending: Pending = {
        decision,
        service,
        targets: new Map(),
        timer: setTimeout(() => expire(pending), Math.max(0, wait)).unref(),
        overtime: undefined,
      };
      open.set(decision.id, pending);
      if (wait <= 0) return finish(pending, own(decision, 'expired', 'it had expired before it could be sent'));
      if (open.size > maxPending) return finish(pending, own(decision, 'rejected', `more than ${maxPending} directives are waiting`));
      for (const instance of candidates(pending)) {
        if (instance.ended) {
          pending.targets.set(instance.uid, { ...newTarget(instance), outcome: own(decision, 'not_applicable', PROCESS_ENDED) });
        } else if (instance.stream !== undefined) send(pending, instance, false);
        else pending.targets.set(instance.uid, newTarget(instance));
      }
      settle(pending);
    },

    connected(instance, lastSequence) {
      instance.sequence = Math.max(instance.sequence, lastSequence);
      const concerned = [...open.values()].flatMap((pending) => {
        const target = pending.targets.get(instance.uid);
        const fits =
          target === undefined
            ? candidates(pending).includes(instance)
            : target.outcome === undefined && !(target.sequence > 0 && target.sequence <= lastSequence);
        return fits ? [{ pending, sequence: target?.sequence || Number.POSITIVE_INFINITY }] : [];
      });
      // What it missed goes first, in the order in which it would have come; what had no number yet follows.
      for (const { pending, sequence } of concerned.sort((a, b) => a.sequence - b.sequence)) {
        send(pending, instance, Number.isFinite(sequence));
        settle(pending);
      }
    },

    answered(instance, outcome) {
      const key = `${outcome.decisionId} ${instance.uid}`;
      if (answers.has(key)) return;
      const pending = open.get(outcome.decisionId);
      const target = pending?.targets.get(instance.uid);
      // The spans name the process, and this is another one that was never asked: its word on the matter counts for nothing.
      if (pending !== undefined && target === undefined && ![undefined, instance.uid].includes(pending.decision.instanceUid)) return;
      answers.set(key, true);
      options.onAnswer(pending?.decision, outcome, instance);
      if (pending === undefined) return;
      pending.targets.set(instance.uid, { ...(target ?? newTarget(instance)), outcome, source: 'agent' });
      settle(pending);
    },

    ended(instance) {
      for (const pending of [...open.values()]) {
        const target = pending.targets.get(instance.uid);
        if (target === undefined || target.outcome !== undefined) continue;
        target.outcome = own(pending.decision, 'not_applicable', PROCESS_ENDED);
        settle(pending);
      }
    },

    close(reason) {
      for (const pending of [...open.values()]) {
        const answer = best(pending);
        if (answer === undefined) finish(pending, own(pending.decision, 'expired', reason));
        else finish(pending, answer.outcome, answer.source, answer.uid);
      }
    },

    get pending() {
      return open.size;
    },
  };
}
