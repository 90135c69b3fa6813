import { readFileSync } from 'node:fs';
import { type ControllerConfig, defaultJournalPath } from './config.ts';
import { OPTION_TYPES, type Value } from './option-types.ts';
import { OPTIONS, type Option, type OptionKey } from './options.ts';
import { readConfigFile } from './read-config-file.ts';
import { readFlags } from './read-flags.ts';

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
  const values = new Map<OptionKey, Value>();
  for (const { key, default: standard } of OPTIONS) if (standard !== undefined) values.set(key, standard);
  values.set('journal.path', defaultJournalPath(env));

  const flags = readFlags(args);
  const problems = [...flags.problems];
  const file = flags.file ?? env.AIRT_CONFIG?.trim();
  if (file) {
    try {
      const read = readConfigFile(file, readFile(file));
      for (const [{ key }, value] of read.values) values.set(key, value);
      problems.push(...read.problems);
    } catch (error) {
      problems.push(`${file}: cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  const setText = (option: Option, text: string, source: string): void => {
    const checked = OPTION_TYPES[option.type].readText(text, option);
    if (checked.ok) values.set(option.key, checked.value);
    else problems.push(...checked.problems.map(({ message }) => `${source}: ${message}`));
  };
  for (const option of OPTIONS) {
    const text = option.env === undefined ? undefined : env[option.env];
    if (text !== undefined && text.trim() !== '') setText(option, text, `${option.env}`);
  }
  for (const [option, text] of flags.texts) setText(option, text, `--${option.flag ?? 'set'}`);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, config: configOf(values), ...(file ? { file } : {}) };
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

/** From `section.name` to sections. */
function configOf(values: ReadonlyMap<OptionKey, Value>): ControllerConfig {
  const root: Record<string, unknown> = { digest: {}, telemetry: {} };
  for (const [path, value] of values) {
    const [section = '', name] = path.split('.');
    if (name === undefined) root[section] = value;
    else root[section] = { ...(root[section] as object), [name]: value };
  }
  // The table names every member of ControllerConfig: its keys are typed by it.
  return root as unknown as ControllerConfig;
}
