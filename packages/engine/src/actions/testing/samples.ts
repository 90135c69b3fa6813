/** Every form of every action, from the examples that it declares. */
import assert from 'node:assert/strict';
import { parsePolicies } from '../../policy/parse.ts';
import type { TemplateValues } from '../../texts/template.ts';
import { ACTIONS, type Action, type ActionKind, type ActionTemplate, resolveAction } from '../index.ts';

export const SAMPLE_VALUES: TemplateValues = {
  tool: { value: 'web_search', unknown: 'the tool' },
  count: { value: 3, unknown: 'several' },
};

/** Settings as they stand in a policy, read as the only rung of a ladder. */
export function readAction(kind: ActionKind, settings: string): ActionTemplate {
  const parsed = parsePolicies(`apiVersion: airt.dev/v1
kind: Policy
metadata: { name: sample }
spec: { mode: shadow, rules: [{ name: sample, on: finding, detectors: ["*"], ladder: [{ ${kind}: ${settings} }] }] }
`);
  assert.ok(parsed.ok, `${kind}: ${settings}: ${JSON.stringify(parsed)}`);
  const rule = parsed.policies[0]?.rules[0];
  assert.ok(rule?.on === 'finding' && rule.ladder[0]);
  return rule.ladder[0];
}

/** The examples of an action as decided actions. */
export const sampleActions = (kind: ActionKind, values = SAMPLE_VALUES): readonly Action[] =>
  ACTIONS[kind].examples.map((example) => {
    const action = resolveAction(readAction(kind, example), values);
    assert.ok(action, `${kind}: ${example} has what it needs`);
    return action;
  });
