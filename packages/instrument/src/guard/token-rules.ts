/** Whether a rule in force asks for tokens: only then they are worth an estimate where the provider reports none. */
import type { PolicyDocument } from '@airt/engine';

export interface TokenRules {
  readonly input: boolean;
  readonly output: boolean;
}

export const NO_TOKEN_RULES: TokenRules = { input: false, output: false };

/** A document never changes; the same one is asked for with every model call. */
const known = new WeakMap<PolicyDocument, TokenRules>();

export function tokenRulesOf(policies: readonly PolicyDocument[]): TokenRules {
  let rules = NO_TOKEN_RULES;
  for (const policy of policies) {
    const own = known.get(policy) ?? read(policy);
    known.set(policy, own);
    if (own.input || own.output) rules = { input: rules.input || own.input, output: rules.output || own.output };
  }
  return rules;
}

function read({ rules }: PolicyDocument): TokenRules {
  const conditions = rules.map(({ when = '' }) => when).join('\n');
  return { input: /\binput_tokens\b/.test(conditions), output: /\boutput_tokens\b/.test(conditions) };
}
