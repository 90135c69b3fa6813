/** The kinds of events, one line each: when an event of the kind is sound, and when it happened. */
import type { AgentEvent, OperationEvent, OperationStartedEvent } from './event.ts';

/** An event that is not known to be one. */
export type Unvalidated = Readonly<Record<string, unknown>>;

export interface EventKind {
  /** Whether its operation has ended. */
  readonly hasEnded: boolean;
  /** Whether the members that only this kind has are as their types say. */
  isSound(event: Unvalidated): boolean;
}

const OPERATIONS: ReadonlySet<unknown> = new Set<OperationStartedEvent['operation']>(['model_call', 'tool_call', 'agent']);

export const isOptionalText = (value: unknown): boolean => value === undefined || typeof value === 'string';

export const EVENT_KINDS: Readonly<Record<AgentEvent['kind'], EventKind>> = {
  model_call: { hasEnded: true, isSound: () => true },
  tool_call: { hasEnded: true, isSound: ({ tool }) => typeof tool === 'string' && tool !== '' },
  agent_end: { hasEnded: true, isSound: () => true },
  operation_started: {
    hasEnded: false,
    isSound: ({ operation, tool, model }) => OPERATIONS.has(operation) && isOptionalText(tool) && isOptionalText(model),
  },
};

/** Whether the operation of an event has ended. */
export const hasEnded = (event: AgentEvent): event is OperationEvent => EVENT_KINDS[event.kind].hasEnded;

/** When an event happened: the end of an operation, or its start where it has not ended. Milliseconds since 1970. */
export const eventTimeMs = (event: AgentEvent): number => (hasEnded(event) ? event.endMs : event.startMs);
