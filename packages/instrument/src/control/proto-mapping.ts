/** Conversions between the engine's terms and the messages of `airt.control.v1`. All readers accept whatever a peer may send. */
import type { Action, ActionKind, InterventionPoint, Outcome, OutcomeStatus, PolicyMode } from '@airt/engine';
import { airt } from '@airt/protocol/control';

const wire = airt.control.v1;

/** A message as plain data: every member optional, as on the wire. */
export type DirectiveMessage = airt.control.v1.Directive.$Properties;
export type OutcomeMessage = airt.control.v1.DirectiveOutcome.$Properties;
export type HelloMessage = airt.control.v1.Hello.$Properties;
export type CoverageMessage = airt.control.v1.Coverage.$Properties;
export type PolicyUpdateMessage = airt.control.v1.PolicyUpdate.$Properties;
export type PolicyResourceMessage = airt.control.v1.PolicyResource.$Properties;
export type PolicyErrorMessage = airt.control.v1.PolicyError.$Properties;
export type SignalMessage = airt.control.v1.Signal.$Properties;
export type HealthMessage = airt.control.v1.Health.$Properties;
export type WelcomeMessage = airt.control.v1.Welcome.$Properties;
export type AgentMessage = airt.control.v1.AgentMessage.$Properties;
export type ControllerMessage = airt.control.v1.ControllerMessage.$Properties;

export function bytesToHex(bytes: Uint8Array | null | undefined): string {
  return bytes ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex') : '';
}

/** Bytes of a hex id; none for text that is not hex. */
export function hexToBytes(hex: string): Uint8Array {
  return /^(?:[0-9a-f]{2})*$/i.test(hex) ? Buffer.from(hex, 'hex') : new Uint8Array(0);
}

const POINTS: Readonly<Record<InterventionPoint, airt.control.v1.InterventionPoint>> = {
  agent_start: wire.InterventionPoint.AGENT_START,
  input: wire.InterventionPoint.INPUT,
  pre_model_call: wire.InterventionPoint.PRE_MODEL_CALL,
  post_model_call: wire.InterventionPoint.POST_MODEL_CALL,
  pre_tool_call: wire.InterventionPoint.PRE_TOOL_CALL,
  post_tool_call: wire.InterventionPoint.POST_TOOL_CALL,
  output: wire.InterventionPoint.OUTPUT,
  agent_end: wire.InterventionPoint.AGENT_END,
};

const pointToWire = (point: InterventionPoint): airt.control.v1.InterventionPoint => POINTS[point];

const ACTIONS: Readonly<Record<ActionKind, airt.control.v1.ActionKind>> = {
  steer: wire.ActionKind.STEER,
  deny_tool: wire.ActionKind.DENY_TOOL,
  halt: wire.ActionKind.HALT,
  set_model: wire.ActionKind.SET_MODEL,
  clamp: wire.ActionKind.CLAMP,
};

export const actionKindToWire = (kind: ActionKind): airt.control.v1.ActionKind => ACTIONS[kind];

const STATUSES: Readonly<Record<OutcomeStatus, airt.control.v1.OutcomeStatus>> = {
  applied: wire.OutcomeStatus.APPLIED,
  not_applicable: wire.OutcomeStatus.NOT_APPLICABLE,
  expired: wire.OutcomeStatus.EXPIRED,
  superseded: wire.OutcomeStatus.SUPERSEDED,
  rejected: wire.OutcomeStatus.REJECTED,
  failed: wire.OutcomeStatus.FAILED,
};

export const statusToWire = (status: OutcomeStatus): airt.control.v1.OutcomeStatus => STATUSES[status];

/** What is hooked: which points, and by which component. */
export interface CoverageReport {
  readonly points: readonly InterventionPoint[];
  readonly components: readonly {
    readonly kind: 'transport' | 'dialect' | 'framework' | 'sdk';
    readonly name: string;
    readonly version?: string;
    readonly seen: boolean;
    readonly points: readonly InterventionPoint[];
    /** Why it is not live; absent where it is. */
    readonly inactiveReason?: string;
  }[];
}

export function coverageToWire(report: CoverageReport): CoverageMessage {
  return {
    points: report.points.map(pointToWire),
    components: report.components.map((component) => ({
      kind: component.kind,
      name: component.name,
      version: component.version ?? '',
      seen: component.seen,
      points: component.points.map(pointToWire),
      inactiveReason: component.inactiveReason ?? '',
    })),
  };
}

/** `runTraceId`: the run that the directive was for, told where no span was changed. */
export function outcomeToWire(outcome: Outcome, runTraceId: string, point: InterventionPoint = 'pre_model_call'): OutcomeMessage {
  const applied = outcome.status === 'applied';
  return {
    directiveId: outcome.decisionId,
    status: statusToWire(outcome.status),
    traceId: hexToBytes(outcome.span?.traceId ?? runTraceId),
    spanId: hexToBytes(outcome.span?.spanId ?? ''),
    ...(applied ? { appliedAtUnixMs: Math.round(outcome.atMs), point: pointToWire(point) } : {}),
    latencyMs: outcome.latencyMs ?? 0,
    reason: outcome.reason ?? '',
    changes: outcome.changes === undefined ? [] : [...outcome.changes],
    dryRun: outcome.dryRun ?? false,
  };
}

/** The action of a directive in the engine's terms, or why it is none that can be carried out here. */
export function actionFromWire(directive: DirectiveMessage): Action | { readonly error: string } {
  if (directive.steer) {
    const guidance = directive.steer.guidance ?? '';
    return guidance === '' ? { error: 'steer without guidance' } : { kind: 'steer', guidance };
  }
  if (directive.denyTool) {
    const { toolName, reason, instead } = directive.denyTool;
    const tool = toolName || directive.scope?.toolName || '';
    if (tool === '') return { error: 'deny_tool without a tool' };
    return { kind: 'deny_tool', tool, reason: reason || directive.reason || 'refused by policy', ...(instead ? { instead } : {}) };
  }
  if (directive.halt) {
    const mode = directive.halt.mode === wire.HaltMode.ABORT ? 'abort' : 'graceful';
    return { kind: 'halt', mode, reason: directive.halt.reason || directive.reason || 'halted by policy' };
  }
  if (directive.setModel) {
    const model = directive.setModel.model ?? '';
    return model === '' ? { error: 'set_model without a model' } : { kind: 'set_model', model };
  }
  if (directive.clamp) return clampFromWire(directive.clamp);
  return { error: 'the action is not known here' };
}

function clampFromWire(clamp: airt.control.v1.Clamp.$Properties): Action | { readonly error: string } {
  if (clamp.reasoningLevel) return { error: 'clamp of the reasoning level is not known here' };
  const tokens = clamp.maxOutputTokens ?? 0;
  const temperature = clamp.temperature ?? undefined;
  if (tokens < 0 || (temperature !== undefined && !(temperature >= 0))) return { error: 'clamp with a negative bound' };
  if (tokens === 0 && temperature === undefined) return { error: 'clamp without a bound' };
  return { kind: 'clamp', ...(tokens > 0 ? { maxOutputTokens: tokens } : {}), ...(temperature === undefined ? {} : { temperature }) };
}

const MODES = new Set<string>(['observe', 'shadow', 'canary', 'enforce'] satisfies PolicyMode[]);

/** A mode that is not known is the mildest: nothing is changed for a policy that cannot be understood. */
export function modeFromWire(mode: string | null | undefined): PolicyMode {
  return isMode(mode) ? mode : 'observe';
}

const isMode = (mode: string | null | undefined): mode is PolicyMode => typeof mode === 'string' && MODES.has(mode);
