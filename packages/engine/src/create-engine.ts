/** The engine put together. See engine.ts for its contract. */
import type { DetectorCatalog } from './detectors/catalog.ts';
import { type ConfiguredDetector, configureDetector } from './detectors/configure.ts';
import { DETECTOR_CATALOG } from './detectors/index.ts';
import { policyDetectors } from './detectors/policy-detectors.ts';
import type { Engine } from './engine.ts';
import { createPointJudge } from './point-judge.ts';
import { compilePolicy } from './policy/compile.ts';
import type { PolicyDocument } from './policy/document.ts';
import { mergePolicies } from './policy/policy-set.ts';
import { createSessionEngine, type EngineState } from './session-engine.ts';

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
  /** Called each time a condition could not be evaluated, with the policy and the rule that it belongs to; for `match`, no rule. */
  onConditionError?(policy: string, rule: string | undefined): void;
}

/** Makes an engine. It starts nothing and holds nothing but memory: there is nothing to close. */
export function createEngine(options: EngineOptions = {}): Engine {
  const detectors = options.detectors ?? DETECTOR_CATALOG.map((definition) => configureDetector(definition));
  const catalog: DetectorCatalog = detectors.map(({ definition }) => definition);
  let conditionErrors = 0;
  let internalErrors = 0;
  let state: EngineState = { policies: [], detectors: policyDetectors(detectors, []), detectorsVersion: 0 };

  const onConditionError = (policy: string, rule: string | undefined): void => {
    conditionErrors += 1;
    options.onConditionError?.(policy, rule);
  };
  const setPolicies = (documents: readonly PolicyDocument[]): void => {
    const { policies } = mergePolicies([{ name: '', policies: documents }]);
    state = {
      policies: policies.map((document) => compilePolicy(document, { catalog, onConditionError })),
      detectors: policyDetectors(detectors, policies),
      detectorsVersion: state.detectorsVersion + 1,
    };
  };
  setPolicies(options.policies ?? []);

  const sessions = createSessionEngine({
    catalog,
    maxSessions: options.maxSessions ?? 10_000,
    idleMs: options.idleMs ?? 3_600_000,
    maxSpans: options.maxSpans ?? 262_144,
    state: () => state,
    onInternalError: () => {
      internalErrors += 1;
    },
  });
  const { judge, hasRulesAt } = createPointJudge(() => state.policies);

  return {
    observe: sessions.observe,
    tick: sessions.tick,
    report: (outcome) => sessions.report(outcome),
    judge,
    hasRulesAt,
    setPolicies,
    get policies() {
      return state.policies.map(({ document }) => document);
    },
    get sessionCount() {
      return sessions.sessionCount;
    },
    get evictedSessions() {
      return sessions.evictedSessions;
    },
    get conditionErrors() {
      return conditionErrors;
    },
    get internalErrors() {
      return internalErrors;
    },
  };
}
