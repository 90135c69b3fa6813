/**
 * One operation is often traced by several layers: the SDK's native instrumentation over or under ours, a tool span of a framework beside
 * the one inferred from the next request. Each operation must count once, whichever layer's span arrives first.
 */
import { BoundedMap } from '../bounded.ts';
import type { SpanReading } from './spans-to-events.ts';

/** Spans of which it is remembered what they were; at about 200 bytes each. */
const REMEMBERED_SPANS = 50_000;
const REMEMBERED_CALLS = 20_000;

export interface Layers {
  /** false: this span repeats what another one has said. To be asked once per span. */
  counts(reading: SpanReading): boolean;
}

export function createLayers(): Layers {
  /** Model calls that were counted, and the parents of those: a model call directly below or above one of them is the same call. */
  const counted = new BoundedMap<string, true>(REMEMBERED_SPANS);
  const parents = new BoundedMap<string, true>(REMEMBERED_SPANS);
  const calls = new BoundedMap<string, { real: number; inferred: number }>(REMEMBERED_CALLS);

  return {
    counts({ event, inferred }) {
      if (event.kind === 'model_call') {
        const own = `${event.traceId}${event.spanId}`;
        const parent = event.parentSpanId === undefined ? undefined : `${event.traceId}${event.parentSpanId}`;
        if (parents.has(own) || (parent !== undefined && counted.has(parent))) return false;
        counted.set(own, true);
        if (parent !== undefined) parents.set(parent, true);
        return true;
      }
      if (event.kind !== 'tool_call' || event.callId === undefined) return true;
      // Servers exist that number the calls of every answer from zero, so an id may mean several calls of one run. A real span and an
      // inferred one still come in pairs: the layer that has seen more calls of this id is the one that brings news.
      const key = `${event.traceId}${event.callId}`;
      const seen = calls.get(key) ?? { real: 0, inferred: 0 };
      const now = inferred ? { ...seen, inferred: seen.inferred + 1 } : { ...seen, real: seen.real + 1 };
      calls.set(key, now);
      return inferred ? now.inferred > now.real : now.real > now.inferred;
    },
  };
}
