import type { Effect } from './effect.ts';

export const clamp: Effect<'clamp'> = {
  apply: ({ maxOutputTokens, temperature }) => ({
    edits: [
      {
        kind: 'set_parameters',
        ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
        ...(temperature === undefined ? {} : { temperature }),
      },
    ],
  }),
};
