/** From a policy document to what is evaluated: the conditions compiled, the rules sorted by the point that they are about. */
import { type DetectorCatalog, measuresOf } from '../detectors/catalog.ts';
import { compileCondition, toCel } from './conditions.ts';
import type { FindingContext, PointContext } from './context.ts';
import type { FindingRule, PointRule, PolicyDocument } from './document.ts';
import { type ConditionScope, conditionScope } from './variables.ts';

/** A rule with its condition. A condition that cannot be evaluated counts as false, and as an error. */
export interface CompiledRule<Rule, Context> {
  readonly rule: Rule;
  applies(context: Context): boolean;
}

export interface CompiledPolicy {
  readonly document: PolicyDocument;
  /** Whether the policy is for this run, by its `match`. */
  matches(run: { readonly service: string; readonly agent: { readonly name?: string } }): boolean;
  readonly findingRules: readonly CompiledRule<FindingRule, FindingContext>[];
  readonly pointRules: ReadonlyMap<PointRule['on'], readonly CompiledRule<PointRule, PointVariables>[]>;
}

/** The variables at a point as CEL computes with them: made once for all rules at the point. */
export interface PointVariables {
  readonly cel: object;
}

export interface CompileOptions {
  /** The detector families that there are: what they measure are variables of conditions on findings. */
  readonly catalog: DetectorCatalog;
  /** Called each time a condition could not be evaluated: of this policy, and of this rule unless it is the policy's `match`. */
  onConditionError?(policy: string, rule: string | undefined): void;
}

/**
 * Compiles a document. Never throws: a document from `parsePolicies` has sound conditions; one made by hand whose condition cannot
 * be read has a condition that is an error each time.
 */
export function compilePolicy(document: PolicyDocument, { catalog, onConditionError = () => {} }: CompileOptions): CompiledPolicy {
  const condition = (source: string | undefined, scope: ConditionScope, rule?: string): ((variables: object) => boolean) => {
    if (source === undefined) return () => true;
    const compiled = compileCondition(source, scope);
    return (variables) => {
      const value = compiled.ok ? compiled.evaluate(variables) : undefined;
      if (value === undefined) onConditionError(document.name, rule);
      return value === true;
    };
  };
  const matchScope = conditionScope('match');
  const matches = condition(document.match, matchScope);
  const findingRules: CompiledRule<FindingRule, FindingContext>[] = [];
  const pointRules = new Map<PointRule['on'], CompiledRule<PointRule, PointVariables>[]>();
  for (const rule of document.rules) {
    if (rule.on === 'finding') {
      const scope = conditionScope('finding', measuresOf(catalog, rule.detectors));
      const applies = condition(rule.when, scope, rule.name);
      findingRules.push({ rule, applies: (context) => rule.when === undefined || applies(toCel(context, scope)) });
    } else {
      const applies = condition(rule.when, conditionScope(rule.on), rule.name);
      pointRules.set(rule.on, [...(pointRules.get(rule.on) ?? []), { rule, applies: ({ cel }) => applies(cel) }]);
    }
  }
  return {
    document,
    matches: (run) => document.match === undefined || matches(toCel(run, matchScope)),
    findingRules,
    pointRules,
  };
}

/** The variables of the rules at a point. */
export const pointVariables = (context: PointContext, point: PointRule['on']): PointVariables => ({
  cel: toCel(context, conditionScope(point)),
});
