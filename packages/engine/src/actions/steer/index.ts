import { airt } from '@airt/protocol/control';
import { POLICY_LIMITS } from '../../policy/limits.ts';
import { problem } from '../../proto/values.ts';
import { object, required } from '../../schema/object.ts';
import { template } from '../../schema/values.ts';
import { fillText } from '../../texts/template.ts';
import { defineAction, quote } from '../action.ts';

/** Guidance in words at the next model call. */
export const steer = defineAction({
  kind: 'steer',
  about: 'Gives guidance to the model, in words, at its next call.',
  points: ['pre_model_call'],
  lifetime: 'once',
  settings: object({
    about: 'Guidance for the model.',
    members: {
      guidance: required(template({ about: 'What the model is to do otherwise.', maxLength: POLICY_LIMITS.textLength })),
    },
  }),
  examples: ['{ guidance: "..." }'],
  texts: ['guidance'],
  fromFinding: [],
  isAboutLatestCall: true,
  protoKind: airt.control.v1.ActionKind.STEER,
  protoField: 'steer',
  verdict: () => 'transform',
  resolve: ({ guidance }, values) => ({ guidance: fillText(guidance, values) }),
  toProto: ({ guidance }) => ({ steer: { guidance } }),
  fromProto(message) {
    const guidance = message.steer?.guidance ?? '';
    return guidance === '' ? problem('steer without guidance') : { ok: true, value: { guidance } };
  },
  describe: ({ guidance }) => `gives the model the guidance ${quote(guidance)}`,
});
