/** The engine: events in, findings and decisions out. See README.md. */

export type { ActionDefinition, ActionMessage, ActionVerdict, DirectiveMessage } from './actions/action.ts';
export {
  ACTION_KINDS,
  ACTIONS,
  type Action,
  type ActionKind,
  type ActionTemplate,
  actionFromProto,
  actionKindFromProto,
  actionKindsFromProto,
  actionKindToProto,
  actionToProto,
  describeAction,
  describeDecided,
  fillToolName,
  lifetimeOf,
  resolveAction,
  toolOf,
  unimplementedActions,
  verdictOf,
} from './actions/index.ts';
export { createEngine, type EngineOptions } from './create-engine.ts';
export type { Decision, ExpectedState, Outcome, OutcomeStatus, PolicyRef } from './decisions/decision.ts';
export { type Directive, localDirective } from './decisions/directive.ts';
export { foldVerdicts } from './decisions/fold.ts';
export { isInCanary } from './decisions/in-force.ts';
export type { FoldedVerdict, PolicyAction, RuleVerdict } from './decisions/verdict.ts';
export { type DetectorCatalog, findingNames, type Measures, measuresOf } from './detectors/catalog.ts';
export { type ConfiguredDetector, configureDetector } from './detectors/configure.ts';
export type { AttributedFinding, DetectorDefinition, FindingDraft, MeasureDefinition, SessionDetector } from './detectors/detector.ts';
export {
  configureDetectors,
  type DetectorConfigs,
  type DetectorConfigsResult,
  type DetectorConfigsSource,
  readDetectorConfigs,
} from './detectors/detector-configs.ts';
export { DETECTOR_CATALOG, DETECTORS } from './detectors/index.ts';
export { canonicalJson, createDigester, type Digester } from './digest.ts';
export type { Engine, Observation, Reaction } from './engine.ts';
export type {
  AgentEndEvent,
  AgentEvent,
  EventBase,
  ModelCallEvent,
  OperationBase,
  OperationEvent,
  OperationStartedEvent,
  SpanRef,
  ToolCallEvent,
} from './events/event.ts';
export { eventTimeMs } from './events/event-kinds.ts';
export type { Finding, FindingMeasures, Severity } from './findings.ts';
export { INTERVENTION_POINTS, type InterventionPoint } from './intervention-point.ts';
export type { CallReading, CallReadings } from './point-judge.ts';
export type { FindingContext, PointContext, RunContext } from './policy/context.ts';
export type { FindingRule, PointRule, PolicyDocument, Rule } from './policy/document.ts';
export { POLICY_LIMITS } from './policy/limits.ts';
export { type ParsePoliciesResult, type ParsePolicyOptions, parsePolicies, policyVersion } from './policy/parse.ts';
export { policyJsonSchema } from './policy/policy-json-schema.ts';
export { POLICY_MODES, type PolicyMode, type Unreadable } from './policy/policy-mode.ts';
export { mergePolicies, type PolicyConflict, type PolicySet, type PolicySource } from './policy/policy-set.ts';
export { CONDITION_VARIABLES, type ConditionPlace, type Variable } from './policy/variables.ts';
export { type PresetName, presetPolicies } from './presets/index.ts';
export { directiveFromProto, directiveToProto } from './proto/directive.ts';
export { type OutcomeMessage, outcomeFromProto, outcomeStatusToProto, outcomeToProto } from './proto/outcome.ts';
export { bytesToHex, hexToBytes, modeFromProto, type ProtoResult, pointFromProto, pointToProto } from './proto/values.ts';
export { type Positions, positionsOf } from './schema/positions.ts';
export { formatProblem, type Problem } from './schema/problem.ts';
export { printable, printableJson, singleLine } from './texts/printable.ts';
export { isPlausibleToolName, quoteName, toolNameForText } from './texts/tool-name.ts';
