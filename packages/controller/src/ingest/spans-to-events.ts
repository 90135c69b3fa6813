import type { AgentEvent, Digester } from '@airt/engine';
import type { SpanRecord } from '@airt/protocol';
import { ATTR, ERROR_TYPE, EVENT, RESOURCE } from '@airt/protocol/semconv';
import { given, text } from './attributes.ts';
import { aiSdk } from './conventions/ai-sdk/index.ts';
import type { Dialect } from './conventions/convention.ts';
import { genai } from './conventions/genai/index.ts';

/** Spans of this scope are what the controller itself said about a run: never evidence. */
export const OWN_SCOPE = '@airt/controller';

/** The first that knows the span reads it: the conventions before what one SDK calls things. */
const DIALECTS: readonly Dialect[] = [genai, aiSdk];

/** An event, and what the removal of duplicate layers needs to know about the span it came from. */
export interface SpanReading {
  readonly event: AgentEvent;
  /** A tool call seen only in the next request to the model. */
  readonly inferred: boolean;
}

/** Reads one span; undefined where it says nothing about an agent's run. Pure, and does not throw for any span. */
export function readSpan(span: SpanRecord, digester: Digester): SpanReading | undefined {
  if (span.scope.name === OWN_SCOPE) return undefined;
  for (const dialect of DIALECTS) {
    const operation = dialect.read(span, digester);
    if (operation === undefined) continue;
    const base = operationBase(span);
    switch (operation.kind) {
      case 'model_call':
        return { event: { ...base, ...operation }, inferred: false };
      case 'agent_end':
        return {
          event: { ...base, kind: 'agent_end', root: isOutermost(span) },
          inferred: false,
        };
      case 'tool_call': {
        const { inferred, ...call } = operation;
        return { event: { ...base, ...call }, inferred };
      }
    }
  }
  return undefined;
}

/** The data plane says whether an agent is the outermost of its run; of others it is the one whose span has no parent in its process. */
function isOutermost({ attributes, parentSpanId, parentIsRemote }: SpanRecord): boolean {
  const said = attributes[ATTR.runRoot];
  return typeof said === 'boolean' ? said : parentSpanId === undefined || parentIsRemote === true;
}

function operationBase(span: SpanRecord) {
  const startMs = milliseconds(span.startUnixNano);
  return {
    traceId: span.traceId,
    spanId: span.spanId,
    ...given('parentSpanId', span.parentSpanId),
    // The data plane names its process on every span: the resource is that of the application's own SDK, where it has one.
    ...given('instanceUid', text(span.attributes, ATTR.instanceId) ?? text(span.resource, RESOURCE.serviceInstanceId)),
    ...given('service', text(span.resource, RESOURCE.serviceName)),
    ...given('agentName', text(span.attributes, ATTR.agentName)),
    ...given('conversationId', text(span.attributes, ATTR.conversationId)),
    startMs,
    endMs: Math.max(startMs, milliseconds(span.endUnixNano)),
    ...given('errorType', errorType(span)),
  };
}

/** Whole microseconds are exact in a double until the year 2255. */
const milliseconds = (nanos: bigint): number => Number(nanos / 1000n) / 1000;

/** `error.type`, else the type of the recorded exception, else only that it failed. */
function errorType(span: SpanRecord): string | undefined {
  const type = text(span.attributes, ATTR.errorType);
  if (type !== undefined || span.status.code !== 'error') return type;
  const exception = span.events.find((event) => event.name === EVENT.exception);
  return (exception && text(exception.attributes, ATTR.exceptionType)) ?? ERROR_TYPE.other;
}
