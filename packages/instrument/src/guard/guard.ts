/**
 * The guard: gathers at each intervention point what directives and policies say about one operation, folds it, and says what to change.
 * It changes nothing by itself: the caller makes the changes, and settles the verdict with what became of them.
 */
import type { Engine, SpanRef } from '@airt/engine';
import type { DirectiveStore } from '../governance/directive-store.ts';
import type { Health } from '../health/health.ts';
import type { ModelRequest } from '../model/model-request.ts';
import type { Run } from '../runs/run.ts';
import type { Intervention } from './intervention.ts';
import { judgeModelCall, NO_EDITS, type PreModelVerdict } from './judge-model-call.ts';
import { judgeResponse, type ResponseJudgement, type ResponseVerdict } from './judge-response.ts';
import { judgeTool, type ToolJudgement, type ToolVerdict } from './judge-tool.ts';
import { createJudgedResults } from './judged-results.ts';
import type { Rules } from './rules.ts';
import { NO_TOKEN_RULES, type TokenRules, tokenRulesOf } from './token-rules.ts';
import { resultsIn } from './transcript-results.ts';
import { createWithheldResults } from './withheld-results.ts';

export interface Guard {
  /** false where nothing governs this process: nothing acts, and nothing is held. */
  readonly isActive: boolean;
  preModelCall(run: Run, request: ModelRequest, provider: string, service: string): PreModelVerdict;
  /** Judges tool calls of a response, and, once it is whole, the response (`pre_tool_call`, `post_model_call`). */
  judgeResponse(input: ResponseJudgement): ResponseVerdict;
  /** An adapter is about to run a tool. */
  preToolCall(input: ToolJudgement): ToolVerdict;
  /** A tool's result is there. A denied one is replaced in every request that carries it. */
  postToolCall(input: ToolResultJudgement): { readonly interventions: readonly Intervention[] };
  /** Tool results in a request that were not judged before: those of another process, or of a tool that nobody saw run. */
  judgeResults(run: Run, request: ModelRequest, service: string): readonly Intervention[];
  /** Whether responses of the run have to be held to be judged. */
  needsBuffering(run: Run): boolean;
  /** Whether a rule asks about answers as a whole. */
  readonly judgesWholeAnswers: boolean;
  /** Whether a rule asks for tokens. */
  readonly tokenRules: TokenRules;
}

/** A tool's result, or how it failed. */
export interface ToolResultJudgement extends ToolJudgement {
  readonly result?: unknown;
  readonly error?: string;
  /** The result is as requests carry it. */
  readonly isOnWire?: boolean;
}

export interface GuardOptions {
  /** Undefined where nothing governs this process. */
  readonly governance: { readonly engine: Engine; readonly directives: DirectiveStore } | undefined;
  readonly health: Pick<Health, 'raise'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Whether these spans are known to be of another run than this one. Default: nothing is known of spans. */
  readonly belongsToOtherRun?: (run: Run, spans: readonly SpanRef[]) => boolean;
}

const UNGOVERNED: Guard = {
  isActive: false,
  preModelCall: () => NO_EDITS,
  judgeResponse: () => ({ edits: [], interventions: [] }),
  preToolCall: () => ({ denial: undefined, interventions: [] }),
  postToolCall: () => ({ interventions: [] }),
  judgeResults: () => [],
  needsBuffering: () => false,
  judgesWholeAnswers: false,
  tokenRules: NO_TOKEN_RULES,
};

export function createGuard({ governance, health, now, belongsToOtherRun = () => false }: GuardOptions): Guard {
  if (!governance) return UNGOVERNED;
  const { engine } = governance;
  const withheld = createWithheldResults();
  const judged = createJudgedResults();
  const rules: Rules = { ...governance, health, now, belongsToOtherRun };
  const guard: Guard = {
    isActive: true,
    get judgesWholeAnswers() {
      return engine.hasRulesAt('post_model_call');
    },
    get tokenRules() {
      return tokenRulesOf(engine.policies);
    },
    needsBuffering: ({ restrictions }) =>
      restrictions.halted !== undefined ||
      restrictions.deniedTools.size > 0 ||
      engine.hasRulesAt('post_model_call') ||
      engine.hasRulesAt('pre_tool_call'),
    preModelCall(run, request, provider, service) {
      const results = withheld.isEmpty && run.replacedResults.size === 0 ? [] : resultsIn(request);
      return judgeModelCall(rules, { run, request, provider, service, withheld: withheld.edits(run, results) });
    },
    judgeResults(run, request, service) {
      if (!engine.hasRulesAt('post_tool_call')) return [];
      const results = resultsIn(request).filter((result) => !judged.has(result));
      return results.flatMap(({ callId, call, part }) => {
        const { name, args } = call ?? { name: part.name ?? '', args: undefined };
        return guard.postToolCall({ run, name, callId, args, service, result: part.response, isOnWire: true }).interventions;
      });
    },
    judgeResponse: (input) => judgeResponse(rules, input),
    preToolCall: (input) => judgeTool(rules, 'pre_tool_call', input),
    postToolCall({ result, error, isOnWire, ...input }) {
      const more = { ...(result !== undefined ? { result } : {}), ...(error ? { error } : {}) };
      const { denial, interventions } = judgeTool(rules, 'post_tool_call', input, more);
      const { run, name, args } = input;
      const onWire = isOnWire ? result : undefined;
      for (const callId of [input.callId, input.derivedId]) {
        if (!callId) continue;
        judged.add({ callId, name, args }, onWire);
        if (denial !== undefined) withheld.add(run, { callId, name, args }, denial, onWire);
      }
      return { interventions };
    },
  };
  return guard;
}
