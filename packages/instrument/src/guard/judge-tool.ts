/** `pre_tool_call` and `post_tool_call` of one call. */
import type { Run } from '../runs/run.ts';
import { parsedArguments } from './arguments.ts';
import { type modelContext, runContext } from './contexts.ts';
import { type Intervention, interventionsOf } from './intervention.ts';
import type { Rules } from './rules.ts';
import { callDeniedText, resultDeniedText } from './texts.ts';

export interface ToolJudgement {
  readonly run: Run;
  readonly name: string;
  readonly callId: string | undefined;
  /** The derived id of the call, where the provider gave it none: its result may stand under either in later requests. */
  readonly derivedId?: string | undefined;
  readonly args: unknown;
  readonly service: string;
}

export interface ToolVerdict {
  /** The text for the model in place of the call's result. */
  readonly denial: string | undefined;
  readonly interventions: readonly Intervention[];
}

/** `more`: what is known after the execution. `model`: the call that the tool call came from, where it is at hand. */
export function judgeTool(
  { engine, now }: Rules,
  point: 'pre_tool_call' | 'post_tool_call',
  { run, name, callId, args, service }: ToolJudgement,
  more: object = {},
  model: Partial<ReturnType<typeof modelContext>> = {},
): ToolVerdict {
  const off = point === 'pre_tool_call' ? run.restrictions.deniedTools.get(name) : undefined;
  // What an adapter runs is a tool of the agent; what a model calls may be one that it made up.
  const known = model.tools?.includes(name) === false ? undefined : name;
  if (off) return { denial: callDeniedText(known, off.reason, off.instead), interventions: [] };
  if (!engine.hasRulesAt(point)) return { denial: undefined, interventions: [] };
  const tool = { name, args: parsedArguments(args), ...(callId ? { call_id: callId } : {}), ...more };
  const verdict = engine.judge(point, { ...runContext(run, service, now()), model, tool }, run.traceId);
  const [text, what] = point === 'pre_tool_call' ? [callDeniedText, 'tool_call'] : [resultDeniedText, 'tool_result'];
  return {
    denial: verdict.verdict === 'deny' ? text(known, verdict.reason ?? 'denied by policy', verdict.instead) : undefined,
    interventions: interventionsOf(point, verdict, [`${what}[-${name}]`], callId),
  };
}
