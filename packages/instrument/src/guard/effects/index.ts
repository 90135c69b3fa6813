import { type Action, type ActionKind, type Directive, fillToolName } from '@airt/engine';
import type { ModelRequest } from '../../model/model-request.ts';
import type { Restrictions } from '../../runs/run.ts';
import { clamp } from './clamp.ts';
import { denyTool } from './deny-tool.ts';
import type { CallEffect, Effect } from './effect.ts';
import { halt } from './halt.ts';
import { setModel } from './set-model.ts';
import { steer } from './steer.ts';

/** The effect of every action of the engine. */
const effects = { steer, clamp, set_model: setModel, deny_tool: denyTool, halt } as const satisfies { [Kind in ActionKind]: Effect<Kind> };

const effectOf = (action: Action): Effect<ActionKind> => effects[action.kind] as Effect<ActionKind>;

export const applyEffect = (action: Action, request: ModelRequest, isFirst: boolean): CallEffect =>
  effectOf(action).apply(action, request, isFirst);

/** The action of a directive, as it may be read by the model of this request: its texts name the tool only where the request offers it. */
export const actionFor = ({ action, toolName }: Directive, request: ModelRequest): Action =>
  fillToolName(
    action,
    toolName,
    request.tools.map(({ name }) => name),
  );

export const applyRestrictions = (action: Action, restrictions: Restrictions): void => effectOf(action).restrict?.(action, restrictions);
