import type { FoldedVerdict, RuleVerdict } from './verdict.ts';

/**
 * The outcome at a point: deny before transform before allow; within one strictness the first rule decides. Of transforms every one
 * is kept, since they do not exclude each other; a denial needs none.
 *
 * @param enforcedVerdicts Of the rules in force, in the order of policies and rules.
 * @param shadowVerdicts Of the rules that are evaluated and not in force.
 */
export function foldVerdicts(enforcedVerdicts: readonly RuleVerdict[], shadowVerdicts: readonly RuleVerdict[] = []): FoldedVerdict {
  const denial = enforcedVerdicts.find(({ verdict }) => verdict === 'deny');
  if (denial?.verdict === 'deny') {
    const { policy, reason, instead, isUnreadable } = denial;
    const more = { ...(instead === undefined ? {} : { instead }), ...(isUnreadable ? { isUnreadable } : {}) };
    return { verdict: 'deny', decidedBy: policy, reason, ...more, actions: [], shadowVerdicts };
  }
  const transforms = enforcedVerdicts.filter((each) => each.verdict === 'transform');
  const decisive = transforms[0] ?? enforcedVerdicts[0];
  return {
    verdict: transforms.length > 0 ? 'transform' : 'allow',
    ...(decisive ? { decidedBy: decisive.policy } : {}),
    actions: transforms.map(({ action, actionVerdict, policy }) => ({ action, verdict: actionVerdict, policy })),
    shadowVerdicts,
  };
}
