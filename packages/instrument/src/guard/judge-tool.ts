/** `pre_tool_call` and `post_tool_call` of one call. */
import type { ToolCall } from '../model/model-response.ts';
import type { Run } from '../runs/run.ts';
import { type modelContext, runContext } from './contexts.ts';
import { type Intervention, interventionsOf } from './intervention.ts';
import { type ArgumentReadings, readingsOf } from './readings/index.ts';
import type { Rules } from './rules.ts';
import { callDeniedText, resultDeniedText } from './texts.ts';

export interface ToolJudgement {
  readonly run: Run;
  readonly name: string;
  readonly callId: string | undefined;
  /** The derived id of the call, where the provider gave it none: its result may stand under either in later requests. */
  readonly derivedId?: string | undefined;
  readonly args: unknown;
  /** See `ToolCall`. */
  readonly alternatives?: ToolCall['alternatives'];
  readonly service: string;
}

export interface ToolVerdict {
  /** The text for the model in place of the call's result. */
  readonly denial: string | undefined;
  readonly interventions: readonly Intervention[];
}

const UNREADABLE_DETAIL = 'the call is denied; `unreadable: allow` in the spec of the policy lets such calls pass';

/** Every reading but the first. */
function callReadings(name: string, { values, isUnreadable }: ArgumentReadings, alternatives: ToolCall['alternatives'] & object) {
  if (values.length === 1 && alternatives.length === 0 && !isUnreadable) return undefined;
  const others = values.slice(1).map((args) => ({ name, args }));
  for (const each of alternatives) others.push(...readingsOf(each.arguments).values.map((args) => ({ name: each.name, args })));
  return { others, isUnreadable };
}

/** `more`: what is known after the execution. `model`: the call that the tool call came from, where it is at hand. */
export function judgeTool(
  { engine, now, health }: Rules,
  point: 'pre_tool_call' | 'post_tool_call',
  { run, name, callId, args, alternatives = [], service }: ToolJudgement,
  more: object = {},
  model: Partial<ReturnType<typeof modelContext>> = {},
): ToolVerdict {
  const off = point === 'pre_tool_call' ? run.restrictions.deniedTools.get(name) : undefined;
  // What an adapter runs is a tool of the agent; what a model calls may be one that it made up.
  const known = model.tools?.includes(name) === false ? undefined : name;
  if (off) return { denial: callDeniedText(known, off.reason, off.instead), interventions: [] };
  if (!engine.hasRulesAt(point)) return { denial: undefined, interventions: [] };
  const read = readingsOf(args);
  const tool = { name, args: read.values[0], ...(callId ? { call_id: callId } : {}), ...more };
  const readings = point === 'pre_tool_call' ? callReadings(name, read, alternatives) : undefined;
  const verdict = engine.judge(point, { ...runContext(run, service, now()), model, tool }, run.traceId, readings);
  if (verdict.isUnreadable) health.raise('arguments_unreadable', name, UNREADABLE_DETAIL);
  const [text, what] = point === 'pre_tool_call' ? [callDeniedText, 'tool_call'] : [resultDeniedText, 'tool_result'];
  return {
    denial: verdict.verdict === 'deny' ? text(known, verdict.reason ?? 'denied by policy', verdict.instead) : undefined,
    interventions: interventionsOf(point, verdict, [`${what}[-${name}]`], callId),
  };
}
