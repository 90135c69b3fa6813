/** From a policy document to what is evaluated: the conditions compiled, the rules sorted by the point that they are about. */
import { type DetectorCatalog, measuresOf } from '../detectors/catalog.ts';
import { compileCondition, toCel } from './conditions.ts';
import type { FindingContext, PointContext } from './context.ts';
import type { FindingRule, PointRule, PolicyDocument } from './document.ts';
import { type ConditionScope, conditionScope } from './variables.ts';

/** A rule on findings with its condition. A condition that cannot be evaluated counts as false, and as an error. */
export interface CompiledFindingRule {
  readonly rule: FindingRule;
  applies(context: FindingContext): boolean;
}

/** A rule at a point with its condition. */
export interface CompiledPointRule {
  readonly rule: PointRule;
  /** `undefined`: the condition could not be evaluated. */
  evaluate(variables: PointVariables): boolean | undefined;
  /** It has counted as false, and counts as an error. */
  reportError(): void;
  readonly asksAboutArguments: boolean;
}

export interface CompiledPolicy {
  readonly document: PolicyDocument;
  /** Whether the policy is for this run, by its `match`. */
  matches(run: { readonly service: string; readonly agent: { readonly name?: string } }): boolean;
  readonly findingRules: readonly CompiledFindingRule[];
  readonly pointRules: ReadonlyMap<PointRule['on'], readonly CompiledPointRule[]>;
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
  const evaluation = (source: string | undefined, scope: ConditionScope): ((variables: object) => boolean | undefined) => {
    if (source === undefined) return () => true;
    const compiled = compileCondition(source, scope);
    return (variables) => (compiled.ok ? compiled.evaluate(variables) : undefined);
  };
  const condition = (source: string | undefined, scope: ConditionScope, rule?: string): ((variables: object) => boolean) => {
    const evaluate = evaluation(source, scope);
    return (variables) => {
      const value = evaluate(variables);
      if (value === undefined) onConditionError(document.name, rule);
      return value === true;
    };
  };
  const matchScope = conditionScope('match');
  const matches = condition(document.match, matchScope);
  const findingRules: CompiledFindingRule[] = [];
  const pointRules = new Map<PointRule['on'], CompiledPointRule[]>();
  for (const rule of document.rules) {
    if (rule.on === 'finding') {
      const scope = conditionScope('finding', measuresOf(catalog, rule.detectors));
      const applies = condition(rule.when, scope, rule.name);
      findingRules.push({ rule, applies: (context) => rule.when === undefined || applies(toCel(context, scope)) });
    } else {
      const evaluate = evaluation(rule.when, conditionScope(rule.on));
      const compiled: CompiledPointRule = {
        rule,
        evaluate: ({ cel }) => evaluate(cel),
        reportError: () => onConditionError(document.name, rule.name),
        asksAboutArguments: rule.when !== undefined && ARGUMENTS.test(rule.when.replace(TEXTS, "''")),
      };
      pointRules.set(rule.on, [...(pointRules.get(rule.on) ?? []), compiled]);
    }
  }
  return {
    document,
    matches: (run) => document.match === undefined || matches(toCel(run, matchScope)),
    findingRules,
    pointRules,
  };
}

/** Texts in a condition, in which a name means nothing. */
const TEXTS = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g;
/** Too often is no harm: it counts only where the condition cannot be evaluated. */
const ARGUMENTS = /\btool\s*(?:\.\s*args\b|\[)/;

/** The variables of the rules at a point. */
export const pointVariables = (context: PointContext, point: PointRule['on']): PointVariables => ({
  cel: toCel(context, conditionScope(point)),
});
