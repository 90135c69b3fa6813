import { airt } from '@airt/protocol/control';
import { POLICY_LIMITS } from '../../policy/limits.ts';
import { problem } from '../../proto/values.ts';
import { object, optional } from '../../schema/object.ts';
import { number } from '../../schema/values.ts';
import { defineAction } from '../action.ts';

const EXAMPLES = ['{ maxOutputTokens: 512 }', '{ temperature: 0.2 }', '{ maxOutputTokens: 512, temperature: 0.2 }'];

/** Upper bounds on request parameters. */
export const clamp = defineAction({
  kind: 'clamp',
  about: 'Sets upper bounds on parameters of the request; a lower value in the request stays.',
  points: ['pre_model_call'],
  lifetime: 'run',
  settings: object({
    about: 'Upper bounds, one or both.',
    members: {
      maxOutputTokens: optional(
        number({ about: 'Tokens of one answer at most.', min: 1, max: POLICY_LIMITS.maxOutputTokens, whole: true }),
      ),
      temperature: optional(number({ about: 'Sampling temperature at most.', min: 0, max: 2 })),
    },
    atLeastOne: `clamp needs ${EXAMPLES.join(' or ')}`,
  }),
  examples: EXAMPLES,
  texts: [],
  fromFinding: [],
  isAboutLatestCall: false,
  protoKind: airt.control.v1.ActionKind.CLAMP,
  protoField: 'clamp',
  verdict: () => 'transform',
  resolve: (settings) => settings,
  toProto: (bounds) => ({ clamp: { ...bounds } }),
  fromProto({ clamp: message }) {
    if (message?.reasoningLevel) return problem('clamp of the reasoning level is not known here');
    const maxOutputTokens = message?.maxOutputTokens || undefined;
    const temperature = message?.temperature ?? undefined;
    const isBound = (bound: number | undefined): boolean => bound === undefined || (bound >= 0 && bound < Number.POSITIVE_INFINITY);
    if (!isBound(maxOutputTokens) || !isBound(temperature)) return problem('clamp with a bound that is none');
    if (maxOutputTokens === undefined && temperature === undefined) return problem('clamp without a bound');
    return {
      ok: true,
      value: { ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }), ...(temperature === undefined ? {} : { temperature }) },
    };
  },
  describe({ maxOutputTokens, temperature }) {
    const bounds = [
      ...(maxOutputTokens === undefined ? [] : [`output to ${maxOutputTokens} tokens`]),
      ...(temperature === undefined ? [] : [`temperature to ${temperature}`]),
    ];
    return `limits ${bounds.join(' and ')}`;
  },
});
