import { callRefusedText, haltText } from '../texts.ts';
import type { Effect } from './effect.ts';

export const halt: Effect<'halt'> = {
  apply: ({ mode, reason }) =>
    mode === 'abort'
      ? { denial: callRefusedText(reason) }
      : { edits: [{ kind: 'disable_tools' }, { kind: 'add_guidance', text: haltText(reason) }] },
  restrict({ reason }, restrictions) {
    restrictions.halted = reason;
  },
};
