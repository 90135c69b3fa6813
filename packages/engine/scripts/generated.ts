/**
 * What is made from the registries and schemas: the JSON Schema of policies, and the tables between markers in documentation. A test holds
 * the files equal to this; `npm run exec -- node --conditions=airt-source packages/engine/scripts/generate.ts` writes them.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ACTION_KINDS, ACTIONS, unimplementedActions } from '../src/actions/index.ts';
import type { DetectorDefinition } from '../src/detectors/detector.ts';
import { DETECTOR_CATALOG } from '../src/detectors/index.ts';
import { policyJsonSchema } from '../src/policy/policy-json-schema.ts';
import { policySchema } from '../src/policy/policy-schema.ts';
import { findingRuleSchema, pointRuleSchema } from '../src/policy/rules.ts';
import { CONDITION_VARIABLES, type ConditionPlace, isVariable, type Variable } from '../src/policy/variables.ts';
import type { ObjectSchema } from '../src/schema/object.ts';
import { table } from './table.ts';

const root = new URL('../', import.meta.url);

/** Generated files with the content that they have to have, by path. */
export function generatedFiles(): ReadonlyMap<string, string> {
  const files = new Map([['schema/policy.schema.json', `${JSON.stringify(policyJsonSchema(), null, 2)}\n`]]);
  files.set('docs/policy.md', filled('docs/policy.md', POLICY_TABLES));
  for (const detector of DETECTOR_CATALOG) {
    const path = `src/detectors/${detector.name}/README.md`;
    files.set(
      path,
      filled(path, { findings: findingsTable(detector), measures: measuresTable(detector), config: fieldTable(detector.config) }),
    );
  }
  for (const kind of ACTION_KINDS) {
    const path = `src/actions/${kind.replaceAll('_', '-')}/README.md`;
    files.set(path, filled(path, { action: actionFacts(kind), settings: fieldTable(ACTIONS[kind].settings) }));
  }
  return new Map([...files].map(([path, content]) => [fileURLToPath(new URL(path, root)), content]));
}

/** The file with the text between its markers replaced: `<!-- generated: name -->` and `<!-- /generated -->`. */
function filled(path: string, parts: Readonly<Record<string, string>>): string {
  const text = readFileSync(new URL(path, root), 'utf8');
  const missing = new Set(Object.keys(parts));
  const result = text.replace(
    /(<!-- generated: (\w+) -->\n)[\s\S]*?(<!-- \/generated -->)/g,
    (_, start: string, name: string, end: string) => {
      const part = parts[name];
      if (part === undefined) throw new Error(`${path}: nothing is generated for ${name}`);
      missing.delete(name);
      return `${start}\n${part.trimEnd()}\n\n${end}`;
    },
  );
  if (missing.size > 0) throw new Error(`${path}: there is no marker for ${[...missing].join(', ')}`);
  return result;
}

const code = (text: string): string => `\`${text}\``;

/** One row per member, those of nested maps with their path. */
function fieldTable(schema: ObjectSchema<unknown>): string {
  return table(['field', 'default', 'values', ''], rowsOf(schema, ''));
}

function rowsOf(schema: ObjectSchema<unknown>, path: string): string[][] {
  return Object.entries(schema.members).flatMap(([key, { schema: member, required, defaultValue, forbidden }]) => {
    if (forbidden !== undefined) return [];
    const name = path === '' ? key : `${path}.${key}`;
    const nested = member as Partial<ObjectSchema<unknown>>;
    if (nested.members !== undefined && Object.keys(nested.members).length > 0 && !UNFOLDED.has(name)) {
      return rowsOf(member as ObjectSchema<unknown>, name);
    }
    return [[code(name), required ? 'required' : shownDefault(defaultValue), member.form, member.about]];
  });
}

/** Maps that are described elsewhere. */
const UNFOLDED = new Set(['spec.detectors', 'deny']);

function shownDefault(value: unknown): string {
  if (value === undefined) return '';
  return code(Array.isArray(value) ? value.join(' ') : String(value));
}

const PLACES: readonly ConditionPlace[] = ['match', 'finding', 'pre_model_call', 'post_model_call', 'pre_tool_call', 'post_tool_call'];

function scopesTable(): string {
  const names = [...new Set(PLACES.flatMap((place) => Object.keys(CONDITION_VARIABLES[place])))];
  const head = ['', ...PLACES.map((place) => code(place === 'finding' ? 'on: finding' : place))];
  return table(
    head,
    names.map((name) => [code(name), ...PLACES.map((place) => (name in CONDITION_VARIABLES[place] ? 'x' : ''))]),
  );
}

function variablesTable(): string {
  const rows = new Map<string, { readonly variable: Variable; readonly places: ConditionPlace[] }>();
  for (const place of PLACES) {
    for (const [name, entry] of Object.entries(CONDITION_VARIABLES[place])) {
      const members = isVariable(entry)
        ? [[name, entry] as const]
        : Object.entries(entry).map(([member, each]) => [`${name}.${member}`, each] as const);
      for (const [path, variable] of members) {
        const row = rows.get(path) ?? { variable, places: [] };
        row.places.push(place);
        rows.set(path, row);
      }
    }
  }
  const where = (name: string, places: readonly ConditionPlace[]): string => {
    const ofGroup = PLACES.filter((place) => (name.split('.')[0] ?? name) in CONDITION_VARIABLES[place]);
    return places.length < ofGroup.length ? `, ${places.map(code).join(', ')} only` : '';
  };
  return table(
    ['variable', 'type', ''],
    [...rows].map(([name, { variable, places }]) => [
      code(name),
      `${TYPE_WORDS[variable.type] ?? variable.type}${variable.optional ? ', optional' : ''}${where(name, places)}`,
      variable.about,
    ]),
  );
}

const TYPE_WORDS: Readonly<Record<string, string>> = { dyn: 'any', 'list<string>': 'list of string' };

function findingsTable({ findings }: DetectorDefinition<object>): string {
  return table(
    ['detector', 'what it finds'],
    Object.entries(findings).map(([name, about]) => [code(name), about]),
  );
}

function measuresTable({ measures }: DetectorDefinition<object>): string {
  return table(
    ['measure', 'type', 'unit', '', 'where it is not known'],
    Object.entries(measures).map(([name, { type, unit, about, unknown, optional }]) => [
      code(name),
      `${type}${optional ? ', optional' : ''}`,
      unit === undefined ? '' : code(unit),
      about,
      unknown,
    ]),
  );
}

function detectorsTable(): string {
  return table(
    ['detector', 'what it finds', 'measures'],
    DETECTOR_CATALOG.flatMap(({ findings, measures }) =>
      Object.entries(findings).map(([name, about]) => [code(name), about, Object.keys(measures).map(code).join(', ')]),
    ),
  );
}

function actionsTable(): string {
  return table(
    ['action', '', 'settings', 'lasts', 'verdict'],
    ACTION_KINDS.map((kind) => {
      const { about, settings, lifetime } = ACTIONS[kind];
      return [
        `[\`${kind}\`](../src/actions/${kind.replaceAll('_', '-')}/README.md)`,
        about,
        Object.keys(settings.members).map(code).join(', '),
        lifetime,
        verdictOfExample(kind),
      ];
    }),
  );
}

/** No action's verdict depends on its settings so far. */
const verdictOfExample = (kind: (typeof ACTION_KINDS)[number]): string => ACTIONS[kind].verdict({} as never);

function actionFacts(kind: (typeof ACTION_KINDS)[number]): string {
  const { about, points, lifetime, isAboutLatestCall, examples } = ACTIONS[kind];
  return [
    `${about}`,
    '',
    `- Written: ${examples.map((example) => code(`${kind}: ${example}`)).join(', ')}`,
    `- Points: ${points.map(code).join(', ')}`,
    `- Lasts: ${lifetime === 'once' ? 'one boundary' : 'to the end of the run, or of its lease'}`,
    `- Verdict: \`${verdictOfExample(kind)}\``,
    `- Not applicable once the run has gone on to another tool call: ${isAboutLatestCall ? 'yes' : 'no'}`,
  ].join('\n');
}

const POLICY_TABLES: Readonly<Record<string, string>> = {
  document: fieldTable(policySchema(DETECTOR_CATALOG)),
  scopes: scopesTable(),
  variables: variablesTable(),
  finding: fieldTable(findingRuleSchema(DETECTOR_CATALOG)),
  point: fieldTable(pointRuleSchema('pre_model_call')),
  detectors: detectorsTable(),
  actions: actionsTable(),
  unimplemented: `The control protocol has more actions: ${unimplementedActions().map(code).join(', ')}. No data plane carries them out yet, so a policy that\nnames one is refused.`,
};
