/**
 * Gives the detectors of a session its events in the order in which they happened. Spans overtake each other on their way: exporters
 * send several batches at a time, and one that has to be sent again comes after those behind it. A tool call that is seen before the
 * model call that asked for it would look like part of the turn before, and a loop would not be seen.
 */
import type { AttributedFinding, FindingDraft, SessionDetector } from '../detectors/detector.ts';
import { createLruMap, type LruMap } from '../lru-map.ts';
import type { AgentEvent } from './event.ts';
import { eventTimeMs } from './event-kinds.ts';

/** What a detector found. */
export interface DetectorFinding extends AttributedFinding {
  /** Of the detector, as given to the buffer. */
  readonly key: string;
}

export interface ReorderBuffer {
  /**
   * Mostly what the detectors find at this event. Of one that comes late, also what is now found at later ones and was not before;
   * what was found without it stands.
   */
  observe(event: AgentEvent): readonly DetectorFinding[];
  /** What the detectors find only because time has passed, as far as it was not found before. `nowMs`: the clock of the events. */
  tick(nowMs: number): readonly DetectorFinding[];
  /** Whether any detector looks at time. */
  readonly hasTick: boolean;
  /**
   * Sets the detectors: those whose key was there before go on, new ones begin with the events that are still held, of which they
   * report nothing.
   */
  setDetectors(detectors: ReadonlyMap<string, () => SessionDetector>): void;
}

export interface ReorderBufferOptions {
  readonly detectors: ReadonlyMap<string, () => SessionDetector>;
  /** A detector threw; it is passed over for this event. */
  onError(): void;
}

/** Events of a session that may still be overtaken: an event that is later than so many others is taken as older than all of them. */
const WINDOW = 32;

/** What is out of order by more is a clock that was set: collectors give up long before. */
const MAX_LATE_MS = 300_000;

/** Findings of ticks that are remembered, to report each once. */
const MAX_TICK_FINDINGS = 256;

/** One detector of the session. */
interface Lane {
  /** Has seen all events but the latest ones. */
  readonly settled: SessionDetector;
  /** Has seen all. */
  ahead: SessionDetector;
}

interface Entry {
  readonly event: AgentEvent;
  /** What was found at it. */
  found: Set<string> | undefined;
}

export function createReorderBuffer({ detectors, onError }: ReorderBufferOptions): ReorderBuffer {
  let lanes = new Map<string, Lane>();
  const latest: Entry[] = [];
  /** Made with the first finding of a tick: most sessions never have one. */
  let tickFindings: LruMap<string, true> | undefined;

  const guarded = <T>(work: () => T, otherwise: T): T => {
    try {
      return work();
    } catch {
      onError();
      return otherwise;
    }
  };

  const placeOf = (event: AgentEvent): number => {
    let at = latest.length;
    for (; at > 0; at--) {
      const before = latest[at - 1]?.event;
      if (before === undefined || !isOvertakenBy(event, before)) break;
    }
    return at;
  };

  const observeEntry = (entry: Entry): DetectorFinding[] => {
    const { event } = entry;
    const findings: DetectorFinding[] = [];
    for (const [key, { ahead }] of lanes) {
      for (const draft of guarded(() => ahead.observe(event), [])) {
        const identity = identityOf(key, draft);
        entry.found ??= new Set();
        if (entry.found.has(identity)) continue;
        entry.found.add(identity);
        findings.push({ key, event, draft });
      }
    }
    return findings;
  };

  const setDetectors = (wanted: ReadonlyMap<string, () => SessionDetector>): void => {
    const next = new Map<string, Lane>();
    for (const [key, create] of wanted) {
      const lane = lanes.get(key) ?? guarded(() => newLane(create()), undefined);
      if (lane) next.set(key, lane);
    }
    const added = [...next].filter(([key]) => !lanes.has(key));
    lanes = next;
    for (const entry of latest) {
      for (const [key, { ahead }] of added) {
        for (const draft of guarded(() => ahead.observe(entry.event), [])) {
          entry.found ??= new Set();
          entry.found.add(identityOf(key, draft));
        }
      }
    }
  };

  setDetectors(detectors);

  return {
    setDetectors,
    observe(event) {
      const at = placeOf(event);
      const isLate = at < latest.length;
      const entry: Entry = { event, found: undefined };
      if (isLate) latest.splice(at, 0, entry);
      else latest.push(entry);
      if (isLate) for (const lane of lanes.values()) lane.ahead = guarded(() => lane.settled.fork(), lane.ahead);
      const findings = isLate ? latest.flatMap(observeEntry) : observeEntry(entry);
      const oldest = latest.length > WINDOW ? latest.shift() : undefined;
      // What it throws has been counted when the event came.
      if (oldest) for (const { settled } of lanes.values()) observeSilently(settled, oldest.event);
      return findings;
    },
    get hasTick() {
      return [...lanes.values()].some(({ ahead }) => ahead.tick !== undefined);
    },
    tick(nowMs) {
      const findings: DetectorFinding[] = [];
      for (const [key, { ahead }] of lanes) {
        for (const { event, draft } of guarded(() => ahead.tick?.(nowMs) ?? [], [])) {
          const identity = `${identityOf(key, draft)} ${event.spanId}`;
          tickFindings ??= createLruMap({ limit: MAX_TICK_FINDINGS });
          if (tickFindings.get(identity)) continue;
          tickFindings.set(identity, true);
          findings.push({ key, event, draft });
        }
      }
      return findings;
    },
  };
}

function newLane(settled: SessionDetector): Lane {
  return { settled, ahead: settled.fork() };
}

function observeSilently(detector: SessionDetector, event: AgentEvent): void {
  try {
    detector.observe(event);
  } catch {
    // See the call.
  }
}

/** Findings that say the same are one. */
const identityOf = (key: string, { detector, subject, measures }: FindingDraft): string =>
  JSON.stringify([key, detector, subject, ...Object.entries(measures).flat()]);

/** Whether what was seen before happened after. Where the times are equal the order of arrival is the best there is. */
function isOvertakenBy(event: AgentEvent, before: AgentEvent): boolean {
  const lateMs = eventTimeMs(before) - eventTimeMs(event);
  return lateMs === 0 ? before.startMs > event.startMs : lateMs > 0 && lateMs <= MAX_LATE_MS;
}
