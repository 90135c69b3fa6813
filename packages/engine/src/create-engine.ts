/** The engine put together. See engine.ts for what it promises. */
import type { Decision, PolicyRef } from './decisions/decision.ts';
import { foldVerdicts } from './decisions/fold.ts';
import { drawnForCanary, stableId } from './decisions/ids.ts';
import { dueRung, noteDecision, noteOutcome } from './decisions/ladder.ts';
import { fillAction, fillText } from './decisions/templates.ts';
import type { RuleVerdict } from './decisions/verdict.ts';
import { type ConfiguredDetector, configured } from './detectors/configured.ts';
import type { FindingDraft } from './detectors/detector.ts';
import { loops } from './detectors/loops/index.ts';
import type { Engine, Observation } from './engine.ts';
import type { AgentEvent } from './events/event.ts';
import { inOrder, type Told } from './events/reorder-buffer.ts';
import { isEvent } from './events/validate.ts';
import type { Finding } from './findings.ts';
import { type Compiled, type CompiledPolicy, compilePolicy, findingVariables, pointVariables } from './policy/compile.ts';
import type { PointContext } from './policy/context.ts';
import type { FindingRule, PointRule, PolicyDocument } from './policy/document.ts';
import { matchesDetector } from './policy/rules.ts';
import { account, ladderOf, newSession, runContext, type Session, stepsOf } from './sessions/session.ts';
import { createSessionStore } from './sessions/store.ts';

export interface EngineOptions {
  readonly policies?: readonly PolicyDocument[];
  /** Detector families with their configurations; default: all of this package with their defaults. */
  readonly detectors?: readonly ConfiguredDetector[];
  /** Open sessions at most; default 10,000. */
  readonly maxSessions?: number;
  /** A session without events for this long is closed; default one hour. */
  readonly idleMs?: number;
  /** Spans remembered to know duplicates by; default 262,144 (about 40 MB). */
  readonly maxSpans?: number;
}

const NOTHING: Observation = { fresh: false, findings: [], decisions: [] };
const EMPTY_POINTS: PointContext = {
  run: { model_calls: 0, tool_calls: 0, input_tokens: 0, output_tokens: 0, duration_seconds: 0 },
  agent: {},
  service: '',
  model: {},
};

/** Spans shown with a finding; the protocol's limit for links. */
const MAX_EVIDENCE = 16;

/** Makes an engine. It starts nothing and holds nothing but memory: there is nothing to close. */
export function createEngine(options: EngineOptions = {}): Engine {
  const detectors = options.detectors ?? [configured(loops)];
  const decisionPlaces = new Map<string, { readonly sessionId: string; readonly ladder: string; readonly rung: number }>();
  const store = createSessionStore(
    { maxSessions: options.maxSessions ?? 10_000, idleMs: options.idleMs ?? 3_600_000, maxSpans: options.maxSpans ?? 262_144 },
    (session) => {
      for (const id of session.decisionIds) decisionPlaces.delete(id);
    },
  );
  let policies: readonly CompiledPolicy[] = [];
  let conditionErrors = 0;
  let internalErrors = 0;

  const setPolicies = (documents: readonly PolicyDocument[]): void => {
    // Of two documents with one name the later is meant: it is the one that was read over the other.
    const byName = new Map(documents.map((document) => [document.name, document]));
    policies = [...byName.values()].map((document) =>
      compilePolicy(document, () => {
        conditionErrors += 1;
      }),
    );
  };

  const detect = (session: Session, event: AgentEvent): Finding[] => {
    const told: Told[] = [];
    for (const detector of session.detectors) {
      try {
        told.push(...detector.observe(event));
      } catch {
        internalErrors += 1;
      }
    }
    return told.map(({ draft, event: at }) => toFinding(draft, session, at));
  };

  const decide = (session: Session, finding: Finding, nowMs: number, spoken: Set<string>): Decision[] => {
    const service = session.service ?? '';
    const agent = finding.agentName === undefined ? {} : { name: finding.agentName };
    const { detector, count, score, severity, tool } = finding;
    const shown = { detector, count, score, severity, ...(tool === undefined ? {} : { tool }) };
    const variables = findingVariables({ finding: shown, run: runContext(session), agent, service });
    const decisions: Decision[] = [];
    for (const policy of policies) {
      if (policy.findingRules.length === 0 || !policy.matches({ service, agent })) continue;
      for (const rule of policy.findingRules) {
        const decision = decideRule(session, finding, policy, rule, variables, nowMs, spoken);
        if (decision) decisions.push(decision);
      }
    }
    return decisions;
  };

  const decideRule = (
    session: Session,
    finding: Finding,
    { document }: CompiledPolicy,
    { rule, applies }: Compiled<FindingRule>,
    variables: object,
    nowMs: number,
    spoken: Set<string>,
  ): Decision | undefined => {
    if (!rule.detectors.some((pattern) => matchesDetector(pattern, finding.detector)) || !applies(variables)) return undefined;
    const ruleKey = JSON.stringify([document.name, rule.name]);
    const made = session.decisions.get(ruleKey) ?? 0;
    // One event can complete several findings; one intervention of a rule per event is enough.
    if (made >= rule.budgetPerRun || spoken.has(ruleKey)) return undefined;
    const ladderKey = JSON.stringify([document.name, rule.name, finding.agentName ?? '', finding.subject]);
    const ladder = ladderOf(session, ladderKey);
    const steps = stepsOf(session);
    const due = dueRung(ladder, rule, finding.startedMs, steps, nowMs);
    if (due === undefined) return undefined;
    for (let rung = due; rung < rule.ladder.length; rung++) {
      const template = rule.ladder[rung];
      const action = template && fillAction(template, finding);
      if (!action) continue;
      const { name, version, mode } = document;
      const expects = (action.kind === 'steer' || action.kind === 'deny_tool') && finding.callDigest !== undefined;
      const instanceUid = finding.instanceUid ?? session.instanceUid;
      const toolName = action.kind === 'deny_tool' ? action.tool : finding.tool;
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
        decidedMs: session.lastEndMs,
        expiresMs: nowMs + rule.expiresAfterSeconds * 1000,
        dryRun: !inForce(document, session.id),
        ...(expects && finding.callDigest !== undefined ? { expected: { lastToolCallDigest: finding.callDigest } } : {}),
        evidence: finding.evidence,
      };
      noteDecision(ladder, decision, steps, nowMs);
      spoken.add(ruleKey);
      session.decisions.set(ruleKey, made + 1);
      session.decisionIds.push(decision.id);
      decisionPlaces.set(decision.id, { sessionId: session.id, ladder: ladderKey, rung });
      return decision;
    }
    return undefined;
  };

  setPolicies(options.policies ?? []);

  return {
    observe(event, nowMs) {
      if (!isEvent(event) || !store.admit(event.traceId, event.spanId)) return NOTHING;
      const now = Number.isFinite(nowMs) ? nowMs : event.endMs;
      const session = store.touch(event.traceId, now, () =>
        newSession(
          event.traceId,
          detectors.map((family) => inOrder(family.create())),
          now,
        ),
      );
      account(session, event);
      const findings = detect(session, event);
      // A run that has ended has no boundary left: what is found in its late spans is told, and nothing is done about it.
      const spoken = new Set<string>();
      const decisions = session.endedMs === undefined ? findings.flatMap((finding) => decide(session, finding, now, spoken)) : [];
      return { fresh: true, findings, decisions };
    },
    report(outcome, _nowMs) {
      const place = decisionPlaces.get(outcome?.decisionId);
      const ladder = place && store.get(place.sessionId)?.ladders.peek(place.ladder);
      if (place && ladder) noteOutcome(ladder, outcome, place.rung);
      decisionPlaces.delete(outcome?.decisionId);
    },
    judge(point, given, runId) {
      const spoken: RuleVerdict[] = [];
      const wouldBe: RuleVerdict[] = [];
      const context = given ?? EMPTY_POINTS;
      let variables: object | undefined;
      for (const policy of policies) {
        const rules = policy.pointRules.get(point as PointRule['on']);
        if (!rules || !policy.matches({ service: context.service, agent: context.agent ?? {} })) continue;
        const heard = inForce(policy.document, runId) ? spoken : wouldBe;
        for (const { rule, applies } of rules) {
          variables ??= pointVariables(context, rule.on);
          if (applies(variables)) heard.push(...verdictsOf(rule, policy.document, context.tool?.name));
        }
      }
      return foldVerdicts(spoken, wouldBe);
    },
    speaksAt: (point) => policies.some((policy) => policy.pointRules.has(point as PointRule['on'])),
    setPolicies,
    get policies() {
      return policies.map((policy) => policy.document);
    },
    get sessionCount() {
      return store.size;
    },
    get conditionErrors() {
      return conditionErrors;
    },
    get internalErrors() {
      return internalErrors;
    },
  };
}

/** Whether what a policy decides is done, or only told. */
function inForce(document: PolicyDocument, runId: string): boolean {
  if (document.mode === 'enforce') return true;
  return document.mode === 'canary' && drawnForCanary(runId, document.name, document.canaryPercent);
}

function toFinding(draft: FindingDraft, session: Session, event: AgentEvent): Finding {
  const at = { traceId: event.traceId, spanId: event.spanId };
  const instanceUid = event.instanceUid ?? session.instanceUid;
  return {
    ...draft,
    evidence: draft.evidence.slice(-MAX_EVIDENCE),
    id: stableId('fnd', [session.id, draft.detector, draft.subject, at.spanId, draft.count]),
    sessionId: session.id,
    at,
    atMs: event.endMs,
    startedMs: event.startMs,
    ...(event.agentName === undefined ? {} : { agentName: event.agentName }),
    ...(instanceUid === undefined ? {} : { instanceUid }),
  };
}

function verdictsOf(rule: PointRule, document: PolicyDocument, tool: string | undefined): RuleVerdict[] {
  const policy: PolicyRef = { name: document.name, version: document.version, rule: rule.name, mode: document.mode };
  const values = tool === undefined ? {} : { tool };
  const { effect } = rule;
  switch (effect.verdict) {
    case 'allow':
      return [{ verdict: 'allow', policy }];
    case 'deny': {
      const instead = effect.instead === undefined ? {} : { instead: fillText(effect.instead, values) };
      return [{ verdict: 'deny', policy, reason: fillText(effect.reason, values), ...instead }];
    }
    case 'transform':
      return effect.actions.flatMap((template) => {
        const action = fillAction(template, values);
        return action ? [{ verdict: 'transform' as const, policy, action }] : [];
      });
  }
}
