/** A policy document in plain words. */
import { describeAction, type FindingRule, type PointRule, type PolicyDocument, type PolicyMode, type Rule } from '@airt/engine';
import { count, quote } from './words.ts';

/** First line: name, version, description; then the mode, the runs it is for, and each rule. */
export function describePolicy(policy: PolicyDocument): readonly string[] {
  return [
    `policy ${policy.name} (${policy.version})${policy.description ? `: ${policy.description.replace(/\s+/g, ' ').trim()}` : ''}`,
    `  Mode ${policy.mode}: ${describeMode(policy.mode, policy.canaryPercent)}`,
    `  For ${policy.match === undefined ? 'every run' : `runs where ${policy.match}`}.`,
    ...policy.rules.flatMap(describeRule).map((line) => `  ${line}`),
  ];
}

function describeMode(mode: PolicyMode, canaryPercent: number): string {
  switch (mode) {
    case 'enforce':
      return 'what it decides is done.';
    case 'canary':
      return `what it decides is done in ${canaryPercent} % of the runs, and only reported in the others.`;
    case 'shadow':
    case 'observe':
      return 'what it would decide is reported; nothing is changed.';
  }
}

function describeRule(rule: Rule): readonly string[] {
  return rule.on === 'finding' ? describeFindingRule(rule) : [describePointRule(rule)];
}

function describeFindingRule(rule: FindingRule): readonly string[] {
  const { steps, seconds } = rule.cooldown;
  const apart = [steps > 0 ? count(steps, 'step') : '', seconds > 0 ? count(seconds, 'second') : '']
    .filter((part) => part !== '')
    .join(' and ');
  return [
    `Rule ${rule.name} (line ${rule.line}): when ${rule.detectors.join(' or ')} reports${rule.when === undefined ? '' : ` and ${rule.when}`}, it`,
    ...rule.ladder.map((rung, index) => `  ${index + 1}. ${index > 0 ? 'if that did not help, ' : ''}${describeAction(rung)}`),
    `  At most ${count(rule.budgetPerRun, 'decision')} a run${apart ? `, at least ${apart} apart` : ''}; one not applied within ${count(rule.expiresAfterSeconds, 'second')} is dropped.`,
  ];
}

/** When the points come, for people. */
const POINT_WORDS: Record<PointRule['on'], string> = {
  pre_model_call: 'before a model call',
  post_model_call: 'after a model call',
  pre_tool_call: 'before a tool call',
  post_tool_call: 'after a tool call',
};

function describePointRule(rule: PointRule): string {
  const condition = rule.when === undefined ? '' : `, if ${rule.when}`;
  return `Rule ${rule.name} (line ${rule.line}): ${POINT_WORDS[rule.on]}${condition}, it ${describeEffect(rule.effect)}.`;
}

function describeEffect(effect: PointRule['effect']): string {
  switch (effect.verdict) {
    case 'allow':
      return 'allows it';
    case 'deny':
      return `refuses it, because ${quote(effect.reason)}${effect.instead ? `, and says what to do instead: ${quote(effect.instead)}` : ''}`;
    case 'transform':
      return effect.actions.map(describeAction).join(', then ');
  }
}
