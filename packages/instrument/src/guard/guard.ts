/**
 * The guard: gathers at each intervention point what directives and policies say about one operation, folds it, and says what to change.
 * It changes nothing by itself: the caller makes the changes, and settles the verdict with what became of them.
 */
import type { Directive, Engine, SpanRef } from '@airt/engine';
import type { DirectiveStore } from '../governance/directive-store.ts';
import type { ModelRequest, RequestEdit } from '../model/model-request.ts';
import { type ModelResponse, type ResponseEdit, type ToolCall, textOf } from '../model/model-response.ts';
import { clearRestrictions, type Run } from '../runs/run.ts';
import { parsedArguments } from './arguments.ts';
import { modelContext, runContext } from './contexts.ts';
import { nameOfEdit } from './edit-names.ts';
import { applyEffect, applyRestrictions } from './effects/index.ts';
import { APPLIED, type Intervention, interventionsOf, type Outcome } from './intervention.ts';
import { callDeniedText, callRefusedText, resultDeniedText, textDeniedText } from './texts.ts';
import { createWithheldResults } from './withheld-results.ts';

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

export interface Judgement<Edit> {
  readonly edits: readonly Edit[];
  readonly interventions: readonly Intervention[];
}

export interface Guard {
  /** false where nothing governs this process: nothing acts, and nothing is held. */
  readonly isActive: boolean;
  preModelCall(run: Run, request: ModelRequest, provider: string, service: string): PreModelVerdict;
  /** Judges tool calls of a response, and, once it is whole, the response (`pre_tool_call`, `post_model_call`). */
  judgeResponse(input: ResponseJudgement): Judgement<ResponseEdit>;
  /** An adapter is about to run a tool. `denial`: the text for the model in place of its result. */
  preToolCall(input: ToolJudgement): { readonly denial: string | undefined; readonly interventions: readonly Intervention[] };
  /** A tool's result is there. A denied one is replaced in every request that carries it. */
  postToolCall(input: ToolJudgement & { result?: unknown; error?: string }): { readonly interventions: readonly Intervention[] };
  /** Whether responses of the run have to be held to be judged. */
  needsBuffering(run: Run): boolean;
  /** Whether a rule asks about answers as a whole. */
  readonly judgesWholeAnswers: boolean;
}

export interface ResponseJudgement {
  readonly run: Run;
  readonly request: ModelRequest;
  readonly response: ModelResponse;
  /** Complete calls that were not judged before. */
  readonly calls: readonly ToolCall[];
  /** The response is whole. */
  readonly isWhole: boolean;
  /** The application has received a part of it. */
  readonly anyPassed: boolean;
  readonly provider: string;
  readonly service: string;
  /** Whether a framework adapter judges calls of this tool itself, right before they run. */
  readonly guardedByAdapter: (tool: string) => boolean;
}

export interface ToolJudgement {
  readonly run: Run;
  readonly name: string;
  readonly callId: string | undefined;
  /** The derived id of the call, where the provider gave it none: its result may stand under either in later requests. */
  readonly derivedId?: string | undefined;
  readonly args: unknown;
  readonly service: string;
}

export interface GuardOptions {
  /** Undefined where nothing governs this process. */
  readonly governance: { readonly engine: Engine; readonly directives: DirectiveStore } | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Whether these spans are known to be of another run than this one. Default: nothing is known of spans. */
  readonly belongsToOtherRun?: (run: Run, spans: readonly SpanRef[]) => boolean;
}

const NO_EDITS: PreModelVerdict = { edits: [], denial: undefined, oneTimeGuidance: [], settle: () => [] };

const UNGOVERNED: Guard = {
  isActive: false,
  preModelCall: () => NO_EDITS,
  judgeResponse: () => ({ edits: [], interventions: [] }),
  preToolCall: () => ({ denial: undefined, interventions: [] }),
  postToolCall: () => ({ interventions: [] }),
  needsBuffering: () => false,
  judgesWholeAnswers: false,
};

export function createGuard({ governance, now, belongsToOtherRun = () => false }: GuardOptions): Guard {
  if (!governance) return UNGOVERNED;
  const { engine, directives } = governance;
  const withheld = createWithheldResults();
  const contextOf = (run: Run, service: string) => runContext(run, service, now());

  /** `pre_tool_call` and `post_tool_call` of one call. */
  function judgeTool(
    point: 'pre_tool_call' | 'post_tool_call',
    { run, name, callId, args, service }: ToolJudgement,
    more: object,
    model: ReturnType<typeof modelContext>,
  ) {
    const off = point === 'pre_tool_call' ? run.restrictions.deniedTools.get(name) : undefined;
    if (off) return { denial: callDeniedText(name, off.reason, off.instead), interventions: [] };
    if (!engine.hasRulesAt(point)) return { denial: undefined, interventions: [] };
    const tool = { name, args: parsedArguments(args), ...(callId ? { call_id: callId } : {}), ...more };
    const verdict = engine.judge(point, { ...contextOf(run, service), model, tool }, run.traceId);
    const [text, what] = point === 'pre_tool_call' ? [callDeniedText, 'tool_call'] : [resultDeniedText, 'tool_result'];
    return {
      denial: verdict.verdict === 'deny' ? text(name, verdict.reason ?? 'denied by policy', verdict.instead) : undefined,
      interventions: interventionsOf(point, verdict, [`${what}[-${name}]`], callId),
    };
  }

  function dueDirectives(run: Run) {
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

  return {
    isActive: true,
    get judgesWholeAnswers() {
      return engine.hasRulesAt('post_model_call');
    },
    needsBuffering: ({ restrictions }) =>
      restrictions.halted !== undefined ||
      restrictions.deniedTools.size > 0 ||
      engine.hasRulesAt('post_model_call') ||
      engine.hasRulesAt('pre_tool_call'),

    preModelCall(run, request, provider, service) {
      withheld.restore(run, request);
      const { fresh, inForce } = dueDirectives(run);
      const verdict = engine.hasRulesAt('pre_model_call')
        ? engine.judge('pre_model_call', { ...contextOf(run, service), model: modelContext(request, provider) }, run.traceId)
        : undefined;
      const carriedOver = carriedOverEdits(run, request);
      clearRestrictions(run);
      if (fresh.length === 0 && inForce.length === 0 && !verdict && carriedOver.length === 0) return NO_EDITS;

      const edits: RequestEdit[] = [...carriedOver];
      let denial = verdict?.verdict === 'deny' ? callRefusedText(verdict.reason ?? 'denied by policy') : undefined;
      const changes: string[] = [];
      for (const { action } of verdict?.actions ?? []) {
        const effect = applyEffect(action, request, true);
        if ('denial' in effect) denial ??= effect.denial;
        else {
          edits.push(...effect.edits);
          changes.push(...effect.edits.map(nameOfEdit));
        }
      }
      const isPolicyDenial = denial !== undefined;
      // What is in force is put in force anew at every call: leases end.
      for (const directive of inForce) {
        applyRestrictions(directive.action, run.restrictions);
        const effect = applyEffect(directive.action, request, false);
        if ('denial' in effect) denial ??= effect.denial;
        else edits.push(...effect.edits);
      }
      const due = fresh.map((directive) => ({ directive, effect: applyEffect(directive.action, request, true) }));
      const oneTimeGuidance = [...run.pendingGuidance];
      for (const { directive, effect } of due) {
        if (directive.dryRun) continue;
        if ('denial' in effect) {
          denial ??= effect.denial;
          continue;
        }
        edits.push(...effect.edits);
        for (const edit of effect.edits) if (edit.kind === 'add_guidance') oneTimeGuidance.push(edit.text);
      }
      const settle = (result: VerdictResult): Intervention[] => {
        const outcome: Outcome = result.status === 'applied' || result.status === 'postponed' ? APPLIED : result;
        const ofPolicies = verdict
          ? interventionsOf('pre_model_call', verdict, isPolicyDenial ? ['model_call[-]'] : changes, undefined, outcome)
          : [];
        if (result.status === 'postponed') {
          for (const { directive } of due) directives.postpone(directive.id);
          return [];
        }
        return [...ofPolicies, ...due.flatMap((each) => settleDirective(run, each, result, denial !== undefined))];
      };
      return { edits: denial === undefined ? edits : [], denial, oneTimeGuidance, settle };
    },

    judgeResponse(input) {
      const { run, request, response, calls, provider, service, guardedByAdapter, isWhole } = input;
      const { halted } = run.restrictions;
      if (halted !== undefined) return { edits: calls.map((call) => removal(call, halted, 'conclude')), interventions: [] };
      const model = modelContext(request, provider);
      const edits: ResponseEdit[] = [];
      const interventions: Intervention[] = [];
      if (isWhole && engine.hasRulesAt('post_model_call')) {
        const answer = {
          finish_reasons: response.finishReasons,
          tools: response.toolCalls.map(({ name }) => name),
          text: textOf(response),
        };
        const verdict = engine.judge('post_model_call', { ...contextOf(run, service), model, response: answer }, run.traceId);
        const denial = verdict.verdict === 'deny' ? denyAnswer(input, verdict.reason ?? 'denied by policy', verdict.instead) : undefined;
        interventions.push(...interventionsOf('post_model_call', verdict, denial?.changes ?? [], undefined, denial?.outcome));
        if (denial) return { edits: denial.edits, interventions };
      }
      for (const call of calls) {
        if (guardedByAdapter(call.name)) continue;
        const judged = judgeTool('pre_tool_call', { run, name: call.name, callId: call.id, args: call.arguments, service }, {}, model);
        interventions.push(...judged.interventions);
        if (judged.denial !== undefined) edits.push({ kind: 'remove_call', key: call.key, text: judged.denial });
      }
      return { edits, interventions };
    },

    preToolCall: (input) => judgeTool('pre_tool_call', input, {}, {}),
    postToolCall({ result, error, ...input }) {
      const more = { ...(result !== undefined ? { result } : {}), ...(error ? { error } : {}) };
      const { denial, interventions } = judgeTool('post_tool_call', input, more, {});
      const { run, name, args } = input;
      if (denial !== undefined)
        for (const callId of [input.callId, input.derivedId]) if (callId) withheld.add(run, { callId, name, args }, denial);
      return { interventions };
    },
  };

  /** Reports what became of a directive that was due. A call that is denied anyhow carries none: they wait for the next one. */
  function settleDirective(
    run: Run,
    { directive, effect }: { readonly directive: Directive; readonly effect: ReturnType<typeof applyEffect> },
    result: Exclude<VerdictResult, { status: 'postponed' }>,
    isDenied: boolean,
  ): Intervention[] {
    const { id, policy, action, reason, dryRun } = directive;
    const denies = 'denial' in effect;
    if (isDenied && !denies && !dryRun) {
      directives.postpone(id);
      return [];
    }
    const changes = denies ? ['model_call[-]'] : effect.edits.map(nameOfEdit);
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
}

/** What earlier calls of the run left to be said to the provider and the model. */
function carriedOverEdits(run: Run, { previousResponseId }: ModelRequest): RequestEdit[] {
  const by = previousResponseId ? run.continuedBy.get(previousResponseId) : undefined;
  return [
    ...(previousResponseId && by ? [{ kind: 'continue_response', responseId: previousResponseId, by } as const] : []),
    ...[...run.replacedResults].map(([callId, text]) => ({ kind: 'replace_result', callId, text }) as const),
    ...[...run.removedCalls].map(
      ([callId, { text, responseId }]) => ({ kind: 'resolve_removed_call', callId, text, ...(responseId ? { responseId } : {}) }) as const,
    ),
    ...run.pendingGuidance.map((text) => ({ kind: 'add_guidance', text }) as const),
  ];
}

const removal = ({ key, name }: ToolCall, reason: string, instead: string | undefined): ResponseEdit => ({
  kind: 'remove_call',
  key,
  text: callDeniedText(name, reason, instead),
});

/**
 * A whole answer is denied: its calls are removed, and where there are none its text is replaced. Text that the application has received
 * cannot be taken back.
 */
function denyAnswer({ calls, response, anyPassed }: ResponseJudgement, reason: string, instead: string | undefined) {
  if (calls.length > 0) {
    return {
      edits: calls.map((call) => removal(call, reason, instead)),
      changes: calls.map(({ name }) => `tool_call[-${name}]`),
      outcome: APPLIED,
    };
  }
  if (textOf(response) === '') return nothingToDeny('the answer has nothing that could be denied');
  if (anyPassed) return nothingToDeny('the application had received the text when the answer was whole');
  return {
    edits: [{ kind: 'replace_text', text: textDeniedText(reason, instead) } satisfies ResponseEdit],
    changes: ['text[~]'],
    outcome: APPLIED,
  };
}

const nothingToDeny = (reason: string) => ({ edits: [], changes: [], outcome: { status: 'not_applicable', reason } as Outcome });
