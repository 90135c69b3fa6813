/** Actions as policies write them, from the registry of actions. */
import { ACTION_KINDS, ACTIONS, type ActionKind, type ActionTemplate, unimplementedActions } from '../actions/index.ts';
import { type ObjectSchema, requireMembers, tagged } from '../schema/object.ts';
import type { Schema } from '../schema/schema.ts';
import type { PointRule } from './document.ts';

/** Why a policy cannot name an action of the protocol: accepting it would promise what does not happen. */
export const notImplemented = (kind: string): string =>
  `the action ${kind} is not implemented by the data plane yet, so a policy cannot use it; there are ${ACTION_KINDS.join(', ')}`;

/** An action: `steer: { ... }`. At a point there is no finding that could supply settings, so all that it needs are required. */
export function actionSchema(place: 'finding' | PointRule['on']): Schema<ActionTemplate> {
  const kinds = ACTION_KINDS.filter((kind) => place === 'finding' || ACTIONS[kind].points.some((point) => point === place));
  const variants: Record<string, ObjectSchema<object>> = {};
  for (const kind of kinds) {
    const { settings, fromFinding } = ACTIONS[kind];
    variants[kind] = place === 'finding' ? settings : requireMembers<object>(settings, fromFinding);
  }
  const written = tagged({
    about: 'An action.',
    what: 'action',
    variants,
    examplesOf: (name) => ACTIONS[name as ActionKind].examples,
    reservedProblem: (name) => (unimplementedActions().includes(name) ? notImplemented(name) : undefined),
  });
  return {
    ...written,
    read(reader, field) {
      const action = written.read(reader, field);
      return action && ({ kind: action.tag, ...action.value } as ActionTemplate);
    },
  };
}
