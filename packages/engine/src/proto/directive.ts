/** Directives as messages of `airt.control.v1`: written by the controller, read by the agent's process. */
import type { airt } from '@airt/protocol/control';
import type { DirectiveMessage } from '../actions/action.ts';
import { actionFromProto, actionToProto, toolOf, verdictOf } from '../actions/index.ts';
import type { Decision, ExpectedState } from '../decisions/decision.ts';
import type { Directive } from '../decisions/directive.ts';
import {
  bytesToHex,
  hexToBytes,
  isTraceId,
  modeFromProto,
  type ProtoResult,
  positive,
  problem,
  spanRefFromProto,
  spanRefToProto,
} from './values.ts';

/** For a directive that names no expiry: nothing is held for ever. */
const DEFAULT_EXPIRY_MS = 5 * 60_000;
/** Longest that a directive is held before it is applied, whatever it says. */
const MAX_EXPIRY_MS = 24 * 60 * 60_000;
/** An intervention span links to a handful of spans; more evidence is not carried along. */
const MAX_EVIDENCE = 16;
const MAX_SUPERSEDES = 64;
/** Characters of an id, and of each word about the policy. */
const MAX_NAME = 256;
/** Characters of any other text. */
const MAX_TEXT = 8_192;

/** The directive that carries a decision to one agent process. `sequence` rises over the directives to that process, within an `epoch`. */
export function directiveToProto(
  decision: Decision,
  { sequence, epoch }: { readonly sequence: number; readonly epoch: number },
): DirectiveMessage {
  const { agentName, toolName, leaseMs, expected } = decision;
  return {
    id: decision.id,
    sequence,
    epoch,
    scope: {
      traceId: hexToBytes(decision.traceId),
      ...(agentName === undefined ? {} : { agentName }),
      ...(toolName === undefined ? {} : { toolName }),
    },
    ...actionToProto(decision.action),
    expiresAtUnixMs: Math.round(decision.expiresMs),
    ...(leaseMs === undefined ? {} : { leaseMs: Math.round(leaseMs) }),
    ...(expected === undefined ? {} : { expected: { ...expected } }),
    reason: decision.reason,
    policy: { ...decision.policy },
    dryRun: decision.dryRun,
    evidence: decision.evidence.map(spanRefToProto),
  };
}

/**
 * Reads a directive of a controller. A problem says why it cannot be carried out: its outcome is `rejected`.
 *
 * @param clock `clockOffsetMs`: the controller's clock minus ours, to convert the expiry; `nowMs`: our clock, milliseconds since 1970.
 */
export function directiveFromProto(
  message: DirectiveMessage,
  { clockOffsetMs, nowMs }: { readonly clockOffsetMs: number; readonly nowMs: number },
): ProtoResult<Directive> {
  const id = message.id ?? '';
  if (id === '') return problem('no id');
  if (id.length > MAX_NAME) return problem('the id is too long');
  const traceId = bytesToHex(message.scope?.traceId);
  if (!isTraceId(traceId)) return problem('the scope names no run (trace id of 16 bytes)');
  // A single operation is over, or under way, by the time a directive about it arrives: only boundaries to come can be bound.
  if (bytesToHex(message.scope?.spanId) !== '') return problem('a directive for one span only is not known here');
  const action = actionFromProto(message);
  if (!action.ok) return action;
  if (Object.values(action.value).some((value) => typeof value === 'string' && value.length > MAX_TEXT))
    return problem('a text is too long');
  const { agentName, toolName } = message.scope ?? {};
  const tool = toolName || toolOf(action.value);
  const expiresAtMs = positive(message.expiresAtUnixMs);
  const expiresMs = expiresAtMs === undefined ? nowMs + DEFAULT_EXPIRY_MS : expiresAtMs - clockOffsetMs;
  const sequence = positive(message.sequence);
  const epoch = positive(message.epoch);
  const leaseMs = positive(message.leaseMs);
  const expected = expectedFromProto(message.expected);
  const word = (text: string | null | undefined): string => (text ?? '').slice(0, MAX_NAME);
  const { policy } = message;
  return {
    ok: true,
    value: {
      id,
      ...(sequence === undefined ? {} : { sequence }),
      ...(epoch === undefined ? {} : { epoch }),
      traceId,
      ...(agentName ? { agentName } : {}),
      ...(tool ? { toolName: tool } : {}),
      action: action.value,
      verdict: verdictOf(action.value),
      expiresMs: Math.min(expiresMs, nowMs + MAX_EXPIRY_MS),
      ...(leaseMs === undefined ? {} : { leaseMs }),
      ...(expected === undefined ? {} : { expected }),
      reason: (message.reason ?? '').slice(0, MAX_TEXT),
      policy: { name: word(policy?.name), version: word(policy?.version), rule: word(policy?.rule), mode: modeFromProto(policy?.mode) },
      dryRun: message.dryRun === true,
      evidence: (message.evidence ?? []).slice(0, MAX_EVIDENCE).flatMap((ref) => spanRefFromProto(ref) ?? []),
      ...(message.supersedes?.length ? { supersedes: message.supersedes.slice(0, MAX_SUPERSEDES) } : {}),
      receivedMs: nowMs,
      source: 'controller',
    },
  };
}

function expectedFromProto(expected: airt.control.v1.ExpectedState.$Properties | null | undefined): ExpectedState | undefined {
  const lastToolCallDigest = expected?.lastToolCallDigest || undefined;
  const maxModelCallsSince = positive(expected?.maxModelCallsSince);
  if (lastToolCallDigest === undefined && maxModelCallsSince === undefined) return undefined;
  return {
    ...(lastToolCallDigest === undefined ? {} : { lastToolCallDigest }),
    ...(maxModelCallsSince === undefined ? {} : { maxModelCallsSince }),
  };
}
