import type { AgentEvent } from './event.ts';
import { EVENT_KINDS, isOptionalText, type Unvalidated } from './event-kinds.ts';

/** Members that are text where they are there at all. */
const TEXTS = ['agentName', 'service', 'instanceUid', 'errorType', 'callDigest', 'resultDigest'] as const;

/** Whether a value has what every computation over an event relies on. Events come from spans, and a span can be anything. */
export function isEvent(value: unknown): value is AgentEvent {
  if (typeof value !== 'object' || value === null) return false;
  const event = value as Unvalidated;
  const kind = isKind(event.kind) ? EVENT_KINDS[event.kind] : undefined;
  return (
    kind !== undefined &&
    isId(event.traceId) &&
    isId(event.spanId) &&
    Number.isFinite(event.startMs) &&
    (!kind.hasEnded || Number.isFinite(event.endMs)) &&
    kind.isSound(event) &&
    TEXTS.every((name) => isOptionalText(event[name]))
  );
}

const isKind = (kind: unknown): kind is AgentEvent['kind'] => typeof kind === 'string' && Object.hasOwn(EVENT_KINDS, kind);

/** Trace ids have 32 hex characters and span ids 16; others are taken as they are, as long as they cannot fill the memory. */
function isId(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= 128;
}
