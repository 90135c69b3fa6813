import { airt } from '@airt/protocol/control';
import { POLICY_LIMITS } from '../../policy/limits.ts';
import { problem } from '../../proto/values.ts';
import { object, required } from '../../schema/object.ts';
import { text } from '../../schema/values.ts';
import { defineAction } from '../action.ts';

/** Another model for the rest of the run. */
export const setModel = defineAction({
  kind: 'set_model',
  about: 'Uses another model for the rest of the run.',
  points: ['pre_model_call'],
  lifetime: 'run',
  settings: object({
    about: 'The model to use.',
    members: { model: required(text({ about: 'Name of the model, as the provider knows it.', maxLength: POLICY_LIMITS.textLength })) },
  }),
  examples: ['{ model: "..." }'],
  texts: [],
  fromFinding: [],
  isAboutLatestCall: false,
  protoKind: airt.control.v1.ActionKind.SET_MODEL,
  protoField: 'setModel',
  verdict: () => 'transform',
  resolve: (settings) => settings,
  toProto: ({ model }) => ({ setModel: { model } }),
  fromProto(message) {
    const model = message.setModel?.model ?? '';
    return model === '' ? problem('set_model without a model') : { ok: true, value: { model } };
  },
  describe: ({ model }) => `uses the model ${model} from here on`,
});
