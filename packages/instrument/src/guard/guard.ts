/**
 * The intervention points. Gathers what directives and policies say about one operation, folds it, and says what to change. It is
 * synchronous and touches nothing outside: the caller makes the changes and then reports, through `commit` or `failed`, what became
 * of them.
 */
import type { ActionVerdict, Directive, Engine, FoldedVerdict, PointContext, PolicyRef, SpanRef } from '@airt/engine';
import type { DirectiveStore } from '../governance/directives.ts';
import { type ModelRequest, type ModelResponse, type RequestEdit, type ResponseEdit, type ToolCall, textOf } from '../model/model.ts';
import { fingerprint } from '../runs/fingerprint.ts';
import { MAX_AWAITED_CALLS, type Run } from '../runs/run.ts';
import { abortText, changesOf, editsOf, isAbort, nameOfEdit } from './edits.ts';
import { callDeniedText, callRefusedText, resultDeniedText } from './texts.ts';

/** One change made, or to be made, by a rule or directive. */
export interface Intervention {
  readonly point: 'pre_model_call' | 'post_model_call' | 'pre_tool_call' | 'post_tool_call';
  readonly verdict: ActionVerdict;
  readonly policy: PolicyRef;
  readonly action: string;
  readonly reason: string;
  readonly changes: readonly string[];
  /** For a directive: its id; undefined for a point rule. */
  readonly directive?: Directive;
  /** Only reported, nothing changed. */
  readonly dryRun: boolean;
  readonly toolCallId?: string;
}

export interface PreModelVerdict {
  readonly edits: readonly RequestEdit[];
  /** Guidance of directives among the edits, which is given once: to be repeated where the call fails. */
  readonly told: readonly string[];
  /** The call is not made; this is what its maker is told. */
  readonly refusal: string | undefined;
  readonly interventions: readonly Intervention[];
  /** The changes were made: directives are applied, at this span. */
  commit(span: SpanRef): void;
  /** The changes could not be made; the call went out as it was. */
  failed(reason: string): void;
}

export interface Guard {
  preModelCall(run: Run, request: ModelRequest, provider: string, service: string): PreModelVerdict;
  /** Judges complete tool calls of a response. `judgedLater`: a framework adapter judges calls of this tool itself. */
  responseCalls(input: ResponseJudgement): { readonly edits: readonly ResponseEdit[]; readonly interventions: readonly Intervention[] };
  /** A framework adapter is about to run a tool. `denied`: the text for the model in its place. */
  preToolCall(input: ToolJudgement): { readonly denied: string | undefined; readonly interventions: readonly Intervention[] };
  /** A tool's result is there. A denied one is noted in the run, and replaced in every request that carries it. */
  postToolCall(input: ToolJudgement & { result?: unknown; error?: string }): { readonly interventions: readonly Intervention[] };
  /** Whether responses have to be held back to be judged. */
  mustHold(run: Run): boolean;
}

export interface ResponseJudgement {
  readonly run: Run;
  readonly request: ModelRequest;
  readonly response: ModelResponse;
  readonly calls: readonly ToolCall[];
  readonly provider: string;
  readonly service: string;
  readonly judgedLater: (tool: string) => boolean;
}

export interface ToolJudgement {
  readonly run: Run;
  readonly name: string;
  readonly callId: string | undefined;
  readonly args: unknown;
  readonly service: string;
}

export interface GuardOptions {
  /** Undefined where nothing governs this process: then nothing acts, and nothing is held. */
  readonly plane: { readonly engine: Engine; readonly directives: DirectiveStore } | undefined;
  readonly now: () => number;
  /** Whether these spans are known to be of another run than this one. Default: nothing is known of spans. */
  readonly isAnothers?: (run: Run, spans: readonly SpanRef[]) => boolean;
}

const NOTHING_SAID: PreModelVerdict = { edits: [], refusal: undefined, told: [], interventions: [], commit: () => {}, failed: () => {} };

const UNGOVERNED: Guard = {
  preModelCall: () => NOTHING_SAID,
  responseCalls: () => ({ edits: [], interventions: [] }),
  preToolCall: () => ({ denied: undefined, interventions: [] }),
  postToolCall: () => ({ interventions: [] }),
  mustHold: () => false,
};

export function createGuard({ plane, now, isAnothers = () => false }: GuardOptions): Guard {
  if (!plane) return UNGOVERNED;
  const { engine, directives } = plane;
  /** Results that were withheld, by what identifies their calls: the transcripts of all later runs may carry them. */
  const withheld = new Map<number, string>();
  const contextOf = (run: Run, service: string) => ({
    run: {
      model_calls: run.modelCalls,
      tool_calls: run.toolCalls,
      input_tokens: run.inputTokens,
      output_tokens: run.outputTokens,
      duration_seconds: Math.max(0, now() - run.startMs) / 1000,
    },
    agent: run.agentName ? { name: run.agentName } : {},
    service,
  });

  const modelOf = (request: ModelRequest | undefined, provider: string): PointContext['model'] => ({
    provider,
    ...(request?.model ? { name: request.model } : {}),
    ...(request ? { stream: request.stream, messages: request.messages.length, tools: request.tools.map((tool) => tool.name) } : {}),
    ...(request?.parameters.maxOutputTokens !== undefined ? { max_output_tokens: request.parameters.maxOutputTokens } : {}),
  });

  /** pre_tool_call and post_tool_call of one call. */
  function judgeTool(
    point: 'pre_tool_call' | 'post_tool_call',
    { run, name, callId, args, service }: ToolJudgement,
    more: object,
    model: PointContext['model'],
  ) {
    const off = point === 'pre_tool_call' ? run.deniedTools.get(name) : undefined;
    if (off) return { denied: callDeniedText(name, off.reason, off.instead), interventions: [] };
    if (!engine.hasRulesAt(point)) return { denied: undefined, interventions: [] };
    const tool = { name, args: asObject(args), ...(callId ? { call_id: callId } : {}), ...more };
    const verdict = engine.judge(point, { ...contextOf(run, service), model, tool }, run.traceId);
    const changes = [`${point === 'pre_tool_call' ? 'tool_call' : 'tool_result'}[-${name}]`];
    const text = point === 'pre_tool_call' ? callDeniedText : resultDeniedText;
    return {
      denied: verdict.verdict === 'deny' ? text(name, verdict.reason ?? 'denied by policy', verdict.instead) : undefined,
      interventions: toInterventions(point, verdict, changes, callId),
    };
  }

  /** A conversation goes on in another run: the application's transcript still has what was withheld. */
  function withholdAgain(run: Run, { messages }: ModelRequest): void {
    for (const { parts } of messages) {
      for (const part of parts) {
        if (part.type !== 'tool_call' || part.id === undefined || run.replacedResults.size >= MAX_AWAITED_CALLS) continue;
        const text = withheld.get(callPrint(part.id, part.name, part.arguments));
        if (text !== undefined) run.replacedResults.set(part.id, text);
      }
    }
  }

  return {
    mustHold: (run) =>
      run.halted !== undefined || run.deniedTools.size > 0 || engine.hasRulesAt('post_model_call') || engine.hasRulesAt('pre_tool_call'),

    preModelCall(run, request, provider, service) {
      if (withheld.size > 0) withholdAgain(run, request);
      const { fresh, inForce } = directives.due(
        {
          traceId: run.traceId,
          ...(run.agentName ? { agentName: run.agentName } : {}),
          ...(run.lastToolCallDigest ? { lastToolCallDigest: run.lastToolCallDigest } : {}),
          latestToolCallDigests: run.latestToolCallDigests,
          modelCalls: run.modelCalls,
          isAnothers: (evidence) => isAnothers(run, evidence),
        },
        now(),
      );
      const verdict = engine.hasRulesAt('pre_model_call')
        ? engine.judge('pre_model_call', { ...contextOf(run, service), model: modelOf(request, provider) }, run.traceId)
        : undefined;
      const continued = request.previousResponseId ? run.continuedBy.get(request.previousResponseId) : undefined;
      const owed = [
        ...(continued
          ? [{ kind: 'continue_response', responseId: request.previousResponseId ?? '', by: continued } satisfies RequestEdit]
          : []),
        ...[...run.replacedResults].map(([callId, text]): RequestEdit => ({ kind: 'replace_result', callId, text })),
        ...[...run.removedCalls].map(
          ([callId, { text, responseId }]): RequestEdit => ({ kind: 'settle_call', callId, text, ...(responseId ? { responseId } : {}) }),
        ),
        ...run.unheard.map((text): RequestEdit => ({ kind: 'add_guidance', text })),
      ];
      if (fresh.length === 0 && inForce.length === 0 && !verdict && owed.length === 0) {
        release(run);
        return NOTHING_SAID;
      }

      const edits: RequestEdit[] = owed;
      const told: string[] = [...run.unheard];
      const interventions: Intervention[] = [];
      let refusal = verdict?.verdict === 'deny' ? callRefusedText(verdict.reason ?? 'denied by policy') : undefined;
      if (verdict)
        interventions.push(
          ...toInterventions('pre_model_call', verdict, verdict.verdict === 'deny' ? ['model_call[-]'] : changesOf(verdict, request)),
        );
      for (const { action } of verdict?.actions ?? []) edits.push(...editsOf(action, request, true));
      // What is in force is told anew at every call: leases end.
      release(run);
      for (const directive of inForce) {
        keepUp(run, directive);
        edits.push(...editsOf(directive.action, request, false));
        refusal ??= abortText(directive.action);
      }
      for (const directive of fresh) {
        const own = editsOf(directive.action, request, true);
        const changes = isAbort(directive.action) ? ['model_call[-]'] : own.map((edit) => nameOfEdit(edit));
        const about = { policy: directive.policy, action: directive.action.kind, reason: directive.reason, changes, directive };
        interventions.push({
          point: 'pre_model_call',
          verdict: directive.verdict,
          ...about,
          dryRun: directive.dryRun,
        });
        if (directive.dryRun) continue;
        edits.push(...own);
        for (const edit of own) if (edit.kind === 'add_guidance') told.push(edit.text);
        refusal ??= abortText(directive.action);
      }
      return {
        edits,
        refusal,
        told,
        interventions,
        commit(span) {
          for (const { directive, changes } of interventions) {
            if (!directive) continue;
            keepUp(run, directive);
            directives.applied(directive.id, { span, changes, nowMs: now() });
          }
        },
        failed(reason) {
          for (const { directive } of interventions) if (directive) directives.failed(directive.id, reason);
        },
      };
    },

    responseCalls({ run, request, response, calls, provider, service, judgedLater }) {
      const edits: ResponseEdit[] = [];
      const interventions: Intervention[] = [];
      if (run.halted !== undefined) {
        const reason = run.halted;
        for (const call of calls) edits.push({ kind: 'remove_call', key: call.key, text: callDeniedText(call.name, reason, 'conclude') });
        return { edits, interventions };
      }
      const model = modelOf(request, provider);
      if (engine.hasRulesAt('post_model_call')) {
        const seen = {
          finish_reasons: response.finishReasons,
          tools: calls.map((call) => call.name),
          text: textOf(response),
        };
        const verdict = engine.judge('post_model_call', { ...contextOf(run, service), model, response: seen }, run.traceId);
        interventions.push(
          ...toInterventions(
            'post_model_call',
            verdict,
            calls.map((call) => `tool_call[-${call.name}]`),
          ),
        );
        if (verdict.verdict === 'deny') {
          for (const call of calls) {
            edits.push({
              kind: 'remove_call',
              key: call.key,
              text: callDeniedText(call.name, verdict.reason ?? 'denied by policy', verdict.instead),
            });
          }
          return { edits, interventions };
        }
      }
      for (const call of calls) {
        if (judgedLater(call.name)) continue;
        const input = { run, name: call.name, callId: call.id, args: call.arguments, service };
        const judged = judgeTool('pre_tool_call', input, {}, model);
        interventions.push(...judged.interventions);
        if (judged.denied !== undefined) edits.push({ kind: 'remove_call', key: call.key, text: judged.denied });
      }
      return { edits, interventions };
    },

    preToolCall: (input) => judgeTool('pre_tool_call', input, {}, {}),
    postToolCall({ result, error, ...input }) {
      const more = { ...(result !== undefined ? { result } : {}), ...(error ? { error } : {}) };
      const { denied, interventions } = judgeTool('post_tool_call', input, more, {});
      if (denied !== undefined && input.callId && input.run.replacedResults.size < MAX_AWAITED_CALLS) {
        input.run.replacedResults.set(input.callId, denied);
        withheld.set(callPrint(input.callId, input.name, input.args), denied);
        if (withheld.size > MAX_WITHHELD) for (const oldest of [...withheld.keys()].slice(0, MAX_WITHHELD / 10)) withheld.delete(oldest);
      }
      return { interventions };
    },
  };
}

const MAX_WITHHELD = 2_000;

/** Some local models use their ids again: name and arguments have to be the same too. */
const callPrint = (id: string, name: string, args: unknown): number =>
  fingerprint({ role: 'assistant', parts: [{ type: 'tool_call', id, name, arguments: JSON.stringify(asObject(args)) }] });

/** Nothing is taken away from the run any more; what is still in force is put back by `keepUp`. */
function release(run: Run): void {
  run.deniedTools.clear();
  run.halted = undefined;
}

/** Notes what a directive forbids, for the response to come. */
function keepUp(run: Run, { id, action, dryRun }: Directive): void {
  if (dryRun) return;
  if (action.kind === 'halt') run.halted = action.reason;
  if (action.kind !== 'deny_tool') return;
  run.deniedTools.set(action.tool, { reason: action.reason, decisionId: id, ...(action.instead ? { instead: action.instead } : {}) });
}

function toInterventions(
  point: Intervention['point'],
  verdict: FoldedVerdict,
  changes: readonly string[],
  toolCallId?: string,
): Intervention[] {
  const about = toolCallId ? { toolCallId } : {};
  const shadowed = verdict.shadowVerdicts.flatMap((each): Intervention[] => {
    if (each.verdict === 'allow') return [];
    const dry = { point, policy: each.policy, changes: [], dryRun: true, ...about };
    if (each.verdict === 'deny') return [{ ...dry, verdict: 'deny', action: 'deny', reason: each.reason }];
    return [{ ...dry, verdict: each.actionVerdict, action: each.action.kind, reason: '' }];
  });
  if (verdict.verdict === 'deny' && verdict.decidedBy) {
    return [
      ...shadowed,
      { point, verdict: 'deny', policy: verdict.decidedBy, action: 'deny', reason: verdict.reason ?? '', changes, dryRun: false, ...about },
    ];
  }
  if (verdict.verdict !== 'transform') return shadowed;
  return [
    ...shadowed,
    ...verdict.actions.map(
      ({ action, policy, verdict: actionVerdict }): Intervention => ({
        point,
        verdict: actionVerdict,
        policy,
        action: action.kind,
        reason: '',
        changes,
        dryRun: false,
        ...about,
      }),
    ),
  ];
}

/** Arguments as an object where the text is JSON of one, else as they are. */
function asObject(args: unknown): unknown {
  if (typeof args !== 'string') return args;
  try {
    return JSON.parse(args);
  } catch {
    return args;
  }
}
