import type { FoldedVerdict, RuleVerdict } from './verdict.ts';

/**
 * The outcome at a point: deny before transform before allow; within one strictness the first rule decides. Of transforms every one
 * is kept, since they do not exclude each other; a denial needs none.
 *
 * @param spoken What the rules in force said, in the order of policies and rules.
 * @param wouldBe What rules said that are only watched.
 */
export function foldVerdicts(spoken: readonly RuleVerdict[], wouldBe: readonly RuleVerdict[] = []): FoldedVerdict {
  const denial = spoken.find((said) => said.verdict === 'deny');
  if (denial) {
    const { policy, reason, instead } = denial;
    return { verdict: 'deny', decidedBy: policy, reason, ...(instead === undefined ? {} : { instead }), actions: [], wouldBe };
  }
  const transforms = spoken.filter((said) => said.verdict === 'transform');
  const decisive = transforms[0] ?? spoken[0];
  return {
    verdict: transforms.length > 0 ? 'transform' : 'allow',
    ...(decisive ? { decidedBy: decisive.policy } : {}),
    actions: transforms.map(({ action, policy }) => ({ action, policy })),
    wouldBe,
  };
}
