/** Verdicts at the intervention points, by the point rules of the policies. Pure over the policies; changes no session. */
import { resolveAction, verdictOf } from './actions/index.ts';
import type { PolicyRef } from './decisions/decision.ts';
import { foldVerdicts } from './decisions/fold.ts';
import { isInForce } from './decisions/in-force.ts';
import type { FoldedVerdict, RuleVerdict } from './decisions/verdict.ts';
import type { InterventionPoint } from './intervention-point.ts';
import { type CompiledPolicy, type PointVariables, pointVariables } from './policy/compile.ts';
import type { PointContext } from './policy/context.ts';
import type { PointRule, PolicyDocument } from './policy/document.ts';
import { pointPlaceholders } from './policy/placeholders.ts';
import { fillText, type TemplateValues } from './texts/template.ts';

export interface PointJudge {
  judge(point: InterventionPoint, context: PointContext, runId: string): FoldedVerdict;
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
    judge(point, judged, runId) {
      const enforcedVerdicts: RuleVerdict[] = [];
      const shadowVerdicts: RuleVerdict[] = [];
      const context = judged ?? EMPTY_CONTEXT;
      let variables: PointVariables | undefined;
      for (const policy of policies()) {
        const rules = policy.pointRules.get(point as PointRule['on']);
        if (!rules || !policy.matches({ service: context.service, agent: context.agent ?? {} })) continue;
        const verdicts = isInForce(policy.document, runId) ? enforcedVerdicts : shadowVerdicts;
        for (const { rule, applies } of rules) {
          variables ??= pointVariables(context, rule.on);
          if (applies(variables))
            verdicts.push(...verdictsOf(rule, policy.document, pointPlaceholders(rule.on, context.tool?.name, context.model?.tools)));
        }
      }
      return foldVerdicts(enforcedVerdicts, shadowVerdicts);
    },
    hasRulesAt: (point) => policies().some(({ pointRules }) => pointRules.has(point as PointRule['on'])),
  };
}

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
