import { guidanceText } from '../texts.ts';
import type { Effect } from './effect.ts';

export const steer: Effect<'steer'> = {
  apply: ({ guidance }) => ({ edits: [{ kind: 'add_guidance', text: guidanceText(guidance) }] }),
};
