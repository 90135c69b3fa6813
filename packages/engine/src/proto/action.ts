/** Actions and their kinds as messages of `airt.control.v1`. */
import { airt } from '@airt/protocol/control';
import { ACTION_KINDS, type Action, type ActionKind } from '../actions/action.ts';
import { type ProtoResult, problem } from './values.ts';

/** The members of a directive that carry its action: one of them, named as in the oneof. */
export type ActionMessage = Pick<airt.control.v1.Directive.$Properties, 'steer' | 'clamp' | 'setModel' | 'denyTool' | 'halt'>;

const { ActionKind: ProtoKind, HaltMode } = airt.control.v1;

const KIND_TO_PROTO: Readonly<Record<ActionKind, airt.control.v1.ActionKind>> = {
  steer: ProtoKind.STEER,
  clamp: ProtoKind.CLAMP,
  set_model: ProtoKind.SET_MODEL,
  deny_tool: ProtoKind.DENY_TOOL,
  halt: ProtoKind.HALT,
};

export const actionKindToProto = (kind: ActionKind): airt.control.v1.ActionKind => KIND_TO_PROTO[kind];

/** undefined: unspecified, or a kind that this version does not know. */
export const actionKindFromProto = (kind: number | null | undefined): ActionKind | undefined =>
  ACTION_KINDS.find((known) => KIND_TO_PROTO[known] === kind);

export function actionToProto(action: Action): ActionMessage {
  switch (action.kind) {
    case 'steer':
      return { steer: { guidance: action.guidance } };
    case 'deny_tool':
      return {
        denyTool: { toolName: action.tool, reason: action.reason, ...(action.instead === undefined ? {} : { instead: action.instead }) },
      };
    case 'halt':
      return { halt: { mode: action.mode === 'abort' ? HaltMode.ABORT : HaltMode.GRACEFUL, reason: action.reason } };
    case 'set_model':
      return { setModel: { model: action.model } };
    case 'clamp': {
      const { maxOutputTokens, temperature } = action;
      return {
        clamp: { ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }), ...(temperature === undefined ? {} : { temperature }) },
      };
    }
  }
}

/** The kinds among those of a Hello that this version knows. */
export const actionKindsFromProto = (kinds: readonly (number | null)[] | null | undefined): ReadonlySet<ActionKind> =>
  new Set((kinds ?? []).flatMap((kind) => actionKindFromProto(kind) ?? []));

/** The action of a directive, or why it is none that can be carried out here. */
export function actionFromProto(directive: airt.control.v1.Directive.$Properties): ProtoResult<Action> {
  if (directive.steer) {
    const guidance = directive.steer.guidance ?? '';
    return guidance === '' ? problem('steer without guidance') : { ok: true, value: { kind: 'steer', guidance } };
  }
  if (directive.denyTool) {
    const { toolName, reason, instead } = directive.denyTool;
    const tool = toolName || directive.scope?.toolName || '';
    if (tool === '') return problem('deny_tool without a tool');
    const value = {
      kind: 'deny_tool',
      tool,
      reason: reason || directive.reason || 'denied by policy',
      ...(instead ? { instead } : {}),
    } as const;
    return { ok: true, value };
  }
  if (directive.halt) {
    const mode = directive.halt.mode === HaltMode.ABORT ? 'abort' : 'graceful';
    return { ok: true, value: { kind: 'halt', mode, reason: directive.halt.reason || directive.reason || 'halted by policy' } };
  }
  if (directive.setModel) {
    const model = directive.setModel.model ?? '';
    return model === '' ? problem('set_model without a model') : { ok: true, value: { kind: 'set_model', model } };
  }
  return directive.clamp ? clampFromProto(directive.clamp) : problem('the action is not known here');
}

function clampFromProto({ reasoningLevel, maxOutputTokens, temperature }: airt.control.v1.Clamp.$Properties): ProtoResult<Action> {
  if (reasoningLevel) return problem('clamp of the reasoning level is not known here');
  const tokens = maxOutputTokens ?? 0;
  if (tokens < 0 || (typeof temperature === 'number' && !(temperature >= 0 && temperature < Number.POSITIVE_INFINITY)))
    return problem('clamp with a bound that is none');
  if (tokens === 0 && typeof temperature !== 'number') return problem('clamp without a bound');
  return {
    ok: true,
    value: {
      kind: 'clamp',
      ...(tokens > 0 ? { maxOutputTokens: tokens } : {}),
      ...(typeof temperature === 'number' ? { temperature } : {}),
    },
  };
}
