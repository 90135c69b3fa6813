import type { AgentEvent, OperationStartedEvent } from './event.ts';

const KINDS: ReadonlySet<unknown> = new Set<AgentEvent['kind']>(['model_call', 'tool_call', 'agent_end', 'operation_started']);
const OPERATIONS: ReadonlySet<unknown> = new Set<OperationStartedEvent['operation']>(['model_call', 'tool_call', 'agent']);

/** Members that are text where they are there at all. */
const TEXTS = ['agentName', 'service', 'instanceUid', 'errorType', 'callDigest', 'resultDigest'] as const;

/** Whether a value has what every computation over an event relies on. Events come from spans, and a span can be anything. */
export function isEvent(value: unknown): value is AgentEvent {
  if (typeof value !== 'object' || value === null) return false;
  const event = value as Readonly<Record<string, unknown>>;
  return (
    KINDS.has(event.kind) &&
    isId(event.traceId) &&
    isId(event.spanId) &&
    Number.isFinite(event.startMs) &&
    (event.kind === 'operation_started' ? isStart(event) : Number.isFinite(event.endMs)) &&
    (event.kind !== 'tool_call' || (typeof event.tool === 'string' && event.tool !== '')) &&
    TEXTS.every((name) => isOptionalText(event[name]))
  );
}

const isStart = (event: Readonly<Record<string, unknown>>): boolean =>
  OPERATIONS.has(event.operation) && isOptionalText(event.tool) && isOptionalText(event.model);

const isOptionalText = (value: unknown): boolean => value === undefined || typeof value === 'string';

/** Trace ids have 32 hex characters and span ids 16; others are taken as they are, as long as they cannot fill the memory. */
function isId(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= 128;
}
