/** Outcomes of directives as messages of `airt.control.v1`: written by the agent's process, read by the controller. */
import { airt } from '@airt/protocol/control';
import type { Outcome, OutcomeStatus } from '../decisions/decision.ts';
import { hexToBytes, pointFromProto, pointToProto, positive, spanRefFromProto } from './values.ts';

/** A message as plain data: every member optional, as on the wire. */
export type OutcomeMessage = airt.control.v1.DirectiveOutcome.$Properties;

const { OutcomeStatus: ProtoStatus } = airt.control.v1;

const STATUS_TO_PROTO: Readonly<Record<OutcomeStatus, airt.control.v1.OutcomeStatus>> = {
  applied: ProtoStatus.APPLIED,
  not_applicable: ProtoStatus.NOT_APPLICABLE,
  expired: ProtoStatus.EXPIRED,
  superseded: ProtoStatus.SUPERSEDED,
  rejected: ProtoStatus.REJECTED,
  failed: ProtoStatus.FAILED,
};

export const outcomeStatusToProto = (status: OutcomeStatus): airt.control.v1.OutcomeStatus => STATUS_TO_PROTO[status];

const STATUSES = Object.keys(STATUS_TO_PROTO) as readonly OutcomeStatus[];

/** Bounds on what an agent can put into a journal with one outcome. */
const MAX_ID = 128;
const MAX_TEXT = 2_000;
const MAX_CHANGES = 64;

/** @param runTraceId The run that the directive was for: reported where no span was changed. Empty where it is not known. */
export function outcomeToProto(outcome: Outcome, runTraceId: string): OutcomeMessage {
  const applied = outcome.status === 'applied';
  return {
    directiveId: outcome.decisionId,
    status: outcomeStatusToProto(outcome.status),
    traceId: hexToBytes(outcome.span?.traceId ?? runTraceId),
    spanId: hexToBytes(outcome.span?.spanId ?? ''),
    ...(applied ? { appliedAtUnixMs: Math.round(outcome.atMs), point: pointToProto(outcome.point ?? 'pre_model_call') } : {}),
    latencyMs: outcome.latencyMs ?? 0,
    reason: outcome.reason ?? '',
    changes: outcome.changes === undefined ? [] : [...outcome.changes],
    dryRun: outcome.dryRun ?? false,
  };
}

/** An agent's outcome; undefined where it says nothing that can be used (no id or none of ours, a status that this version does not know). */
export function outcomeFromProto(message: OutcomeMessage): Outcome | undefined {
  const status = STATUSES.find((known) => STATUS_TO_PROTO[known] === message.status);
  if (status === undefined || !message.directiveId || message.directiveId.length > MAX_ID) return undefined;
  const span = spanRefFromProto(message);
  const point = pointFromProto(message.point);
  const latencyMs = positive(message.latencyMs);
  return {
    decisionId: message.directiveId,
    status,
    ...(span === undefined ? {} : { span }),
    ...(point === undefined ? {} : { point }),
    atMs: positive(message.appliedAtUnixMs) ?? 0,
    ...(latencyMs === undefined ? {} : { latencyMs }),
    ...(message.reason ? { reason: message.reason.slice(0, MAX_TEXT) } : {}),
    ...(message.changes?.length ? { changes: message.changes.slice(0, MAX_CHANGES).map((change) => change.slice(0, MAX_TEXT)) } : {}),
    ...(message.dryRun ? { dryRun: true } : {}),
  };
}
