import { createLruMap } from '@airt/engine/lru-map';
import type { SpanReading } from './spans-to-events.ts';

/** Spans whose ids are remembered, because senders repeat requests. About 100 bytes each. */
const REMEMBERED_SPANS = 262_144;
/** Model calls and parents of model calls that are remembered. About 200 bytes each. */
const REMEMBERED_MODEL_CALLS = 50_000;
const REMEMBERED_TOOL_CALLS = 20_000;

/**
 * Lets every operation count once. Spans come twice when a sender repeats a request, and one operation is often traced by several layers:
 * the native instrumentation of an SDK over or under ours, a tool span of a framework beside the one inferred from the next request.
 * Whichever span arrives first counts.
 */
export interface SpanDedup {
  /** false: the operation of this span has been counted. Remembers the span: to be called once for each. */
  isNew(reading: SpanReading): boolean;
}

export function createSpanDedup(maxSpans = REMEMBERED_SPANS): SpanDedup {
  const spans = createLruMap<string, true>({ limit: maxSpans });
  /** Model calls that were counted, and their parents: a model call directly below or above one of them is the same call. */
  const counted = createLruMap<string, true>({ limit: REMEMBERED_MODEL_CALLS });
  const parents = createLruMap<string, true>({ limit: REMEMBERED_MODEL_CALLS });
  const toolCalls = createLruMap<string, { readonly real: number; readonly inferred: number }>({ limit: REMEMBERED_TOOL_CALLS });

  const isNewModelCall = (own: string, parent: string | undefined): boolean => {
    if (counted.has(own) || parents.has(own) || (parent !== undefined && counted.has(parent))) return false;
    counted.set(own, true);
    if (parent !== undefined) parents.set(parent, true);
    return true;
  };

  // Servers exist that number the calls of every answer from zero, so an id may mean several calls of one run. A real span and an
  // inferred one still come in pairs: the layer that has seen more calls of this id is the one with a new call.
  const isNewToolCall = (call: string, inferred: boolean): boolean => {
    const before = toolCalls.get(call) ?? { real: 0, inferred: 0 };
    const after = inferred ? { ...before, inferred: before.inferred + 1 } : { ...before, real: before.real + 1 };
    toolCalls.set(call, after);
    return inferred ? after.inferred > after.real : after.real > after.inferred;
  };

  return {
    isNew({ event, inferred }) {
      const own = `${event.traceId}${event.spanId}`;
      // Of a model call that is not remembered any more the engine still knows the span.
      if (event.kind === 'model_call')
        return isNewModelCall(own, event.parentSpanId === undefined ? undefined : `${event.traceId}${event.parentSpanId}`);
      if (spans.has(own)) return false;
      spans.set(own, true);
      if (event.kind === 'tool_call' && event.callId !== undefined) return isNewToolCall(`${event.traceId}${event.callId}`, inferred);
      return true;
    },
  };
}
