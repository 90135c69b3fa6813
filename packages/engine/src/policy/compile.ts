/** From a policy document to what is evaluated: the conditions compiled, the rules sorted by where they speak. */
import { type ConditionPlace, compileCondition, toCel } from './conditions.ts';
import type { FindingContext, PointContext } from './context.ts';
import type { FindingRule, PointRule, PolicyDocument } from './document.ts';

/** A rule with its condition. */
export interface Compiled<R> {
  readonly rule: R;
  /** `context` as made by `toCel` for the rule's place. A condition that cannot be evaluated counts as false, and as an error. */
  applies(context: object): boolean;
}

export interface CompiledPolicy {
  readonly document: PolicyDocument;
  /** Whether the policy is for this run, by its `match`. */
  matches(run: { readonly service: string; readonly agent: { readonly name?: string } }): boolean;
  readonly findingRules: readonly Compiled<FindingRule>[];
  readonly pointRules: ReadonlyMap<PointRule['on'], readonly Compiled<PointRule>[]>;
}

/**
 * Compiles a document. Never throws: a document from `parsePolicies` has sound conditions; one made by hand whose condition cannot
 * be read has a condition that is an error each time.
 *
 * @param onConditionError Called each time a condition could not be evaluated.
 */
export function compilePolicy(document: PolicyDocument, onConditionError: () => void = () => {}): CompiledPolicy {
  const condition = (source: string | undefined, place: ConditionPlace): ((context: object) => boolean) => {
    if (source === undefined) return () => true;
    const compiled = compileCondition(source, place);
    return (context) => {
      const value = compiled.ok ? compiled.evaluate(context) : undefined;
      if (value === undefined) onConditionError();
      return value === true;
    };
  };
  const matches = condition(document.match, 'match');
  const findingRules: Compiled<FindingRule>[] = [];
  const pointRules = new Map<PointRule['on'], Compiled<PointRule>[]>();
  for (const rule of document.rules) {
    const applies = condition(rule.when, rule.on);
    if (rule.on === 'finding') findingRules.push({ rule, applies });
    else pointRules.set(rule.on, [...(pointRules.get(rule.on) ?? []), { rule, applies }]);
  }
  return { document, matches: (run) => matches(toCel(run, 'match')), findingRules, pointRules };
}

/** The variables of a rule on findings, as CEL computes with them. */
export function findingVariables(context: FindingContext): object {
  return toCel(context, 'finding');
}

/** The variables of a rule at a point, as CEL computes with them. */
export function pointVariables(context: PointContext, point: PointRule['on']): object {
  return toCel(context, point);
}
