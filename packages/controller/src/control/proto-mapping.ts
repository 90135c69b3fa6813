/** Between the engine's words and the messages of `airt.control.v1`. The only place that knows both. */
import type { Action, ActionKind, Decision, Outcome, OutcomeStatus, SpanRef } from '@airt/engine';
import { airt } from '@airt/protocol';

const { ActionKind: WireAction, HaltMode, OutcomeStatus: WireStatus } = airt.control.v1;

export type AgentMessage = airt.control.v1.AgentMessage.$Properties;
export type ControllerMessage = airt.control.v1.ControllerMessage.$Properties;
export type WireDirective = airt.control.v1.Directive.$Properties;
export type WireHello = airt.control.v1.Hello.$Properties;
export type WireOutcome = airt.control.v1.DirectiveOutcome.$Properties;

const ACTIONS = {
  steer: WireAction.STEER,
  clamp: WireAction.CLAMP,
  set_model: WireAction.SET_MODEL,
  deny_tool: WireAction.DENY_TOOL,
  halt: WireAction.HALT,
} as const satisfies Record<ActionKind, number>;

const STATUSES: ReadonlyMap<number, OutcomeStatus> = new Map([
  [WireStatus.APPLIED, 'applied'],
  [WireStatus.NOT_APPLICABLE, 'not_applicable'],
  [WireStatus.EXPIRED, 'expired'],
  [WireStatus.SUPERSEDED, 'superseded'],
  [WireStatus.REJECTED, 'rejected'],
  [WireStatus.FAILED, 'failed'],
]);

const idBytes = (hex: string): Uint8Array => Buffer.from(hex, 'hex');
export const idHex = (bytes: Uint8Array | null | undefined): string => (bytes ? Buffer.from(bytes).toString('hex') : '');
const spanRef = ({ traceId, spanId }: SpanRef) => ({ traceId: idBytes(traceId), spanId: idBytes(spanId) });

/** The actions among those of a Hello that the engine knows. */
export function knownActions(kinds: readonly (number | null)[] | null | undefined): ReadonlySet<ActionKind> {
  const said = new Set(kinds ?? []);
  return new Set((Object.keys(ACTIONS) as ActionKind[]).filter((kind) => said.has(ACTIONS[kind])));
}

/** The directive that carries a decision to one agent. */
export function toDirective(decision: Decision, numbers: { readonly sequence: number; readonly epoch: number }): WireDirective {
  const { action, expected } = decision;
  return {
    id: decision.id,
    sequence: numbers.sequence,
    epoch: numbers.epoch,
    scope: {
      traceId: idBytes(decision.traceId),
      ...(decision.agentName === undefined ? {} : { agentName: decision.agentName }),
      ...(action.kind === 'deny_tool' ? { toolName: action.tool } : {}),
    },
    ...toAction(action),
    expiresAtUnixMs: Math.round(decision.expiresMs),
    ...(decision.leaseMs === undefined ? {} : { leaseMs: Math.round(decision.leaseMs) }),
    ...(expected?.lastToolCallDigest === undefined ? {} : { expected: { lastToolCallDigest: expected.lastToolCallDigest } }),
    reason: decision.reason,
    policy: { ...decision.policy },
    dryRun: decision.dryRun,
    evidence: decision.evidence.map(spanRef),
  };
}

function toAction(action: Action): Partial<WireDirective> {
  switch (action.kind) {
    case 'steer':
      return { steer: { guidance: action.guidance } };
    case 'deny_tool':
      return {
        denyTool: { toolName: action.tool, reason: action.reason, ...(action.instead === undefined ? {} : { instead: action.instead }) },
      };
    case 'halt':
      return { halt: { mode: action.mode === 'abort' ? HaltMode.ABORT : HaltMode.GRACEFUL, reason: action.reason } };
    case 'set_model':
      return { setModel: { model: action.model } };
    case 'clamp':
      return {
        clamp: {
          ...(action.maxOutputTokens === undefined ? {} : { maxOutputTokens: action.maxOutputTokens }),
          ...(action.temperature === undefined ? {} : { temperature: action.temperature }),
        },
      };
  }
}

/** An agent's answer, or undefined where it says nothing that can be used (no id or none of ours, a status that this version does not know). */
export function fromOutcome(message: WireOutcome): Outcome | undefined {
  const status = STATUSES.get(message.status ?? 0);
  if (status === undefined || !message.directiveId || message.directiveId.length > MAX_ID) return undefined;
  const traceId = idHex(message.traceId);
  const spanId = idHex(message.spanId);
  return {
    decisionId: message.directiveId,
    status,
    ...(traceId.length === 32 && spanId.length === 16 ? { span: { traceId, spanId } } : {}),
    atMs: message.appliedAtUnixMs ?? 0,
    ...(message.latencyMs ? { latencyMs: message.latencyMs } : {}),
    ...(message.reason ? { reason: message.reason.slice(0, MAX_TEXT) } : {}),
    ...(message.changes?.length ? { changes: message.changes.slice(0, MAX_CHANGES).map((change) => change.slice(0, MAX_TEXT)) } : {}),
    ...(message.dryRun ? { dryRun: true } : {}),
  };
}

/** Bounds on what an agent can put into the journal with one outcome. */
const MAX_ID = 128;
const MAX_TEXT = 2000;
const MAX_CHANGES = 64;
