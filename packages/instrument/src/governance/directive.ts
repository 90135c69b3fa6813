/** A directive as it is held in the agent's process, whoever made it. */
import type { Action, PolicyRef, SpanRef } from '@airt/engine';
import { actionFromWire, bytesToHex, type DirectiveMessage, modeFromWire } from '../control/proto-mapping.ts';

export interface Directive {
  readonly id: string;
  /** Rises over the directives of the controller; absent for local ones. */
  readonly sequence?: number;
  /** Of the controller that sent it: sequences count within an epoch. */
  readonly epoch?: number;
  /** The run it is for: 32 hex digits. */
  readonly traceId: string;
  /** Only this agent of the run; absent: whichever comes next. */
  readonly agentName?: string;
  /** The tool it is about. */
  readonly toolName?: string;
  readonly action: Action;
  /** Not applied after this; milliseconds since 1970, our clock. */
  readonly expiresMs: number;
  /** Once applied, how long it stays in force; absent: to the end of the run. */
  readonly leaseMs?: number;
  readonly expected?: {
    readonly lastToolCallDigest?: string;
    /** Counted from when the directive came, since what happened between evidence and arrival is not known here. */
    readonly maxModelCallsSince?: number;
  };
  readonly reason: string;
  readonly policy: PolicyRef;
  readonly detector?: string;
  /** Report what would have been done; change nothing. */
  readonly dryRun: boolean;
  readonly evidence: readonly SpanRef[];
  /** Ids of directives that this one replaces. */
  readonly supersedes?: readonly string[];
  readonly receivedMs: number;
  readonly source: 'controller' | 'local';
}

/** For a directive that names no expiry: nothing is held for ever. */
const DEFAULT_EXPIRY_MS = 5 * 60_000;
/** Longest that one is held before it is applied, whatever it says. */
const MAX_EXPIRY_MS = 24 * 60 * 60_000;
/** More evidence than this is not carried along: an intervention span links to a handful. */
const MAX_EVIDENCE = 16;
const MAX_SUPERSEDES = 64;
const MAX_TEXT = 8_192;

/**
 * Reads a directive of the controller. `clockOffsetMs`: the controller's clock minus ours, to judge expiry by. An error says why it
 * cannot be carried out: its outcome is `rejected`.
 */
export function fromWire(directive: DirectiveMessage, clockOffsetMs: number, nowMs: number): Directive | { readonly error: string } {
  const id = directive.id ?? '';
  if (id === '') return { error: 'no id' };
  if (id.length > 256) return { error: 'the id is too long' };
  const traceId = bytesToHex(directive.scope?.traceId);
  if (!/^(?!0{32})[0-9a-f]{32}$/.test(traceId)) return { error: 'the scope names no run (trace id of 16 bytes)' };
  // A single operation is over, or under way, by the time a directive about it arrives: only boundaries to come can be bound.
  if (bytesToHex(directive.scope?.spanId) !== '') return { error: 'a directive for one span only is not known here' };
  const action = actionFromWire(directive);
  if ('error' in action) return action;
  if (Object.values(action).some((value) => typeof value === 'string' && value.length > MAX_TEXT)) return { error: 'a text is too long' };
  const { agentName, toolName } = directive.scope ?? {};
  const tool = toolName || (action.kind === 'deny_tool' ? action.tool : '');
  const expiresAt = directive.expiresAtUnixMs ?? 0;
  const expiresMs = expiresAt > 0 ? expiresAt - clockOffsetMs : nowMs + DEFAULT_EXPIRY_MS;
  const leaseMs = directive.leaseMs ?? 0;
  const expected = expectedFromWire(directive);
  const { policy } = directive;
  return {
    id,
    ...(directive.sequence ? { sequence: directive.sequence } : {}),
    ...(directive.epoch ? { epoch: directive.epoch } : {}),
    traceId,
    ...(agentName ? { agentName } : {}),
    ...(tool ? { toolName: tool } : {}),
    action,
    expiresMs: Math.min(expiresMs, nowMs + MAX_EXPIRY_MS),
    ...(leaseMs > 0 ? { leaseMs } : {}),
    ...(expected === undefined ? {} : { expected }),
    reason: (directive.reason ?? '').slice(0, MAX_TEXT),
    policy: { name: policy?.name ?? '', version: policy?.version ?? '', rule: policy?.rule ?? '', mode: modeFromWire(policy?.mode) },
    dryRun: directive.dryRun === true,
    evidence: (directive.evidence ?? [])
      .slice(0, MAX_EVIDENCE)
      .map((ref) => ({ traceId: bytesToHex(ref.traceId), spanId: bytesToHex(ref.spanId) })),
    ...(directive.supersedes?.length ? { supersedes: directive.supersedes.slice(0, MAX_SUPERSEDES) } : {}),
    receivedMs: nowMs,
    source: 'controller',
  };
}

function expectedFromWire(directive: DirectiveMessage): Directive['expected'] {
  const { lastToolCallDigest, maxModelCallsSince } = directive.expected ?? {};
  if (!lastToolCallDigest && !maxModelCallsSince) return undefined;
  return {
    ...(lastToolCallDigest ? { lastToolCallDigest } : {}),
    ...(maxModelCallsSince ? { maxModelCallsSince } : {}),
  };
}
