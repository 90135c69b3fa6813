/** The engine: events in, findings and decisions out. See README.md. */

export { ACTION_KINDS, type Action, type ActionKind } from './actions/action.ts';
export { createEngine, type EngineOptions } from './create-engine.ts';
export type { Decision, ExpectedState, Outcome, OutcomeStatus, PolicyMode, PolicyRef } from './decisions/decision.ts';
export { type Directive, localDirective } from './decisions/directive.ts';
export { foldVerdicts } from './decisions/fold.ts';
export { drawnForCanary } from './decisions/ids.ts';
export { fillAction, fillText, type TemplateValues } from './decisions/templates.ts';
export { type FoldedVerdict, INTERVENTION_POINTS, type InterventionPoint, type RuleVerdict } from './decisions/verdict.ts';
export { type ConfiguredDetector, configured } from './detectors/configured.ts';
export type { DetectorFamily, FindingDraft, SessionDetector } from './detectors/detector.ts';
export { KNOWN_DETECTORS } from './detectors/known.ts';
export type { LoopsConfig } from './detectors/loops/config.ts';
export { loops } from './detectors/loops/index.ts';
export { canonicalJson, createDigester, type Digester } from './digest.ts';
export type { Engine, Observation } from './engine.ts';
export type { AgentEndEvent, AgentEvent, ModelCallEvent, OperationBase, SpanRef, ToolCallEvent } from './events/event.ts';
export type { Finding, Severity } from './findings.ts';
export { type Compiled, type CompiledPolicy, compilePolicy } from './policy/compile.ts';
export { CONDITION_VARIABLES, type ConditionPlace } from './policy/conditions.ts';
export type { FindingContext, PointContext, RunContext } from './policy/context.ts';
export type { ActionTemplate, FindingRule, PointRule, PolicyDocument, PolicyProblem, Rule } from './policy/document.ts';
export { FINDING_RULE_DEFAULTS, POLICY_LIMITS } from './policy/limits.ts';
export { formatProblem, type ParsePoliciesResult, type ParsePolicyOptions, parsePolicies, policyVersion } from './policy/parse.ts';
export { type Positions, positionsOf } from './policy/positions.ts';
export { type PresetName, presetPolicies } from './presets/index.ts';
export {
  type ActionMessage,
  actionFromProto,
  actionKindFromProto,
  actionKindsFromProto,
  actionKindToProto,
  actionToProto,
} from './proto/action.ts';
export { type DirectiveMessage, directiveFromProto, directiveToProto } from './proto/directive.ts';
export { type OutcomeMessage, outcomeFromProto, outcomeStatusToProto, outcomeToProto } from './proto/outcome.ts';
export { bytesToHex, hexToBytes, modeFromProto, type ProtoResult, pointFromProto, pointToProto } from './proto/values.ts';
