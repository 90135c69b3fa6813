import { airt } from '@airt/protocol/control';
import { POLICY_LIMITS } from '../../policy/limits.ts';
import { type ProtoResult, problem } from '../../proto/values.ts';
import { object, optional, required } from '../../schema/object.ts';
import { template, text } from '../../schema/values.ts';
import { fillText } from '../../texts/template.ts';
import { toolNameForText } from '../../texts/tool-name.ts';
import { defineAction, quote } from '../action.ts';

export interface DenyTool {
  /** Matched exactly, whatever it is; texts repeat it only where it could be the name of a tool. */
  readonly tool: string;
  readonly reason: string;
  readonly instead?: string;
}

/** The tool is off for the rest of the run; the model is told why, and what to do instead. */
export const denyTool = defineAction({
  kind: 'deny_tool',
  about: 'Takes a tool away for the rest of the run. The model gets the reason, and what to do instead.',
  points: ['pre_model_call', 'post_model_call', 'pre_tool_call'],
  lifetime: 'run',
  settings: object({
    about: 'The tool to take away, and why.',
    members: {
      tool: optional(
        text({
          about: "The tool. Where it is left out it is the finding's; in a `transform` it is required.",
          maxLength: POLICY_LIMITS.textLength,
        }),
      ),
      reason: required(template({ about: 'Why the tool is off, for the model and for people.', maxLength: POLICY_LIMITS.textLength })),
      instead: optional(template({ about: 'What the model is to do instead.', maxLength: POLICY_LIMITS.textLength })),
    },
  }),
  examples: ['{ reason: "...", instead: "..." }', '{ tool: web_search, reason: "..." }'],
  texts: ['reason', 'instead'],
  fromFinding: ['tool'],
  isAboutLatestCall: true,
  protoKind: airt.control.v1.ActionKind.DENY_TOOL,
  protoField: 'denyTool',
  verdict: () => 'deny',
  resolve(settings, values): DenyTool | undefined {
    const tool = settings.tool ?? values.tool?.value;
    if (typeof tool !== 'string') return undefined;
    // Who carries it out knows the tool of the action only: where the policy names another one, the finding's stays unnamed.
    const filled = tool === values.tool?.value ? values : { ...values, ...(values.tool && { tool: { ...values.tool, value: undefined } }) };
    const instead = settings.instead === undefined ? {} : { instead: fillText(settings.instead, filled) };
    return { tool, reason: fillText(settings.reason, filled), ...instead };
  },
  toProto: ({ tool, reason, instead }) => ({ denyTool: { toolName: tool, reason, ...(instead === undefined ? {} : { instead }) } }),
  fromProto(message): ProtoResult<DenyTool> {
    const { toolName, reason, instead } = message.denyTool ?? {};
    const tool = toolName || message.scope?.toolName || '';
    if (tool === '') return problem('deny_tool without a tool');
    return { ok: true, value: { tool, reason: reason || 'denied by policy', ...(instead ? { instead } : {}) } };
  },
  describe({ tool, reason, instead }) {
    const what = instead ? `, and says what to do instead: ${quote(instead)}` : '';
    return `takes ${toolNameForText(tool)} away, because ${quote(reason)}${what}`;
  },
  toolOf: ({ tool }) => tool,
});
