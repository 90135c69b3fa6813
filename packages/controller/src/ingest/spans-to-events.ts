import type { Digester, OperationBase, OperationEvent } from '@airt/engine';
import type { KeptKeys, SpanRecord } from '@airt/protocol';
import { ATTR, ERROR_TYPE, EVENT, RESOURCE } from '@airt/protocol/semconv';
import { OWN_SCOPE } from '../telemetry/scope.ts';
import { readText } from './attributes.ts';
import type { OperationFields } from './conventions/convention.ts';
import { CONVENTIONS } from './conventions/index.ts';

const conventions = Object.values(CONVENTIONS);

/** Everything that is read of spans: `readTraceRequest` decodes nothing else. */
export const KEPT_KEYS: KeptKeys = {
  attributes: [
    ...new Set([
      ATTR.instanceId,
      ATTR.agentName,
      ATTR.conversationId,
      ATTR.errorType,
      ATTR.runRoot,
      ...conventions.flatMap(({ attributes }) => attributes),
    ]),
  ],
  content: Object.assign({}, ...conventions.map(({ readsContent }) => readsContent)) as KeptKeys['content'],
  eventAttributes: [ATTR.exceptionType],
};

/** The same, for JSON, which is parsed whole. */
export const KEPT_NAMES: ReadonlySet<string> = new Set([...KEPT_KEYS.attributes, ...Object.keys(KEPT_KEYS.content)]);

/** An event, and what the removal of duplicate layers needs to know about the span it came from. */
export interface SpanReading {
  readonly event: OperationEvent;
  /** A tool call seen only in the next request to the model. */
  readonly inferred: boolean;
}

/**
 * Reads the spans of one request, in the order in which they ended. Spans that are no operation of an agent's run are left out.
 *
 * @param onFailure Called with what a convention threw, which is a bug of ours: it costs that span only.
 */
export function spansToEvents(
  spans: readonly SpanRecord[],
  digester: Digester,
  onFailure: (error: unknown) => void = () => {},
): readonly SpanReading[] {
  const readings: SpanReading[] = [];
  for (const span of spans) {
    try {
      const reading = readSpan(span, digester);
      if (reading !== undefined) readings.push(reading);
    } catch (error) {
      onFailure(error);
    }
  }
  return readings.sort((a, b) => a.event.endMs - b.event.endMs || a.event.startMs - b.event.startMs);
}

/** Reads one span; undefined where it is no operation of an agent's run. Pure. */
export function readSpan(span: SpanRecord, digester: Digester): SpanReading | undefined {
  if (span.scope.name === OWN_SCOPE) return undefined;
  for (const convention of conventions) {
    const fields = convention.read(span, digester);
    if (fields !== undefined) return toReading(span, fields);
  }
  return undefined;
}

function toReading(span: SpanRecord, fields: OperationFields): SpanReading {
  const base = readBase(span);
  switch (fields.kind) {
    case 'model_call':
      return { event: { ...base, ...fields }, inferred: false };
    case 'agent_end':
      return { event: { ...base, kind: 'agent_end', root: isOutermost(span) }, inferred: false };
    case 'tool_call': {
      const { inferred, ...call } = fields;
      return { event: { ...base, ...call }, inferred };
    }
  }
}

/** The data plane reports whether an agent is the outermost of its run; of others it is the one whose span has no parent in its process. */
function isOutermost({ attributes, parentSpanId, parentIsRemote }: SpanRecord): boolean {
  const root = attributes[ATTR.runRoot];
  return typeof root === 'boolean' ? root : parentSpanId === undefined || parentIsRemote === true;
}

function readBase(span: SpanRecord): OperationBase {
  const startMs = milliseconds(span.startUnixNano);
  const endMs = span.endUnixNano === span.startUnixNano ? startMs : Math.max(startMs, milliseconds(span.endUnixNano));
  const base: { -readonly [Name in keyof OperationBase]: OperationBase[Name] } = {
    traceId: span.traceId,
    spanId: span.spanId,
    startMs,
    endMs,
  };
  // Member by member, because this is done for every span: an object for each that may be absent takes longer than all the rest.
  if (span.parentSpanId !== undefined) base.parentSpanId = span.parentSpanId;
  // The data plane names its process on every span: the resource is that of the application's own SDK, where it has one.
  const instanceUid = readText(span.attributes, ATTR.instanceId) ?? readText(span.resource, RESOURCE.serviceInstanceId);
  if (instanceUid !== undefined) base.instanceUid = instanceUid;
  const service = readText(span.resource, RESOURCE.serviceName);
  if (service !== undefined) base.service = service;
  const agentName = readText(span.attributes, ATTR.agentName);
  if (agentName !== undefined) base.agentName = agentName;
  const conversationId = readText(span.attributes, ATTR.conversationId);
  if (conversationId !== undefined) base.conversationId = conversationId;
  const error = errorType(span);
  if (error !== undefined) base.errorType = error;
  return base;
}

/** Whole microseconds are exact in a double until the year 2255. */
const milliseconds = (nanos: bigint): number => Number(nanos / 1000n) / 1000;

/** `error.type`, else the type of the recorded exception, else only that it failed. */
function errorType(span: SpanRecord): string | undefined {
  const type = readText(span.attributes, ATTR.errorType);
  if (type !== undefined || span.status.code !== 'error') return type;
  const exception = span.events.find((event) => event.name === EVENT.exception);
  return (exception && readText(exception.attributes, ATTR.exceptionType)) ?? ERROR_TYPE.other;
}
