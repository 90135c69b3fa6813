import type { AgentEvent, Decision, Digester, Engine, Finding, Outcome, PolicySet, Reaction } from '@airt/engine';
import type { SpanRecord } from '@airt/protocol';
import type { EventDraft } from '../events.ts';
import { createSpanDedup } from '../ingest/span-dedup.ts';
import { spansToEvents } from '../ingest/spans-to-events.ts';
import type { Journal } from '../journal/journal.ts';

/** From spans and time to decisions. */
export interface Reasoning {
  /** The spans of one request. Decisions are handed over before it returns. */
  observeSpans(spans: readonly SpanRecord[]): void;
  /** Something that was reported by another way than a span. */
  observe(event: AgentEvent): void;
  /** Lets detectors look at time. */
  tick(): void;
  /** What became of a decision. */
  report(outcome: Outcome): void;
  setPolicies(set: PolicySet): void;
  /** Who carries decisions out. There is one. */
  onDecision(listener: (decision: Decision) => void): void;
  readonly counts: Readonly<ReasoningCounts>;
  /** Open sessions. */
  readonly sessions: number;
  /** Sessions that left for want of room. */
  readonly evictedSessions: number;
}

/** Since the start. */
export interface ReasoningCounts {
  /** Operations, each counted once. */
  events: number;
  findings: number;
  decisions: number;
  /** Spans that could not be read, and detectors that failed: each is a bug of ours. */
  failures: number;
}

export interface ReasoningOptions {
  readonly engine: Engine;
  readonly digester: Digester;
  readonly journal: Pick<Journal, 'recordFinding' | 'recordDecision'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly emit: (event: EventDraft) => void;
  /** Spans that are remembered, to know one that comes twice. */
  readonly maxSpans?: number;
  readonly log?: (line: string) => void;
}

export function createReasoning({ engine, digester, journal, now, emit, maxSpans, log = () => {} }: ReasoningOptions): Reasoning {
  const dedup = createSpanDedup(maxSpans);
  const counts: ReasoningCounts = { events: 0, findings: 0, decisions: 0, failures: 0 };
  let isEvictionLogged = false;
  let handOver: (decision: Decision) => void = () => {};

  const recordFinding = (finding: Finding): void => {
    counts.findings += 1;
    journal.recordFinding(finding, now());
    emit({ type: 'finding', finding });
  };
  const recordDecision = (decision: Decision): void => {
    counts.decisions += 1;
    journal.recordDecision(decision, now());
    emit({ type: 'decision', decision });
    handOver(decision);
  };
  const react = ({ findings, decisions }: Reaction): void => {
    findings.forEach(recordFinding);
    decisions.forEach(recordDecision);
  };

  return {
    observeSpans(spans) {
      const readings = spansToEvents(spans, digester, () => {
        counts.failures += 1;
      });
      for (const reading of readings) {
        if (!dedup.isNew(reading)) continue;
        const observation = engine.observe(reading.event, now());
        if (!observation.fresh) continue;
        counts.events += 1;
        emit({ type: 'span', event: reading.event });
        react(observation);
      }
    },
    observe(event) {
      react(engine.observe(event, now()));
    },
    tick() {
      react(engine.tick(now()));
      if (engine.evictedSessions === 0 || isEvictionLogged) return;
      isEvictionLogged = true;
      log(
        'more runs at one time than limits.sessions: those without news for longest are forgotten; further ones are counted (evictedSessions)',
      );
    },
    report: (outcome) => engine.report(outcome, now()),
    setPolicies: (set) => engine.setPolicies(set.policies),
    onDecision(listener) {
      handOver = listener;
    },
    counts,
    get evictedSessions() {
      return engine.evictedSessions;
    },
    get sessions() {
      return engine.sessionCount;
    },
  };
}
