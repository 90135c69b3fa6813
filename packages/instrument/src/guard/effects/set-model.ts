import type { Effect } from './effect.ts';

export const setModel: Effect<'set_model'> = {
  apply: ({ model }) => ({ edits: [{ kind: 'set_parameters', model }] }),
};
