/** Responses and the tool calls in them: `pre_tool_call` for each, `post_model_call` for the whole. */
import type { ModelRequest } from '../model/model-request.ts';
import { type ModelResponse, type ResponseEdit, type ToolCall, textOf } from '../model/model-response.ts';
import type { Run } from '../runs/run.ts';
import { modelContext, runContext } from './contexts.ts';
import { APPLIED, type Intervention, interventionsOf, type Outcome } from './intervention.ts';
import { judgeTool } from './judge-tool.ts';
import type { Rules } from './rules.ts';
import { callDeniedText, textDeniedText } from './texts.ts';

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

export interface ResponseVerdict {
  readonly edits: readonly ResponseEdit[];
  readonly interventions: readonly Intervention[];
}

export function judgeResponse(rules: Rules, input: ResponseJudgement): ResponseVerdict {
  const { run, request, calls, provider, service, guardedByAdapter, isWhole } = input;
  const { halted } = run.restrictions;
  if (halted !== undefined) return { edits: calls.map((call) => removal(call, request, halted, 'conclude')), interventions: [] };
  const model = modelContext(request, provider);
  const edits: ResponseEdit[] = [];
  const interventions: Intervention[] = [];
  if (isWhole && rules.engine.hasRulesAt('post_model_call')) {
    const judged = judgeAnswer(rules, input, model);
    interventions.push(...judged.interventions);
    if (judged.isDenied) return { edits: judged.edits, interventions };
  }
  for (const call of calls) {
    if (guardedByAdapter(call.name)) continue;
    const { id: callId, name, arguments: args, alternatives } = call;
    const about = { run, name, callId, args, service, ...(alternatives ? { alternatives } : {}) };
    const judged = judgeTool(rules, 'pre_tool_call', about, {}, model);
    interventions.push(...judged.interventions);
    if (judged.denial !== undefined) edits.push(removalWith(call.key, request, judged.denial));
  }
  return { edits, interventions };
}

/** `post_model_call` of a whole answer. */
function judgeAnswer(
  { engine, now }: Rules,
  input: ResponseJudgement,
  model: ReturnType<typeof modelContext>,
): ResponseVerdict & { readonly isDenied: boolean } {
  const { run, service, response: answer } = input;
  const response = { finish_reasons: answer.finishReasons, tools: answer.toolCalls.map(({ name }) => name), text: textOf(answer) };
  const verdict = engine.judge('post_model_call', { ...runContext(run, service, now()), model, response }, run.traceId);
  const isDenied = verdict.verdict === 'deny';
  const denial = isDenied ? denyAnswer(input, verdict.reason ?? 'denied by policy', verdict.instead) : undefined;
  const interventions = interventionsOf('post_model_call', verdict, denial?.changes ?? [], undefined, denial?.outcome);
  return { isDenied, edits: denial?.edits ?? [], interventions };
}

const removal = ({ key, name }: ToolCall, request: ModelRequest, reason: string, instead: string | undefined): ResponseEdit =>
  removalWith(key, request, callDeniedText(request.tools.some((tool) => tool.name === name) ? name : undefined, reason, instead));

const removalWith = (key: string, { parameters }: ModelRequest, text: string): ResponseEdit => ({
  kind: 'remove_call',
  key,
  text,
  ...(parameters.outputType === 'json' ? { isRefusal: true } : {}),
});

/**
 * A whole answer is denied: its calls are removed, and where there are none its text is replaced. Text that the application has received
 * cannot be taken back.
 */
function denyAnswer({ calls, request, response, anyPassed }: ResponseJudgement, reason: string, instead: string | undefined) {
  if (calls.length > 0) {
    return {
      edits: calls.map((call) => removal(call, request, reason, instead)),
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
