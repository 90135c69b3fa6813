/** Whether the demonstration has shown what it is there to show. */
import type { ControllerEvent } from '@airt/controller';
import type { ActionKind } from '@airt/engine';
import { describeOutcome } from '../text/narrate.ts';
import type { AgentRun } from './agent-process.ts';

/** What was missing, in words; nothing where all of it happened. */
export function whatIsMissing(events: readonly ControllerEvent[], run: AgentRun): readonly string[] {
  const detected = events.some((event) => event.type === 'finding' && event.finding.detector.startsWith('loop.'));
  const missing = [
    detected ? undefined : 'the loop was not detected in the spans',
    ...(['steer', 'deny_tool'] as const).map((kind) => missingAction(events, kind)),
    run.ended === 'answered' ? undefined : `the agent did not finish: ${run.text ?? run.ended}`,
  ];
  return missing.filter((text) => text !== undefined);
}

function missingAction(events: readonly ControllerEvent[], kind: ActionKind): string | undefined {
  if (!events.some((event) => event.type === 'decision' && event.decision.action.kind === kind)) return `no ${kind} was decided`;
  const outcomes = events.flatMap((event) => (event.type === 'outcome' && event.decision.action.kind === kind ? [event.outcome] : []));
  if (outcomes.some(({ status, dryRun }) => status === 'applied' && dryRun !== true)) return undefined;
  const [last] = outcomes.slice(-1);
  return `no ${kind} was applied (${last ? describeOutcome(last) : 'no outcome came'})`;
}

/** Decisions that have no outcome yet. */
export function openDecisions(events: readonly ControllerEvent[]): number {
  const ended = new Set(events.flatMap((event) => (event.type === 'outcome' ? [event.decision.id] : [])));
  return events.filter((event) => event.type === 'decision' && !ended.has(event.decision.id)).length;
}
