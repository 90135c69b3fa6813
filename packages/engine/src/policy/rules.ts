/** The rules of a policy: their schemas, and what is checked once a rule is known. */
import type { ActionTemplate } from '../actions/index.ts';
import { type DetectorCatalog, findingNames, matchesDetector, measuresOf } from '../detectors/catalog.ts';
import { forbidden, object, optional, required, variant, withDefault } from '../schema/object.ts';
import type { Field, PendingText, YamlReader } from '../schema/reader.ts';
import type { Infer, Schema } from '../schema/schema.ts';
import { suggest } from '../schema/suggest.ts';
import { condition, list, number, onlyTrue, template, text, word } from '../schema/values.ts';
import { actionSchema, notImplemented } from './action-schema.ts';
import { compileCondition } from './conditions.ts';
import type { FindingRule, PointRule, Rule } from './document.ts';
import { POLICY_LIMITS } from './limits.ts';
import { type PlaceholderPlace, placeholderProblems } from './placeholders.ts';
import { type ConditionScope, conditionScope } from './variables.ts';

/** Points at which a rule can judge an operation. */
export const RULE_POINTS = [
  'pre_model_call',
  'post_model_call',
  'pre_tool_call',
  'post_tool_call',
] as const satisfies readonly PointRule['on'][];

/** A name stands in ids, metrics and command lines, so it keeps to letters, digits, dot, dash and underscore. */
export const nameSchema = (about: string): Schema<string> =>
  text({
    about,
    maxLength: POLICY_LIMITS.nameLength,
    pattern: /^[A-Za-z0-9][A-Za-z0-9._-]*$/,
    mismatch: 'is not a name; use letters, digits, ".", "-" and "_", a letter or digit first',
  });

const COMMON = {
  name: required(nameSchema('Name of the rule, unique in the policy.')),
  when: optional(condition({ about: 'Condition; without one the rule always applies.', maxLength: POLICY_LIMITS.conditionLength })),
};

const COOLDOWN = object({
  about: 'Least distance between two decisions of the rule about one subject.',
  members: {
    steps: withDefault(
      number({ about: 'Model calls and tool calls of the run between them.', min: 0, max: POLICY_LIMITS.cooldownSteps, whole: true }),
      1,
    ),
    seconds: withDefault(number({ about: 'Time between them.', min: 0, max: POLICY_LIMITS.cooldownSeconds }), 0),
  },
});

const BUDGET = object({
  about: 'How often the rule may decide.',
  members: {
    perRun: withDefault(
      number({ about: 'Decisions of the rule per run, all subjects together.', min: 1, max: POLICY_LIMITS.budgetPerRun, whole: true }),
      5,
    ),
  },
});

/** The schema of a rule on findings, as it is written. */
export const findingRuleSchema = (catalog: DetectorCatalog) =>
  object({
    about: 'Acts on what a detector found over the whole run; its decision binds the next boundary of the run.',
    members: {
      name: COMMON.name,
      on: required(word({ about: 'The rule is about findings.', words: ['finding'] })),
      when: COMMON.when,
      detectors: required(
        list({
          about: 'Names of detectors; a `*` at the end stands for any rest.',
          item: detectorPattern(findingNames(catalog)),
          itemName: 'the name of a detector',
          max: POLICY_LIMITS.detectorsPerRule,
          empty: 'name at least one detector, for example "loop.*"',
        }),
      ),
      ladder: required(
        list({
          about: 'Actions, mildest first: each is due when the one before did not help.',
          item: actionSchema('finding'),
          itemName: 'an action',
          max: POLICY_LIMITS.rungsPerLadder,
          empty: 'a ladder needs at least one action',
        }),
      ),
      cooldown: withDefault(COOLDOWN, { steps: 1, seconds: 0 }),
      budget: withDefault(BUDGET, { perRun: 5 }),
      expiresAfterSeconds: withDefault(
        number({
          about: 'A decision that found no boundary by then is not applied any more.',
          min: 1,
          max: POLICY_LIMITS.expiresAfterSeconds,
        }),
        60,
      ),
    },
  });

function detectorPattern(known: readonly string[]): Schema<string> {
  const about = 'Name of a detector.';
  return {
    about,
    form: 'text',
    read(reader, field) {
      const pattern = reader.text(field, POLICY_LIMITS.nameLength);
      if (pattern === undefined || known.some((detector) => matchesDetector(pattern, detector))) return pattern;
      const meant = suggest(pattern, known);
      reader.problem(field, `there is no detector ${pattern}; ${meant ? `did you mean ${meant}?` : `there are ${known.join(', ')}`}`);
      return undefined;
    },
    jsonSchema: () => ({ description: about, anyOf: [{ enum: known }, { type: 'string', pattern: '\\*$' }] }),
  };
}

const TRANSFORM_POINT = 'pre_model_call';

const denial = object({
  about: 'Denies the operation.',
  members: {
    reason: required(template({ about: 'Why, for the model and for people.', maxLength: POLICY_LIMITS.textLength })),
    instead: optional(template({ about: 'What to do in its place.', maxLength: POLICY_LIMITS.textLength })),
  },
});

const transformSchema = () =>
  list({
    about: 'Actions that change the request.',
    item: actionSchema(TRANSFORM_POINT),
    itemName: 'an action',
    max: POLICY_LIMITS.actionsPerTransform,
    empty: 'a transform needs a list of at least one action',
  });

/** The schema of a rule at a point, as it is written. */
export function pointRuleSchema<Point extends PointRule['on']>(point: Point) {
  const refused = `transform is possible at ${TRANSFORM_POINT} only; at ${point} a rule can deny, with "instead" telling what to do`;
  return object({
    about: `Judges one operation at ${point}, at once and in the agent's process.`,
    members: {
      name: COMMON.name,
      on: required(word({ about: 'The point at which the rule judges.', words: [point] })),
      when: COMMON.when,
      allow: optional(
        onlyTrue({
          about: 'The operation is fine: recorded as the rule that decided, where nothing stricter applies.',
          mismatch: 'write "allow: true"',
        }),
      ),
      deny: optional(denial),
      transform: point === TRANSFORM_POINT ? optional(transformSchema()) : forbiddenTransform(refused),
    },
    exactlyOne: { keys: ['allow', 'deny', 'transform'], what: 'a rule at a point has one of allow, deny or transform' },
  });
}

const forbiddenTransform = (message: string) => forbidden<readonly ActionTemplate[]>(message);

type WrittenFindingRule = Infer<ReturnType<typeof findingRuleSchema>>;
type WrittenPointRule = Infer<ReturnType<typeof pointRuleSchema>>;

/** A rule. `line` is that of the file. */
export function ruleSchema(catalog: DetectorCatalog): Schema<Rule> {
  const written = variant({
    about: 'A rule on findings, or at a point.',
    key: 'on',
    variants: {
      finding: findingRuleSchema(catalog),
      pre_model_call: pointRuleSchema('pre_model_call'),
      post_model_call: pointRuleSchema('post_model_call'),
      pre_tool_call: pointRuleSchema('pre_tool_call'),
      post_tool_call: pointRuleSchema('post_tool_call'),
    },
  });
  return {
    about: written.about,
    form: written.form,
    jsonSchema: () => written.jsonSchema(),
    read(reader, field) {
      const before = reader.problems.length;
      // A verdict of agent-hooks that people try first.
      const hold = reader.peek(field, ['hold'])?.hold;
      if (hold?.node) {
        reader.problem(hold, notImplemented('hold'));
        return undefined;
      }
      const { value, pending } = reader.collectPending(() => written.read(reader, field));
      if (value !== undefined) checkTexts(reader, pending, value, catalog);
      if (value === undefined || reader.problems.length > before) return undefined;
      const { line } = reader.position(field.offset);
      return value.on === 'finding' ? findingRule(value, line) : pointRule(value, line);
    },
  };
}

function checkTexts(
  reader: YamlReader,
  pending: readonly PendingText[],
  rule: WrittenFindingRule | WrittenPointRule,
  catalog: DetectorCatalog,
): void {
  const all = measuresOf(catalog, ['*']);
  // Where no name of a detector was right, that is the problem, and not what such a detector would measure.
  const measures = rule.on !== 'finding' ? {} : rule.detectors?.length > 0 ? measuresOf(catalog, rule.detectors) : all;
  const scope = conditionScope(rule.on, measures);
  const place: PlaceholderPlace = { on: rule.on, measures, all };
  for (const { role, field, text: source } of pending) {
    if (role === 'condition') checkCondition(reader, field, source, scope);
    else for (const { message, offset } of placeholderProblems(source, place)) reader.problem(within(reader, field, offset), message);
  }
}

/** Notes what is wrong with a condition, at its place within the text. */
export function checkCondition(reader: YamlReader, field: Field, source: string, scope: ConditionScope): void {
  const compiled = compileCondition(source, scope);
  if (!compiled.ok) reader.problem(within(reader, field, compiled.problem.offset), compiled.problem.message);
}

const within = (reader: YamlReader, field: Field, index: number): { readonly path: string; readonly offset: number } => ({
  path: field.path,
  offset: reader.offsetWithin(field, index),
});

const whenOf = (when: string | undefined) => (when === undefined ? {} : { when });

function findingRule(written: WrittenFindingRule, line: number): FindingRule {
  const { name, on, when, detectors, ladder, cooldown, budget, expiresAfterSeconds } = written;
  return { name, line, on, ...whenOf(when), detectors, ladder, cooldown, budgetPerRun: budget.perRun, expiresAfterSeconds };
}

function pointRule({ name, on, when, deny, transform: actions }: WrittenPointRule, line: number): PointRule {
  const effect: PointRule['effect'] = deny
    ? { verdict: 'deny', ...deny }
    : actions
      ? { verdict: 'transform', actions }
      : { verdict: 'allow' };
  return { name, line, on, ...whenOf(when), effect };
}
