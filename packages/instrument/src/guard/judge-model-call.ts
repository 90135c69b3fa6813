/** `pre_model_call`: what rules and directives make of a request, and what became of it. */
import type { Action, Directive, FoldedVerdict, SpanRef } from '@airt/engine';
import type { ModelRequest, RequestEdit } from '../model/model-request.ts';
import { clearRestrictions, type Run } from '../runs/run.ts';
import { modelContext, runContext } from './contexts.ts';
import { nameOfEdit } from './edit-names.ts';
import { actionFor, applyEffect, applyRestrictions } from './effects/index.ts';
import { APPLIED, type Intervention, interventionsOf, type Outcome } from './intervention.ts';
import type { Rules } from './rules.ts';
import { callRefusedText } from './texts.ts';

/** What is to be done at `pre_model_call`. */
export interface PreModelVerdict {
  readonly edits: readonly RequestEdit[];
  /** Guidance of directives among the edits, which is given once: given again by the next call where this one fails. */
  readonly oneTimeGuidance: readonly string[];
  /** The call is not made; the text for its maker. */
  readonly denial: string | undefined;
  /** What became of it. To be called once; returns what to record. */
  settle(result: VerdictResult): readonly Intervention[];
}

export type VerdictResult =
  /** The request has left as edited, or the call was denied. */
  | { readonly status: 'applied'; readonly span: SpanRef }
  /** The edits could not be made; the request went out as it was. */
  | { readonly status: 'failed' | 'not_applicable'; readonly reason: string }
  /** Nothing left: what was due waits for the next call. */
  | { readonly status: 'postponed' };

export interface ModelCallJudgement {
  readonly run: Run;
  readonly request: ModelRequest;
  readonly provider: string;
  readonly service: string;
  /** Results that were withheld, and stand in the request. */
  readonly withheld: readonly RequestEdit[];
}

/** Nothing is to be done. */
export const NO_EDITS: PreModelVerdict = { edits: [], denial: undefined, oneTimeGuidance: [], settle: () => [] };

/** Edits of a request in the order in which they are made, or the reason why it is not sent. */
interface Plan {
  readonly edits: RequestEdit[];
  denial: string | undefined;
}

interface DueDirective {
  readonly directive: Directive;
  /** That of the directive, its texts filled in. */
  readonly action: Action;
  readonly effect: ReturnType<typeof applyEffect>;
}

export function judgeModelCall(rules: Rules, { run, request, provider, service, withheld }: ModelCallJudgement): PreModelVerdict {
  const { engine, directives, now } = rules;
  const { fresh, inForce } = dueDirectives(rules, run);
  const verdict = engine.hasRulesAt('pre_model_call')
    ? engine.judge('pre_model_call', { ...runContext(run, service, now()), model: modelContext(request, provider) }, run.traceId)
    : undefined;
  const plan: Plan = { edits: carriedOverEdits(run, request, withheld), denial: undefined };
  clearRestrictions(run);
  if (fresh.length === 0 && inForce.length === 0 && !verdict && plan.edits.length === 0) return NO_EDITS;

  const changes = verdict ? planVerdict(plan, verdict, request) : [];
  // What is in force is put in force anew at every call: leases end.
  for (const directive of inForce) {
    const action = actionFor(directive, request);
    applyRestrictions(action, run.restrictions);
    addEffect(plan, applyEffect(action, request, false));
  }
  const due = fresh.map((directive): DueDirective => {
    const action = actionFor(directive, request);
    return { directive, action, effect: applyEffect(action, request, true) };
  });
  const oneTimeGuidance = [...run.pendingGuidance];
  for (const { directive, effect } of due) {
    if (directive.dryRun) continue;
    for (const edit of addEffect(plan, effect)) if (edit.kind === 'add_guidance') oneTimeGuidance.push(edit.text);
  }
  const { denial } = plan;

  function settle(result: VerdictResult): Intervention[] {
    if (result.status === 'postponed') {
      for (const { directive } of due) directives.postpone(directive.id);
      return [];
    }
    const outcome: Outcome = result.status === 'applied' ? APPLIED : result;
    const ofPolicies = verdict ? interventionsOf('pre_model_call', verdict, changes, undefined, outcome) : [];
    return [...ofPolicies, ...due.flatMap((each) => settleDirective(rules, run, each, result, denial !== undefined))];
  }
  return { edits: denial === undefined ? plan.edits : [], denial, oneTimeGuidance, settle };
}

function dueDirectives({ directives, now, belongsToOtherRun }: Rules, run: Run) {
  return directives.due(
    {
      traceId: run.traceId,
      ...(run.agentName ? { agentName: run.agentName } : {}),
      ...(run.lastToolCallDigest ? { lastToolCallDigest: run.lastToolCallDigest } : {}),
      latestToolCallDigests: run.latestToolCallDigests,
      belongsToOtherRun: (evidence) => belongsToOtherRun(run, evidence),
    },
    now(),
  );
}

/** Adds what the rules say; returns the names of the changes. */
function planVerdict(plan: Plan, verdict: FoldedVerdict, request: ModelRequest): string[] {
  if (verdict.verdict === 'deny') plan.denial = callRefusedText(verdict.reason ?? 'denied by policy');
  const edits = verdict.actions.flatMap(({ action }) => addEffect(plan, applyEffect(action, request, true)));
  return plan.denial === undefined ? edits.map(nameOfEdit) : [CALL_DENIED];
}

/** Of denials the first one counts. Returns the edits. */
function addEffect(plan: Plan, effect: DueDirective['effect']): readonly RequestEdit[] {
  if ('denial' in effect) {
    plan.denial ??= effect.denial;
    return [];
  }
  plan.edits.push(...effect.edits);
  return effect.edits;
}

/** The name of a change: the model call is not made. */
const CALL_DENIED = 'model_call[-]';

/** Reports what became of a directive that was due. A call that is denied anyhow carries none: they wait for the next one. */
function settleDirective(
  { directives, now }: Rules,
  run: Run,
  { directive, action, effect }: DueDirective,
  result: Exclude<VerdictResult, { status: 'postponed' }>,
  isDenied: boolean,
): Intervention[] {
  const { id, policy, reason, dryRun } = directive;
  const denies = 'denial' in effect;
  if (isDenied && !denies && !dryRun) {
    directives.postpone(id);
    return [];
  }
  const changes = denies ? [CALL_DENIED] : effect.edits.map(nameOfEdit);
  const about = { policy, action: action.kind, verdict: directive.verdict, reason, directive, dryRun };
  const intervention = { point: 'pre_model_call', ...about } as const;
  if (dryRun || result.status === 'applied') {
    const span = result.status === 'applied' ? { span: result.span } : {};
    if (!dryRun) applyRestrictions(action, run.restrictions);
    directives.applied(id, { ...span, point: 'pre_model_call', changes: dryRun ? [] : changes, nowMs: now() });
    return [{ ...intervention, changes: dryRun ? [] : changes, outcome: APPLIED }];
  }
  if (result.status === 'failed') directives.failed(id, result.reason);
  else directives.notApplicable(id, result.reason);
  return [{ ...intervention, changes: [], outcome: result }];
}

/** What earlier calls of the run left for the provider and the model. */
function carriedOverEdits(run: Run, { previousResponseId }: ModelRequest, withheld: readonly RequestEdit[]): RequestEdit[] {
  const by = previousResponseId ? run.continuedBy.get(previousResponseId) : undefined;
  return [
    ...(previousResponseId && by ? [{ kind: 'continue_response', responseId: previousResponseId, by } as const] : []),
    ...withheld,
    ...[...run.removedCalls].map(
      ([callId, { text, responseId }]) => ({ kind: 'resolve_removed_call', callId, text, ...(responseId ? { responseId } : {}) }) as const,
    ),
    ...run.pendingGuidance.map((text) => ({ kind: 'add_guidance', text }) as const),
  ];
}
