/**
 * Gives a detector the events of a session in the order in which they happened. Spans overtake each other on their way: exporters
 * send several batches at a time, and one that has to be sent again comes after those behind it. A tool call that is seen before the
 * model call that asked for it would look like part of the turn before, and a loop would not be seen.
 */

import type { FindingDraft, SessionDetector } from '../detectors/detector.ts';
import type { AgentEvent } from './event.ts';

/** What a detector says, and at which event. */
export interface Told {
  readonly event: AgentEvent;
  readonly draft: FindingDraft;
}

export interface OrderedDetector {
  /**
   * Mostly what the detector says about this event. Of one that comes late, also what is now said about later ones and was not
   * before; what was said without it stands.
   */
  observe(event: AgentEvent): readonly Told[];
}

/** Events of a session that may still be overtaken: an event that is later than so many others is taken as older than all of them. */
const WINDOW = 32;

/** What is out of order by more is a clock that was set: collectors give up long before. */
const MAX_LATE_MS = 300_000;

/** A detector that cannot fork gets the events as they come. */
export function inOrder(detector: SessionDetector): OrderedDetector {
  if (detector.fork === undefined) return { observe: (event) => detector.observe(event).map((draft) => ({ event, draft })) };
  /** Has seen all events but the latest ones. */
  const settled = detector;
  /** Has seen all. */
  let ahead = detector.fork();
  const latest: { readonly event: AgentEvent; readonly said: Set<string> }[] = [];

  const placeOf = (event: AgentEvent): number => {
    let at = latest.length;
    for (; at > 0; at--) {
      const before = latest[at - 1]?.event;
      if (before === undefined || !overtook(before, event)) break;
    }
    return at;
  };

  return {
    observe(event) {
      const at = placeOf(event);
      latest.splice(at, 0, { event, said: new Set() });
      const late = at < latest.length - 1;
      if (late) ahead = settled.fork?.() ?? ahead;
      const told: Told[] = [];
      for (const entry of latest.slice(late ? 0 : at)) {
        for (const draft of ahead.observe(entry.event)) {
          const key = `${draft.detector} ${draft.count} ${draft.subject}`;
          if (entry.said.has(key)) continue;
          entry.said.add(key);
          told.push({ event: entry.event, draft });
        }
      }
      const oldest = latest.length > WINDOW ? latest.shift() : undefined;
      if (oldest) settled.observe(oldest.event);
      return told;
    },
  };
}

/** Whether what was seen before happened after. Where the times are equal the order of arrival is the best there is. */
function overtook(before: AgentEvent, event: AgentEvent): boolean {
  const lateMs = before.endMs - event.endMs;
  return lateMs === 0 ? before.startMs > event.startMs : lateMs > 0 && lateMs <= MAX_LATE_MS;
}
