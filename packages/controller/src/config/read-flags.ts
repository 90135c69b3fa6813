import { OPTION_TYPES } from './option-types.ts';
import { OPTIONS, type Option } from './options.ts';

/** What a command line holds. */
export interface Flags {
  /** `--config FILE`. */
  readonly file?: string;
  /** The text of each option that is named; of a list its items, separated by commas. */
  readonly texts: ReadonlyMap<Option, string>;
  /** Sentences for people. */
  readonly problems: readonly string[];
}

/** Reads what follows `airt controller`: `--config FILE`, `--set KEY=VALUE`, and a flag for each option that has one. */
export function readFlags(args: readonly string[]): Flags {
  const problems: string[] = [];
  const texts = new Map<Option, readonly string[]>();
  const add = (option: Option, text: string): void => {
    texts.set(option, [...(texts.get(option) ?? []), text]);
  };
  let file: string | undefined;
  const rest = [...args];
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    const [name = '', inline] = arg.startsWith('--') ? split(arg.slice(2), '=') : [''];
    const option = OPTIONS.find(({ flag }) => flag !== undefined && flag === name);
    if (option === undefined && name !== 'config' && name !== 'set') {
      problems.push(`${arg} is not understood; flags are --config FILE, --set KEY=VALUE${OPTION_FLAGS}`);
      continue;
    }
    const value = inline ?? rest.shift();
    if (value === undefined) problems.push(`--${name} needs a value`);
    else if (option !== undefined) add(option, value);
    else if (name === 'config') file = value;
    else {
      const setting = readSetting(value);
      if (typeof setting === 'string') problems.push(`--set ${value}: ${setting}`);
      else add(setting.option, setting.text);
    }
  }
  const merged = [...texts].map(([option, all]) => [option, isList(option) ? all.join(',') : (all.at(-1) ?? '')] as const);
  return { ...(file === undefined ? {} : { file }), texts: new Map(merged), problems };
}

const OPTION_FLAGS = OPTIONS.map(({ flag }) => (flag ? `, --${flag}` : '')).join('');

const isList = ({ type }: Option): boolean => 'isList' in OPTION_TYPES[type];

/** `KEY=VALUE`, or what is wrong with it. */
function readSetting(setting: string): { readonly option: Option; readonly text: string } | string {
  const [key, text] = split(setting, '=');
  const option = OPTIONS.find((each) => each.key === key);
  if (option === undefined) return `unknown key ${key}; there are ${OPTIONS.map((each) => each.key).join(', ')}`;
  return text === undefined ? 'a value is missing' : { option, text };
}

function split(text: string, mark: string): [string, string?] {
  const at = text.indexOf(mark);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + mark.length)];
}
