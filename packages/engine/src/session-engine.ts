/** From events to findings to decisions: sessions, detectors and ladders. */
import { ACTIONS, type Action, resolveAction, toolOf } from './actions/index.ts';
import type { Decision, Outcome } from './decisions/decision.ts';
import { stableId } from './decisions/ids.ts';
import { isInForce } from './decisions/in-force.ts';
import { dueRung, type LadderState, recordDecision, recordOutcome } from './decisions/ladder.ts';
import { type DetectorCatalog, matchesDetector, measuresOf } from './detectors/catalog.ts';
import type { PolicyDetectors } from './detectors/policy-detectors.ts';
import type { Observation, Reaction } from './engine.ts';
import type { AgentEvent } from './events/event.ts';
import { eventTimeMs } from './events/event-kinds.ts';
import { createReorderBuffer, type DetectorFinding } from './events/reorder-buffer.ts';
import { isEvent } from './events/validate.ts';
import type { Finding } from './findings.ts';
import type { CompiledFindingRule, CompiledPolicy } from './policy/compile.ts';
import type { FindingContext } from './policy/context.ts';
import type { FindingRule } from './policy/document.ts';
import { findingPlaceholders } from './policy/placeholders.ts';
import { account, ladderOf, newSession, runContext, type Session, stepsOf } from './sessions/session.ts';
import { createSessionStore, type SessionStoreOptions } from './sessions/store.ts';
import { singleLine } from './texts/printable.ts';

export interface SessionEngineOptions extends SessionStoreOptions {
  /** All detector families, for what their findings measure. */
  readonly catalog: DetectorCatalog;
  /** The policies in force, and the detectors that they and the engine ask for. */
  state(): EngineState;
  /** A detector failed. */
  onInternalError(): void;
}

/** What changes with the policies. */
export interface EngineState {
  readonly policies: readonly CompiledPolicy[];
  readonly detectors: PolicyDetectors;
  /** Rises with each change of `detectors`. */
  readonly detectorsVersion: number;
}

export interface SessionEngine {
  observe(event: AgentEvent, nowMs: number): Observation;
  tick(nowMs: number): Reaction;
  report(outcome: Outcome): void;
  readonly sessionCount: number;
  readonly evictedSessions: number;
}

const NOTHING: Observation = { fresh: false, findings: [], decisions: [] };

/** Spans shown with a finding; the protocol's limit for links. */
const MAX_EVIDENCE = 16;
/** Characters of the message of a finding, whatever a detector makes of names in spans. */
const MAX_MESSAGE = 500;

/** Where the ladder of a decision stands. */
interface DecisionPlace {
  readonly sessionId: string;
  readonly ladder: string;
  readonly rung: number;
}

/** A finding with what only the engine needs of it. */
interface KeyedFinding {
  readonly key: string;
  readonly finding: Finding;
}

export function createSessionEngine(options: SessionEngineOptions): SessionEngine {
  const { catalog, state } = options;
  const decisionPlaces = new Map<string, DecisionPlace>();
  const store = createSessionStore(options, (session) => {
    for (const id of session.decisionIds) decisionPlaces.delete(id);
  });

  const createSession = (traceId: string, nowMs: number): Session => {
    const { detectors, detectorsVersion } = state();
    const events = createReorderBuffer({ detectors: detectors.creators, onError: options.onInternalError });
    return newSession(traceId, events, detectorsVersion, nowMs);
  };

  const updateDetectors = (session: Session): void => {
    const { detectors, detectorsVersion } = state();
    if (session.detectorsVersion === detectorsVersion) return;
    session.events.setDetectors(detectors.creators);
    session.detectorsVersion = detectorsVersion;
  };

  const react = (session: Session, found: readonly KeyedFinding[], decidedMs: number, nowMs: number): Reaction => {
    // Two configurations of one detector may find the same.
    const findings = [...new Map(found.map(({ finding }) => [finding.id, finding])).values()];
    if (session.endedMs !== undefined) return { findings, decisions: [] };
    const decidedRules = new Set<string>();
    const decisions = found.flatMap((each) => decide(session, each, { decidedRules, decidedMs, nowMs }));
    return { findings, decisions };
  };

  const decide = (session: Session, { key, finding }: KeyedFinding, moment: Moment): Decision[] => {
    const { policies, detectors } = state();
    const service = session.service ?? '';
    const agent = finding.agentName === undefined ? {} : { name: finding.agentName };
    const { detector, score, severity, measures } = finding;
    const context: FindingContext = { finding: { ...measures, detector, score, severity }, run: runContext(session), agent, service };
    const decisions: Decision[] = [];
    for (const policy of policies) {
      if (policy.findingRules.length === 0 || !detectors.uses(policy.document, key) || !policy.matches(context)) continue;
      for (const compiled of policy.findingRules) {
        const decision = decideRule(session, finding, policy, compiled, context, moment);
        if (decision) decisions.push(decision);
      }
    }
    return decisions;
  };

  const decideRule = (
    session: Session,
    finding: Finding,
    { document }: CompiledPolicy,
    { rule, applies }: CompiledFindingRule,
    context: FindingContext,
    { decidedRules, decidedMs, nowMs }: Moment,
  ): Decision | undefined => {
    if (!rule.detectors.some((pattern) => matchesDetector(pattern, finding.detector)) || !applies(context)) return undefined;
    const ruleKey = JSON.stringify([document.name, rule.name]);
    const count = session.decisions.get(ruleKey) ?? 0;
    // One event can complete several findings; one intervention of a rule per event is enough.
    if (count >= rule.budgetPerRun || decidedRules.has(ruleKey)) return undefined;
    const ladderKey = JSON.stringify([document.name, rule.name, finding.agentName ?? '', finding.subject]);
    const ladder = ladderOf(session, ladderKey);
    const chosen = chooseRung(ladder, rule, finding, stepsOf(session), nowMs);
    if (chosen === undefined) return undefined;
    const { name, version, mode } = document;
    const { action, rung } = chosen;
    const toolName = toolOf(action) ?? toolOfFinding(finding);
    const instanceUid = finding.instanceUid ?? session.instanceUid;
    const expected = ACTIONS[action.kind].isAboutLatestCall ? finding.callDigest : undefined;
    const decision: Decision = {
      id: stableId('dec', [session.id, name, version, rule.name, finding.subject, finding.id]),
      sessionId: session.id,
      traceId: finding.at.traceId,
      ...(instanceUid === undefined ? {} : { instanceUid }),
      ...(finding.agentName === undefined ? {} : { agentName: finding.agentName }),
      ...(toolName === undefined ? {} : { toolName }),
      policy: { name, version, rule: rule.name, mode },
      findingId: finding.id,
      detector: finding.detector,
      action,
      rung,
      reason: finding.message,
      decidedMs,
      expiresMs: nowMs + rule.expiresAfterSeconds * 1000,
      dryRun: !isInForce(document, session.id),
      ...(expected === undefined ? {} : { expected: { lastToolCallDigest: expected } }),
      evidence: finding.evidence,
    };
    recordDecision(ladder, decision, stepsOf(session), nowMs);
    decidedRules.add(ruleKey);
    session.decisions.set(ruleKey, count + 1);
    session.decisionIds.push(decision.id);
    decisionPlaces.set(decision.id, { sessionId: session.id, ladder: ladderKey, rung });
    return decision;
  };

  /** The rung that is due, or the next one above it that has what it needs. */
  const chooseRung = (
    ladder: LadderState,
    rule: FindingRule,
    finding: Finding,
    steps: number,
    nowMs: number,
  ): { readonly action: Action; readonly rung: number } | undefined => {
    const due = dueRung(ladder, rule, finding.startedMs, steps, nowMs);
    if (due === undefined) return undefined;
    const values = findingPlaceholders(measuresOf(catalog, [finding.detector]), finding.measures);
    for (let rung = due; rung < rule.ladder.length; rung++) {
      const written = rule.ladder[rung];
      const action = written && resolveAction(written, values);
      if (action) return { action, rung };
    }
    return undefined;
  };

  return {
    observe(event, nowMs) {
      if (!isEvent(event) || !store.admit(event)) return NOTHING;
      const now = Number.isFinite(nowMs) ? nowMs : eventTimeMs(event);
      const session = store.touch(event.traceId, now, () => createSession(event.traceId, now));
      updateDetectors(session);
      account(session, event, now);
      const found = session.events.observe(event).map((each) => ({
        key: each.key,
        finding: toFinding(each, session, { atMs: eventTimeMs(each.event), startedMs: each.event.startMs }),
      }));
      return { fresh: true, ...react(session, found, session.latestMs, now) };
    },
    tick(nowMs) {
      if (!Number.isFinite(nowMs)) return { findings: [], decisions: [] };
      store.evictIdle(nowMs);
      const findings: Finding[] = [];
      const decisions: Decision[] = [];
      for (const session of store.all()) {
        if (!session.events.hasTick) continue;
        const agentNowMs = nowMs - session.clockOffsetMs;
        // What a tick shows holds at its time, whenever the operation began.
        const found = session.events
          .tick(agentNowMs)
          .map((each) => ({ key: each.key, finding: toFinding(each, session, { atMs: agentNowMs, startedMs: agentNowMs }) }));
        if (found.length === 0) continue;
        const reaction = react(session, found, agentNowMs, nowMs);
        findings.push(...reaction.findings);
        decisions.push(...reaction.decisions);
      }
      return { findings, decisions };
    },
    report(outcome) {
      const place = decisionPlaces.get(outcome?.decisionId);
      const ladder = place && store.get(place.sessionId)?.ladders.peek(place.ladder);
      if (place && ladder) recordOutcome(ladder, outcome, place.rung);
      decisionPlaces.delete(outcome?.decisionId);
    },
    get sessionCount() {
      return store.size;
    },
    get evictedSessions() {
      return store.evicted;
    },
  };
}

/** What decisions about the findings of one event share. */
interface Moment {
  /** Rules that have decided about this event. */
  readonly decidedRules: Set<string>;
  /** The agent's clock. */
  readonly decidedMs: number;
  /** The caller's clock. */
  readonly nowMs: number;
}

const toolOfFinding = ({ measures }: Finding): string | undefined => (typeof measures.tool === 'string' ? measures.tool : undefined);

function toFinding(
  { event, draft }: DetectorFinding,
  session: Session,
  { atMs, startedMs }: { readonly atMs: number; readonly startedMs: number },
): Finding {
  const at = { traceId: event.traceId, spanId: event.spanId };
  const instanceUid = event.instanceUid ?? session.instanceUid;
  return {
    ...draft,
    message: singleLine(draft.message, MAX_MESSAGE),
    evidence: draft.evidence.slice(-MAX_EVIDENCE),
    id: stableId('fnd', [session.id, draft.detector, draft.subject, at.spanId, ...Object.entries(draft.measures).flat().map(String)]),
    sessionId: session.id,
    at,
    atMs,
    startedMs,
    ...(event.agentName === undefined ? {} : { agentName: event.agentName }),
    ...(instanceUid === undefined ? {} : { instanceUid }),
  };
}
