import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measuresOf } from '../detectors/catalog.ts';
import { DETECTOR_CATALOG } from '../detectors/index.ts';
import { compileCondition, toCel } from './conditions.ts';
import type { FindingContext, PointContext } from './context.ts';
import { CONDITION_VARIABLES, type ConditionPlace, conditionScope } from './variables.ts';

type Full<T> = { readonly [K in keyof T]-?: T[K] extends object | undefined ? Full<T[K]> : T[K] };

const MEASURES = measuresOf(DETECTOR_CATALOG, ['*']);
const SAMPLES = { int: 3, double: 0.5, string: 'search', bool: true, dyn: 3 } as const;
const MEASURED = Object.fromEntries(Object.entries(MEASURES).map(([name, { type }]) => [name, SAMPLES[type]]));
const RUN = { model_calls: 2, tool_calls: 3, input_tokens: 10, output_tokens: 5, duration_seconds: 1.5 };
/** Every member of the contexts; the types make sure that none is left out. */
const FINDING: Full<FindingContext> = {
  finding: { ...MEASURED, detector: 'loop.repeat', score: 0.9, severity: 'warning' },
  run: RUN,
  agent: { name: 'a' },
  service: 's',
};
const POINT = {
  run: RUN,
  agent: { name: 'a' },
  service: 's',
  model: { name: 'm', provider: 'p', stream: true, messages: 4, tools: ['search'], max_output_tokens: 100 },
  tool: {
    name: 'shell',
    call_id: 'c',
    args: { command: 'ls', n: 4, list: [1, 2], nested: { deep: true } },
    result: { rows: [] },
    error: 'e',
  },
  response: { finish_reasons: ['stop'], tools: ['shell'], text: 'hi' },
} as const satisfies Full<Omit<PointContext, 'tool' | 'response'>> & Required<PointContext>;

const evaluate = (source: string, place: ConditionPlace, context: object): boolean | undefined => {
  const scope = conditionScope(place, MEASURES);
  const compiled = compileCondition(source, scope);
  assert.ok(compiled.ok, compiled.ok ? '' : `${source}: ${compiled.problem.message}`);
  return compiled.evaluate(toCel(context, scope));
};

test('conditions see every member of their context, and no member that there is not', () => {
  const leaves = (schema: object, path: string): string[] =>
    Object.entries(schema).flatMap(([name, type]) => (typeof type === 'string' ? [`${path}${name}`] : leaves(type, `${path}${name}.`)));
  const known = (context: object, path: string): string[] =>
    Object.entries(context).flatMap(([name, value]) =>
      typeof value === 'object' && !Array.isArray(value) && !['args', 'result'].includes(name)
        ? known(value, `${path}${name}.`)
        : [`${path}${name}`],
    );
  assert.deepEqual(leaves(conditionScope('finding', MEASURES).types, '').sort(), known(FINDING, '').sort());
  const atPoints = new Set(
    (Object.keys(CONDITION_VARIABLES) as ConditionPlace[]).flatMap((place) =>
      place.includes('_call') ? leaves(conditionScope(place).types, '') : [],
    ),
  );
  assert.deepEqual([...atPoints].sort(), known(POINT, '').sort());
  for (const place of Object.keys(CONDITION_VARIABLES) as ConditionPlace[]) {
    for (const leaf of leaves(conditionScope(place, MEASURES).types, '')) {
      const condition = leaf.includes('.') ? `has(${leaf})` : `${leaf} != ""`;
      assert.equal(evaluate(condition, place, place === 'finding' ? FINDING : POINT), true, `${place}: ${leaf}`);
    }
  }
});

test('arguments of tools: members, numbers, lists, and text', () => {
  const cases: [string, boolean | undefined][] = [
    ['tool.args.command == "ls"', true],
    ['tool.args.n == 4 && tool.args.n > 3 && tool.args.n < 4.5', true],
    ['int(tool.args.n) + 1 == 5', true],
    ['tool.args.list.exists(x, x == 2)', true],
    ['tool.args.nested.deep', true],
    ['has(tool.args.missing)', false],
    ['tool.args.missing == 1', undefined],
    ['tool.args.command.matches("^l[s]$")', true],
    ['"command" in tool.args', true],
  ];
  for (const [condition, expected] of cases) assert.equal(evaluate(condition, 'pre_tool_call', POINT), expected, condition);
  assert.equal(evaluate('tool.args.contains("rm")', 'pre_tool_call', { ...POINT, tool: { name: 'x', args: 'rm -rf' } }), true);
});

test('absent members are absent, integers are integers', () => {
  const bare = { run: RUN, agent: {}, service: 's', model: {} };
  assert.equal(evaluate('has(agent.name)', 'pre_model_call', bare), false);
  assert.equal(evaluate('agent.name == "a"', 'pre_model_call', bare), undefined);
  assert.equal(evaluate('!has(agent.name) || agent.name == "a"', 'pre_model_call', bare), true);
  assert.equal(evaluate('run.model_calls % 2 == 0 && run.duration_seconds > 1.0', 'pre_model_call', bare), true);
});

test('regular expressions take time linear in what a model wrote', () => {
  const args = { command: `${'a'.repeat(100_000)}!` };
  const from = performance.now();
  for (const pattern of ['^(a|a)*$', '^(a+)+$', 'a*a*a*a*a*b'])
    assert.equal(
      evaluate(`tool.args.command.matches("${pattern}")`, 'pre_tool_call', { ...POINT, tool: { name: 'x', args } }),
      false,
      pattern,
    );
  assert.ok(performance.now() - from < 1000);
});
