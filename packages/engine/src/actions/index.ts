/** Every action: one line each. Capabilities, policies, the protocol mapping, documentation and the JSON Schema come from here. */
import { airt } from '@airt/protocol/control';
import { type ProtoResult, problem } from '../proto/values.ts';
import type { Infer } from '../schema/schema.ts';
import { fillText, type TemplateValues, toolPlaceholder } from '../texts/template.ts';
import { isPlausibleToolName } from '../texts/tool-name.ts';
import type { ActionDefinition, ActionMessage, ActionVerdict, DirectiveMessage } from './action.ts';
import { clamp } from './clamp/index.ts';
import { denyTool } from './deny-tool/index.ts';
import { halt } from './halt/index.ts';
import { setModel } from './set-model/index.ts';
import { steer } from './steer/index.ts';

/** In the order of their force, mildest first. */
export const ACTIONS = {
  steer,
  clamp,
  set_model: setModel,
  deny_tool: denyTool,
  halt,
} as const satisfies Readonly<Record<string, AnyAction>>;

// biome-ignore lint/suspicious/noExplicitAny: a registry holds definitions of any settings; each is used with its own only.
type AnyAction = ActionDefinition<string, any, any>;
type Registry = typeof ACTIONS;
type PayloadOf<D> = D extends ActionDefinition<string, infer _Settings, infer Payload> ? Payload : never;
type Flat<T> = { readonly [K in keyof T]: T[K] };

export type ActionKind = keyof Registry;

/** Something that is done to a run. */
export type Action = { [K in ActionKind]: Flat<{ readonly kind: K } & PayloadOf<Registry[K]>> }[ActionKind];

/** A rung or transform as written: an action whose texts have placeholders. */
export type ActionTemplate = { [K in ActionKind]: Flat<{ readonly kind: K } & Infer<Registry[K]['settings']>> }[ActionKind];

export const ACTION_KINDS = Object.keys(ACTIONS) as readonly ActionKind[];

/** Actions of the protocol that no data plane carries out yet: accepting one in a policy would promise what does not happen. */
export function unimplementedActions(): readonly string[] {
  const protoKinds = airt.control.v1.ActionKind;
  const implemented = new Set<unknown>(ACTION_KINDS.map(actionKindToProto));
  return Object.entries(protoKinds).flatMap(([name, number]) =>
    number === protoKinds.ACTION_KIND_UNSPECIFIED || implemented.has(number) ? [] : [name.toLowerCase()],
  );
}

const definitionOf = (kind: ActionKind): AnyAction => ACTIONS[kind];

/** The action that a template describes; undefined where it lacks what it needs: `deny_tool` without any tool to deny. */
export function resolveAction({ kind, ...settings }: ActionTemplate, values: TemplateValues): Action | undefined {
  const payload: object | undefined = definitionOf(kind).resolve(settings, values);
  return payload && ({ kind, ...payload } as Action);
}

/** What an action means for the operation at its point. */
export const verdictOf = ({ kind, ...payload }: Action): ActionVerdict => definitionOf(kind).verdict(payload);

/** Whether an action binds one boundary, or all from there on. */
export const lifetimeOf = ({ kind }: Action): 'once' | 'run' => ACTIONS[kind].lifetime;

/**
 * The action with `{tool}` in its texts filled in: what a model may read. Deciding leaves it open, because the name may come from a span.
 *
 * @param tool The tool that the decision is about.
 * @param offered The tools that the agent itself declares; the name of any other is not repeated.
 */
export function fillToolName(action: Action, tool: string | undefined, offered: readonly string[]): Action {
  const values = toolPlaceholder(tool, offered);
  const filled = definitionOf(action.kind).texts.flatMap((name) => {
    const text: unknown = (action as unknown as Readonly<Record<string, unknown>>)[name];
    return typeof text === 'string' && text.includes('{tool}') ? [[name, fillText(text, values)] as const] : [];
  });
  return filled.length === 0 ? action : { ...action, ...Object.fromEntries(filled) };
}

/** A decided action as one clause for people, the tool named where its name could be that of a tool. */
export const describeDecided = (action: Action, tool: string | undefined): string =>
  describeAction(fillToolName(action, tool, tool !== undefined && isPlausibleToolName(tool) ? [tool] : []));

/** One clause for people: `takes web_search away`. */
export const describeAction = ({ kind, ...settings }: Action | ActionTemplate): string => definitionOf(kind).describe(settings);

/** The tool that an action is about, where it is about one. */
export const toolOf = ({ kind, ...payload }: Action): string | undefined => definitionOf(kind).toolOf?.(payload);

export const actionKindToProto = (kind: ActionKind): airt.control.v1.ActionKind => ACTIONS[kind].protoKind;

/** undefined: unspecified, or a kind that this version does not know. */
export const actionKindFromProto = (protoKind: number | null | undefined): ActionKind | undefined =>
  ACTION_KINDS.find((kind) => ACTIONS[kind].protoKind === protoKind);

/** The kinds among those of a Hello that this version knows. */
export const actionKindsFromProto = (protoKinds: readonly (number | null)[] | null | undefined): ReadonlySet<ActionKind> =>
  new Set((protoKinds ?? []).flatMap((protoKind) => actionKindFromProto(protoKind) ?? []));

export const actionToProto = ({ kind, ...payload }: Action): ActionMessage => definitionOf(kind).toProto(payload);

/** The action of a directive, or why it is none that can be carried out here. */
export function actionFromProto(message: DirectiveMessage): ProtoResult<Action> {
  const kind = ACTION_KINDS.find((known) => message[ACTIONS[known].protoField]);
  if (kind === undefined) return problem('the action is not known here');
  const read: ProtoResult<object> = definitionOf(kind).fromProto(message);
  return read.ok ? { ok: true, value: { kind, ...read.value } as Action } : read;
}
