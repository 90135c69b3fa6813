/** The engine: events in, findings and decisions out. See README.md. */
export type { FindingDraft, DetectorFamily, SessionDetector } from './detectors/detector.ts';
export { type Action, type ActionKind, ACTION_KINDS } from './decisions/actions.ts';
export type { Decision, Outcome, OutcomeStatus, PolicyMode, PolicyRef } from './decisions/decision.ts';
export { type FoldedVerdict, INTERVENTION_POINTS, type InterventionPoint, type RuleVerdict } from './decisions/verdict.ts';
export type { Engine, Observation } from './engine.ts';
export type { AgentEndEvent, AgentEvent, ModelCallEvent, SpanRef, ToolCallEvent } from './events.ts';
export type { Finding, Severity } from './findings.ts';
export type { FindingContext, PointContext, RunContext } from './policy/context.ts';
export type { ActionTemplate, FindingRule, PointRule, PolicyDocument, PolicyProblem, Rule } from './policy/document.ts';
