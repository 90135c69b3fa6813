/** Values that several messages of `airt.control.v1` share. All readers accept whatever a peer may send. */
import { airt } from '@airt/protocol/control';
import type { SpanRef } from '../events/event.ts';
import { INTERVENTION_POINTS, type InterventionPoint } from '../intervention-point.ts';
import { POLICY_MODES, type PolicyMode } from '../policy/policy-mode.ts';

/** What was read from a message, or in a few words why it cannot be used. */
export type ProtoResult<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: string };

export const problem = (message: string): { readonly ok: false; readonly problem: string } => ({ ok: false, problem: message });

/** Hex of the bytes of an id; empty where there are none. */
export function bytesToHex(bytes: Uint8Array | null | undefined): string {
  return bytes ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex') : '';
}

/** Bytes of a hex id; none for text that is not hex. */
export function hexToBytes(hex: string): Uint8Array {
  return /^(?:[0-9a-f]{2})*$/i.test(hex) ? Buffer.from(hex, 'hex') : new Uint8Array(0);
}

const PROTO_POINTS = airt.control.v1.InterventionPoint;

const POINT_TO_PROTO: Readonly<Record<InterventionPoint, airt.control.v1.InterventionPoint>> = {
  agent_start: PROTO_POINTS.AGENT_START,
  input: PROTO_POINTS.INPUT,
  pre_model_call: PROTO_POINTS.PRE_MODEL_CALL,
  post_model_call: PROTO_POINTS.POST_MODEL_CALL,
  pre_tool_call: PROTO_POINTS.PRE_TOOL_CALL,
  post_tool_call: PROTO_POINTS.POST_TOOL_CALL,
  output: PROTO_POINTS.OUTPUT,
  agent_end: PROTO_POINTS.AGENT_END,
};

export const pointToProto = (point: InterventionPoint): airt.control.v1.InterventionPoint => POINT_TO_PROTO[point];

/** undefined: unspecified, or a point that this version does not know. */
export const pointFromProto = (point: number | null | undefined): InterventionPoint | undefined =>
  INTERVENTION_POINTS.find((known) => POINT_TO_PROTO[known] === point);

/** A mode that is not known is the mildest: nothing is changed for a policy that cannot be understood. */
export const modeFromProto = (mode: string | null | undefined): PolicyMode => POLICY_MODES.find((known) => known === mode) ?? 'observe';

export const spanRefToProto = ({ traceId, spanId }: SpanRef): airt.control.v1.SpanRef.$Properties => ({
  traceId: hexToBytes(traceId),
  spanId: hexToBytes(spanId),
});

/** undefined: not the ids of a span. */
export function spanRefFromProto(ref: airt.control.v1.SpanRef.$Properties | null | undefined): SpanRef | undefined {
  const traceId = bytesToHex(ref?.traceId);
  const spanId = bytesToHex(ref?.spanId);
  return isTraceId(traceId) && isSpanId(spanId) ? { traceId, spanId } : undefined;
}

/** 32 hex digits, not all zero (W3C Trace Context). */
export const isTraceId = (hex: string): boolean => /^(?!0{32})[0-9a-f]{32}$/.test(hex);

/** 16 hex digits, not all zero (W3C Trace Context). */
export const isSpanId = (hex: string): boolean => /^(?!0{16})[0-9a-f]{16}$/.test(hex);

/** A finite number above zero; undefined: absent (proto3 writes 0 for that), or none that can be computed with. */
export const positive = (value: number | null | undefined): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : undefined;
