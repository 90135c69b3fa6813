/** How directives stand to each other and to the state of their run. */
import { type Directive, type SpanRef, toolOf } from '@airt/engine';

/** A run as it stands before a model call. */
export interface RunState {
  /** 32 hex digits. */
  readonly traceId: string;
  /** `gen_ai.agent.name`. */
  readonly agentName?: string;
  /** `airt.tool.call.digest` of the run's latest tool call. */
  readonly lastToolCallDigest?: string;
  /** Where the latest turn had several calls at once: the digests of all. The expected call may be any of them. */
  readonly latestToolCallDigests?: readonly string[];
  /** Whether evidence is known to be of another run in the same trace: a directive for that one is not for this one. */
  readonly belongsToOtherRun?: (evidence: readonly SpanRef[]) => boolean;
}

/** Whether a directive for this trace is for this run of it. */
export function concernsRun({ agentName, evidence }: Directive, run: RunState): boolean {
  return (agentName === undefined || agentName === run.agentName) && run.belongsToOtherRun?.(evidence) !== true;
}

/** Whether `later` would take the place of `earlier`: same rule, same agent, and same tool. A denial of no tool in particular (halt) is one of all. */
export function replaces(later: Directive, earlier: Directive): boolean {
  if (later.source !== earlier.source || later.dryRun !== earlier.dryRun || later.agentName !== earlier.agentName) return false;
  if (later.policy.name !== earlier.policy.name || later.policy.rule !== earlier.policy.rule) return false;
  return later.toolName === earlier.toolName || (later.verdict === 'deny' && toolOf(later.action) === undefined);
}

/** Whether `directive` was decided before `other`, which came first (a resend); without sequences, the order of arrival counts. */
export function isOlder(directive: Directive, other: Directive): boolean {
  if (directive.sequence === undefined || other.sequence === undefined) return false;
  const [epoch, otherEpoch] = [directive.epoch ?? 0, other.epoch ?? 0];
  return epoch === otherEpoch ? directive.sequence < other.sequence : epoch < otherEpoch;
}

/**
 * Why the state that a directive expects no longer holds; undefined: it does.
 *
 * @param modelCallsSince Model calls of the run that have started since the directive was accepted; undefined: not counted here.
 */
export function staleReason({ expected }: Directive, run: RunState, modelCallsSince: number | undefined): string | undefined {
  if (expected === undefined) return undefined;
  const { lastToolCallDigest, maxModelCallsSince } = expected;
  if (lastToolCallDigest !== undefined) {
    const digests = [...(run.latestToolCallDigests ?? []), ...(run.lastToolCallDigest === undefined ? [] : [run.lastToolCallDigest])];
    if (digests.length === 0) return 'the latest tool call of the run is not known here';
    if (!digests.includes(lastToolCallDigest)) return 'the run has gone on to another tool call';
  }
  if (maxModelCallsSince !== undefined && modelCallsSince !== undefined && modelCallsSince > maxModelCallsSince)
    return `${modelCallsSince} model calls of the run have started since`;
  return undefined;
}
