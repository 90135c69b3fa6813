/** The policy document, declared once: types, problems, the JSON Schema and the reference tables come from here. */
import type { DetectorCatalog } from '../detectors/catalog.ts';
import { object, optional, partial, required, withDefault } from '../schema/object.ts';
import { condition, list, number, text, word } from '../schema/values.ts';
import { POLICY_LIMITS } from './limits.ts';
import { POLICY_MODES, UNREADABLE } from './policy-mode.ts';
import { nameSchema, ruleSchema } from './rules.ts';

/** Configuration of detectors by family, as a change of what the engine has. */
export const detectorConfigSchema = (catalog: DetectorCatalog) =>
  object({
    about: 'Configuration of detectors for the findings that this policy acts on; what is not named is as the engine has it.',
    members: Object.fromEntries(catalog.map(({ name, config }) => [name, optional(partial(config))])),
  });

const metadata = object({
  about: 'What the policy is called.',
  members: {
    name: required(nameSchema('The name of the policy in decisions, spans and metrics. Unique in the file.')),
    description: optional(text({ about: 'For people.', maxLength: POLICY_LIMITS.textLength })),
  },
});

export const specSchema = (catalog: DetectorCatalog) =>
  object({
    about: 'What the policy may do, and when.',
    members: {
      mode: required(word({ about: 'How far the policy may go.', words: POLICY_MODES })),
      canaryPercent: optional(
        number({
          about: 'Share of runs in which the policy is enforced; required with mode `canary`, refused with any other.',
          min: 0,
          max: 100,
        }),
      ),
      unreadable: withDefault(
        word({
          about: 'What becomes of a tool call whose arguments cannot be read, where a rule that denies asks about `tool.args`.',
          words: UNREADABLE,
        }),
        'deny',
      ),
      match: optional(
        condition({
          about: 'Condition over `service` and `agent`: the runs that the policy is for; default: every run.',
          maxLength: POLICY_LIMITS.conditionLength,
        }),
      ),
      detectors: optional(detectorConfigSchema(catalog)),
      rules: required(
        list({
          about: 'The rules, with unique names.',
          item: ruleSchema(catalog),
          itemName: 'a rule',
          max: POLICY_LIMITS.rulesPerPolicy,
          empty: 'a policy needs at least one rule',
          nameOf: ({ name }) => name,
        }),
      ),
    },
    check({ mode: modeField, canaryPercent }, { mode }, reader) {
      if (mode === 'canary' && !canaryPercent.node)
        reader.problem({ ...modeField, path: canaryPercent.path }, 'mode canary needs canaryPercent, the share of runs from 0 to 100');
      if (mode !== undefined && mode !== 'canary' && canaryPercent.node)
        reader.problem(canaryPercent, `canaryPercent is only for mode canary, and the mode is ${mode}`);
    },
  });

/** A policy document, as it is written. */
export const policySchema = (catalog: DetectorCatalog) =>
  object({
    about: 'What AIRT may do to a run, and when.',
    members: {
      apiVersion: required(word({ about: 'Version of the form of this document.', words: ['airt.dev/v1'] })),
      kind: required(word({ about: 'The kind of document.', words: ['Policy'] })),
      metadata: required(metadata),
      spec: required(specSchema(catalog)),
    },
  });
