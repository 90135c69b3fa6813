/** Verdicts at the intervention points, by the point rules of the policies. Pure over the policies; changes no session. */
import { resolveAction, verdictOf } from './actions/index.ts';
import type { PolicyRef } from './decisions/decision.ts';
import { foldVerdicts } from './decisions/fold.ts';
import { isInForce } from './decisions/in-force.ts';
import type { FoldedVerdict, RuleVerdict } from './decisions/verdict.ts';
import type { InterventionPoint } from './intervention-point.ts';
import { type CompiledPointRule, type CompiledPolicy, type PointVariables, pointVariables } from './policy/compile.ts';
import type { PointContext } from './policy/context.ts';
import type { PointRule, PolicyDocument } from './policy/document.ts';
import { pointPlaceholders } from './policy/placeholders.ts';
import { fillText, type TemplateValues } from './texts/template.ts';

/** A tool call as a client may read it. */
export interface CallReading {
  readonly name: string;
  readonly args: unknown;
}

/** What is known of a tool call beyond the first reading of it, which the context has. */
export interface CallReadings {
  /** Other ways in which clients read what the model wrote. A denial counts that any of them has, a permission that all of them have. */
  readonly others: readonly CallReading[];
  /** The arguments are no object in any reading. */
  readonly isUnreadable: boolean;
}

export interface PointJudge {
  judge(point: InterventionPoint, context: PointContext, runId: string, readings?: CallReadings): FoldedVerdict;
  hasRulesAt(point: InterventionPoint): boolean;
}

const EMPTY_CONTEXT: PointContext = {
  run: { model_calls: 0, tool_calls: 0, input_tokens: 0, output_tokens: 0, duration_seconds: 0 },
  agent: {},
  service: '',
  model: {},
};

/** @param policies Those in force, in order. */
export function createPointJudge(policies: () => readonly CompiledPolicy[]): PointJudge {
  return {
    judge(point, judged, runId, readings) {
      const enforcedVerdicts: RuleVerdict[] = [];
      const shadowVerdicts: RuleVerdict[] = [];
      const context = judged ?? EMPTY_CONTEXT;
      let variables: PointVariables[] | undefined;
      for (const policy of policies()) {
        const rules = policy.pointRules.get(point as PointRule['on']);
        if (!rules || !policy.matches({ service: context.service, agent: context.agent ?? {} })) continue;
        const verdicts = isInForce(policy.document, runId) ? enforcedVerdicts : shadowVerdicts;
        for (const compiled of rules) {
          const { rule } = compiled;
          variables ??= contextsOf(context, readings).map((each) => pointVariables(each, rule.on));
          const placeholders = () => pointPlaceholders(rule.on, context.tool?.name, context.model?.tools);
          switch (judgeRule(compiled, variables, readings?.isUnreadable === true && policy.document.unreadable === 'deny')) {
            case 'applies':
              verdicts.push(...verdictsOf(rule, policy.document, placeholders()));
              break;
            case 'unreadable':
              verdicts.push(unreadableVerdict(rule, policy.document, placeholders()));
          }
        }
      }
      return foldVerdicts(enforcedVerdicts, shadowVerdicts);
    },
    hasRulesAt: (point) => policies().some(({ pointRules }) => pointRules.has(point as PointRule['on'])),
  };
}

/** The context with each reading of the call. */
function contextsOf(context: PointContext, readings: CallReadings | undefined): PointContext[] {
  const { tool } = context;
  if (!tool || !readings) return [context];
  return [context, ...readings.others.map(({ name, args }) => ({ ...context, tool: { ...tool, name, args } }))];
}

/** `unreadable`: a rule that denies asks about arguments that cannot be read, and its policy does not allow that. */
function judgeRule(
  { rule, evaluate, reportError, asksAboutArguments }: CompiledPointRule,
  variables: readonly PointVariables[],
  deniesUnreadable: boolean,
): 'applies' | 'unreadable' | undefined {
  const values = variables.map(evaluate);
  const isFailed = values.includes(undefined);
  const applies = rule.effect.verdict === 'allow' ? values.every((value) => value === true) : values.includes(true);
  if (isFailed && !applies && deniesUnreadable && asksAboutArguments && rule.on === 'pre_tool_call' && rule.effect.verdict === 'deny')
    return 'unreadable';
  if (isFailed) reportError();
  return applies ? 'applies' : undefined;
}

function unreadableVerdict({ name, effect }: PointRule, document: PolicyDocument, values: TemplateValues): RuleVerdict {
  const policy: PolicyRef = { name: document.name, version: document.version, rule: name, mode: document.mode };
  const instead = effect.verdict === 'deny' && effect.instead !== undefined ? { instead: fillText(effect.instead, values) } : {};
  return { verdict: 'deny', policy, reason: UNREADABLE_REASON, ...instead, isUnreadable: true };
}

const UNREADABLE_REASON = 'the arguments of the call are not valid JSON, and a rule asks about them';

function verdictsOf(rule: PointRule, document: PolicyDocument, values: TemplateValues): readonly RuleVerdict[] {
  const policy: PolicyRef = { name: document.name, version: document.version, rule: rule.name, mode: document.mode };
  const { effect } = rule;
  switch (effect.verdict) {
    case 'allow':
      return [{ verdict: 'allow', policy }];
    case 'deny': {
      const instead = effect.instead === undefined ? {} : { instead: fillText(effect.instead, values) };
      return [{ verdict: 'deny', policy, reason: fillText(effect.reason, values), ...instead }];
    }
    case 'transform':
      return effect.actions.flatMap((written) => {
        const action = resolveAction(written, values);
        return action ? [{ verdict: 'transform' as const, policy, action, actionVerdict: verdictOf(action) }] : [];
      });
  }
}
