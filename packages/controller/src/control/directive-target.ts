import type { Decision, Outcome, OutcomeStatus } from '@airt/engine';
import type { Instance } from './instances.ts';

/** `controller` where no agent reported the outcome: nobody was there, or the agent could not have carried it out. */
export type OutcomeSource = 'agent' | 'controller';

/** How far a directive is with one agent process. */
export type Target =
  /** The process is not connected. */
  | { readonly kind: 'waiting' }
  /** `sequence`: its Directive.sequence, kept when it is sent again. */
  | { readonly kind: 'sent'; readonly sequence: number }
  | { readonly kind: 'settled'; readonly outcome: Outcome; readonly source: OutcomeSource };

/** The outcome of one agent. */
export interface TargetOutcome {
  readonly outcome: Outcome;
  readonly source: OutcomeSource;
  readonly instanceUid: string;
}

/**
 * Whether a decision is for this process: the spans of the run name it, or they name none that is known and it claims to have the run
 * open. Nobody else gets a decision: a process that was never named could only guess whose run it is.
 */
export function isTarget(decision: Decision, instance: Instance, isKnown: (instanceUid: string) => boolean): boolean {
  const { instanceUid, traceId } = decision;
  if (instanceUid === instance.uid) return true;
  return (instanceUid === undefined || !isKnown(instanceUid)) && instance.openRuns.has(traceId);
}

/** Of several outcomes the one that says most counts. */
const STRENGTH: readonly OutcomeStatus[] = ['applied', 'failed', 'rejected', 'superseded', 'expired', 'not_applicable'];

/** The strongest outcome so far; undefined where no target has one. */
export function strongestOutcome(targets: ReadonlyMap<string, Target>): TargetOutcome | undefined {
  const outcomes = [...targets].flatMap(([instanceUid, target]): readonly TargetOutcome[] =>
    target.kind === 'settled' ? [{ outcome: target.outcome, source: target.source, instanceUid }] : [],
  );
  return outcomes.sort((a, b) => STRENGTH.indexOf(a.outcome.status) - STRENGTH.indexOf(b.outcome.status))[0];
}

/** The outcome that ends the directive: one agent applied it, or every target has an outcome. Undefined while it is open. */
export function decidingOutcome(targets: ReadonlyMap<string, Target>): TargetOutcome | undefined {
  const strongest = strongestOutcome(targets);
  const isComplete = [...targets.values()].every(({ kind }) => kind === 'settled');
  return isComplete || strongest?.outcome.status === 'applied' ? strongest : undefined;
}

/** Why a directive that nobody got has expired, for people. */
export function describeMissingTarget({ instanceUid, traceId }: Decision): string {
  const named = instanceUid === undefined ? 'the spans name no process' : `process ${instanceUid}, which the spans name, has no stream`;
  return `no agent that owns the run was connected: ${named}, and no connected agent claims run ${traceId}`;
}
