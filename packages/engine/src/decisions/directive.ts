/** A decision on its way into a run: what an agent's process holds until it is applied, whoever decided. */
import type { ActionVerdict } from '../actions/action.ts';
import { type Action, verdictOf } from '../actions/index.ts';
import type { SpanRef } from '../events/event.ts';
import type { Decision, ExpectedState, PolicyRef } from './decision.ts';

export interface Directive {
  /** The decision's. */
  readonly id: string;
  /** Rises over the directives of the controller; absent for local ones. */
  readonly sequence?: number;
  /** Of the controller that sent it: sequences count within an epoch. */
  readonly epoch?: number;
  /** The run it is for: 32 hex digits. */
  readonly traceId: string;
  /** Only this agent of the run; absent: whichever comes next. */
  readonly agentName?: string;
  /** The tool it is about. */
  readonly toolName?: string;
  readonly action: Action;
  /** What the action means for the operation that it changes. */
  readonly verdict: ActionVerdict;
  /** Not applied after this; milliseconds since 1970, the clock of the process that holds it. */
  readonly expiresMs: number;
  /** Once applied, how long it stays in force; absent: to the end of the run. */
  readonly leaseMs?: number;
  readonly expected?: ExpectedState;
  readonly reason: string;
  readonly policy: PolicyRef;
  /** Absent for directives of a controller: the message does not carry it. */
  readonly detector?: string;
  /** Report what would have been done; change nothing. */
  readonly dryRun: boolean;
  readonly evidence: readonly SpanRef[];
  /** Ids of directives that this one replaces. */
  readonly supersedes?: readonly string[];
  /** Milliseconds since 1970, the clock of the process that holds it. */
  readonly receivedMs: number;
  readonly source: 'controller' | 'local';
}

/** The directive of a decision that was made in the same process. `nowMs`: milliseconds since 1970, the clock of `expiresMs`. */
export function localDirective(decision: Decision, nowMs: number): Directive {
  const { agentName, toolName, leaseMs, expected } = decision;
  return {
    id: decision.id,
    traceId: decision.traceId,
    ...(agentName === undefined ? {} : { agentName }),
    ...(toolName === undefined ? {} : { toolName }),
    action: decision.action,
    verdict: verdictOf(decision.action),
    expiresMs: decision.expiresMs,
    ...(leaseMs === undefined ? {} : { leaseMs }),
    ...(expected === undefined ? {} : { expected }),
    reason: decision.reason,
    policy: decision.policy,
    detector: decision.detector,
    dryRun: decision.dryRun,
    evidence: decision.evidence,
    receivedMs: nowMs,
    source: 'local',
  };
}
