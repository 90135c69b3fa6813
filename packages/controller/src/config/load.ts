import { readFileSync } from 'node:fs';
import { dirname, isAbsolute, resolve } from 'node:path';
import { positionsOf } from '@airt/engine';
import { isMap, type Node, parseDocument, type YAMLMap } from 'yaml';
import { type ControllerConfig, defaultJournalPath } from './config.ts';
import { OPTIONS, type Option } from './options.ts';
import { type Checked, checkValue, readValue, type Value } from './values.ts';

export type ConfigResult =
  | { readonly ok: true; readonly config: ControllerConfig; readonly file?: string }
  /** Each says where, what, and what is expected: `controller.yaml:3:9: listen.grpc must be host:port, not x`. */
  | { readonly ok: false; readonly problems: readonly string[] };

export interface ConfigSources {
  /** What follows `airt controller` on the command line. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Default: the file system. */
  readonly readFile?: (path: string) => string;
}

/**
 * Puts the configuration together: flags before environment before file (`--config FILE` or `AIRT_CONFIG`) before defaults. Reports every
 * problem at once; unknown keys and flags are problems.
 */
export function loadConfig({ args = [], env = {}, readFile = (path) => readFileSync(path, 'utf8') }: ConfigSources = {}): ConfigResult {
  const problems: string[] = [];
  const values = new Map<string, Value>();
  for (const option of OPTIONS) if (option.default !== undefined) values.set(option.key, option.default);
  values.set('journal.path', defaultJournalPath(env));

  const flags = readFlags(args, problems);
  const file = flags.file ?? env.AIRT_CONFIG?.trim();
  if (file) {
    try {
      readConfigFile(file, readFile(file), values, problems);
    } catch (error) {
      problems.push(`${file}: cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  for (const option of OPTIONS) {
    const text = option.env === undefined ? undefined : env[option.env];
    if (text !== undefined && text.trim() !== '') take(readValue(option, text), option, `${option.env}`, values, problems);
  }
  for (const [option, checked] of flags.values) take(checked, option, `--${option.flag ?? 'set'}`, values, problems);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, config: tree(values), ...(file ? { file } : {}) };
}

/** The defaults, with whatever a program wants otherwise; for embedding a controller. */
export function defaultConfig(
  changes: DeepPartial<ControllerConfig> = {},
  env: Readonly<Record<string, string | undefined>> = {},
): ControllerConfig {
  const loaded = loadConfig({ env: { XDG_STATE_HOME: env.XDG_STATE_HOME } });
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
  const merged = Object.entries(loaded.config).map(([name, section]) => [
    name,
    { ...section, ...(changes as Record<string, object>)[name] },
  ]);
  return Object.fromEntries(merged) as ControllerConfig;
}

export type DeepPartial<Tree> = { readonly [Key in keyof Tree]?: Partial<Tree[Key]> };

function take(checked: Checked, option: Option, source: string, values: Map<string, Value>, problems: string[]): void {
  if (checked.ok) values.set(option.key, checked.value);
  else problems.push(`${source}: ${option.key} ${checked.message}`);
}

function readFlags(args: readonly string[], problems: string[]): { readonly file?: string; readonly values: ReadonlyMap<Option, Checked> } {
  const texts = new Map<Option, string[]>();
  let file: string | undefined;
  const rest = [...args];
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    const [name = '', inline] = arg.startsWith('--') ? split(arg.slice(2), '=') : [''];
    const option = OPTIONS.find(({ flag }) => flag !== undefined && flag === name);
    if (option === undefined && name !== 'config' && name !== 'set') {
      problems.push(
        `${arg} is not understood; flags are --config FILE, --set KEY=VALUE${OPTIONS.map(({ flag }) => (flag ? `, --${flag}` : '')).join('')}`,
      );
      continue;
    }
    const value = inline ?? rest.shift();
    if (value === undefined) problems.push(`--${name} needs a value`);
    else if (name === 'config') file = value;
    else if (option !== undefined) texts.set(option, [...(texts.get(option) ?? []), value]);
    else {
      const [key = '', setting] = split(value, '=');
      const named = OPTIONS.find((candidate) => candidate.key === key);
      if (named === undefined || setting === undefined)
        problems.push(
          `--set ${value}: ${
            named
              ? 'a value is missing'
              : unknownKey(
                  key,
                  OPTIONS.map((each) => each.key),
                )
          }`,
        );
      else texts.set(named, [...(texts.get(named) ?? []), setting]);
    }
  }
  const values = new Map(
    [...texts].map(([option, given]) => [option, readValue(option, option.type === 'texts' ? given.join(',') : (given.at(-1) ?? ''))]),
  );
  return { ...(file === undefined ? {} : { file }), values };
}

function split(text: string, mark: string): [string, string?] {
  const at = text.indexOf(mark);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + mark.length)];
}

function readConfigFile(file: string, text: string, values: Map<string, Value>, problems: string[]): void {
  const position = positionsOf(text);
  const document = parseDocument(text, { prettyErrors: false, merge: false });
  const place = (offset: number): string => {
    const { line, column } = position(offset);
    return `${file}:${line}:${column}`;
  };
  for (const { code, message, pos } of document.errors) {
    const why = code === 'MULTIPLE_DOCS' ? 'a configuration is one document, and here a second one begins' : message;
    problems.push(`${place(pos[0])}: not readable as YAML: ${why}`);
  }
  if (document.errors.length > 0 || document.contents === null) return;
  if (!isMap(document.contents)) {
    problems.push(`${file}:1:1: the configuration must be a map of sections`);
    return;
  }

  const walk = (map: YAMLMap, prefix: string): void => {
    for (const { key, value } of map.items) {
      const name = String(key);
      const path = prefix === '' ? name : `${prefix}.${name}`;
      const at = place((key as Node).range?.[0] ?? 0);
      const option = OPTIONS.find((candidate) => candidate.key === path);
      if (option !== undefined) {
        const node = value as Node | null;
        const plain: unknown = node === null ? null : node.toJS(document);
        // An option with nothing after its colon keeps its default.
        if (plain === null) continue;
        const checked = checkValue(option, plain);
        if (checked.ok) values.set(path, option.type === 'path' || path === 'policies.files' ? beside(file, checked.value) : checked.value);
        else problems.push(`${place(node?.range?.[0] ?? 0)}: ${path} ${checked.message}`);
      } else if (OPTIONS.some((candidate) => candidate.key.startsWith(`${path}.`))) {
        if (isMap(value)) walk(value, path);
        else if (value !== null && (value as Node & { value?: unknown }).value !== null)
          problems.push(`${at}: ${path} must be a section with keys of its own`);
      } else {
        problems.push(`${at}: ${unknownKey(path, siblings(prefix))}`);
      }
    }
  };
  walk(document.contents, '');
}

/** Paths in a file are meant from where the file is. */
function beside(file: string, value: Value): Value {
  const one = (path: string): string => (path === ':memory:' || isAbsolute(path) ? path : resolve(dirname(file), path));
  return Array.isArray(value) ? value.map((path: string) => one(path)) : one(String(value));
}

const siblings = (prefix: string): readonly string[] => [
  ...new Set(
    OPTIONS.filter(({ key }) => prefix === '' || key.startsWith(`${prefix}.`)).map(({ key }) => {
      const rest = prefix === '' ? key : key.slice(prefix.length + 1);
      return rest.split('.', 1)[0] ?? rest;
    }),
  ),
];

const unknownKey = (path: string, known: readonly string[]): string => `unknown key ${path}; there are ${known.join(', ')}`;

function tree(values: ReadonlyMap<string, Value>): ControllerConfig {
  const root: Record<string, unknown> = { digest: {}, telemetry: {} };
  for (const [path, value] of values) {
    const [section = '', name] = path.split('.');
    if (name === undefined) root[section] = value;
    else root[section] = { ...(root[section] as object), [name]: value };
  }
  // The table names every member of ControllerConfig: its keys are typed by it.
  return root as unknown as ControllerConfig;
}
