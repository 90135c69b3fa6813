import { airt } from '@airt/protocol/control';
import { POLICY_LIMITS } from '../../policy/limits.ts';
import type { ProtoResult } from '../../proto/values.ts';
import { object, required, withDefault } from '../../schema/object.ts';
import { template, word } from '../../schema/values.ts';
import { fillText } from '../../texts/template.ts';
import { defineAction, quote } from '../action.ts';

const { HaltMode } = airt.control.v1;

export interface Halt {
  readonly mode: 'graceful' | 'abort';
  readonly reason: string;
}

/** The end of the run. */
export const halt = defineAction({
  kind: 'halt',
  about: 'Ends the run.',
  points: ['pre_model_call', 'post_model_call'],
  lifetime: 'run',
  settings: object({
    about: 'How the run is to end, and why.',
    members: {
      mode: withDefault(
        word({
          about: '`graceful`: tools off and a request to conclude. `abort`: the next model call is denied.',
          words: ['graceful', 'abort'],
        }),
        'graceful',
      ),
      reason: required(template({ about: 'Why the run ends, for the model and for people.', maxLength: POLICY_LIMITS.textLength })),
    },
  }),
  examples: ['{ mode: graceful, reason: "..." }', '{ mode: abort, reason: "..." }'],
  texts: ['reason'],
  fromFinding: [],
  isAboutLatestCall: false,
  protoKind: airt.control.v1.ActionKind.HALT,
  protoField: 'halt',
  // Either way something is refused: the next model call, or all tools.
  verdict: () => 'deny',
  resolve: ({ mode, reason }, values): Halt => ({ mode, reason: fillText(reason, values) }),
  toProto: ({ mode, reason }) => ({ halt: { mode: mode === 'abort' ? HaltMode.ABORT : HaltMode.GRACEFUL, reason } }),
  fromProto(message): ProtoResult<Halt> {
    const mode = message.halt?.mode === HaltMode.ABORT ? 'abort' : 'graceful';
    return { ok: true, value: { mode, reason: message.halt?.reason || 'halted by policy' } };
  },
  describe: ({ mode, reason }) =>
    `${mode === 'abort' ? 'denies the next model call' : 'turns all tools off and asks the model to conclude'}: ${quote(reason)}`,
});
