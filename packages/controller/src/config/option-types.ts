/** The types of options: how a value is written in a file, a flag or a variable, and what it has to be. One entry each. */
import { dirname, isAbsolute, resolve } from 'node:path';
import { type DetectorConfigs, readDetectorConfigs } from '@airt/engine';
import type { Document, Node } from 'yaml';

export type Value = string | number | boolean | readonly string[] | Readonly<Record<string, string>> | DetectorConfigs;

/** What is wrong with a value, as a sentence that begins with the name of the option. */
export interface ValueProblem {
  readonly message: string;
  /** Where it is not the whole value that is wrong: line and column from 1. */
  readonly at?: { readonly line: number; readonly column: number };
}

export type Checked =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problems: readonly [ValueProblem, ...ValueProblem[]] };

/** A value in the configuration file. */
export interface FileValue {
  readonly node: Node;
  readonly document: Document;
  /** The whole file. */
  readonly text: string;
  /** Path of the file. */
  readonly file: string;
}

/** What a type needs to know of an option. */
export interface OptionFacts {
  readonly key: string;
  /** Bounds of a number. */
  readonly min?: number;
  readonly max?: number;
}

interface OptionType {
  /** How the help calls a value: `HOST:PORT`. */
  readonly valueName: string;
  /** A flag may be repeated; its values are one list. */
  readonly isList?: true;
  /** Reads the text of a flag or a variable. */
  readText(text: string, option: OptionFacts): Checked;
  /** Reads a value of the file that is not empty. */
  readFile(value: FileValue, option: OptionFacts): Checked;
}

const good = (value: Value): Checked => ({ ok: true, value });
const bad = ({ key }: OptionFacts, message: string): Checked => ({ ok: false, problems: [{ message: `${key} ${message}` }] });

/** A type whose values mean the same wherever they stand. `parse`: from a text to what the file would hold. */
function plainType(
  valueName: string,
  check: (value: unknown, option: OptionFacts) => Checked,
  parse: (text: string) => unknown = (text) => text.trim(),
): OptionType {
  return {
    valueName,
    readText: (text, option) => check(parse(text), option),
    readFile: ({ node, document }, option) => check(node.toJS(document), option),
  };
}

/** A text with a form of its own; `mismatch` says what is wrong with one that is refused. */
const textType = (valueName: string, mismatch: (text: string) => string | undefined = () => undefined): OptionType =>
  plainType(valueName, (value, option) => {
    if (typeof value !== 'string' || value === '') return bad(option, 'must be a text');
    const wrong = mismatch(value);
    return wrong === undefined ? good(value) : bad(option, wrong);
  });

const textsType = (valueName: string): OptionType => ({
  ...plainType(
    valueName,
    (value, option) => {
      if (typeof value === 'string') return good([value]);
      const isList = Array.isArray(value) && value.every((item) => typeof item === 'string' && item !== '');
      return isList ? good(value) : bad(option, 'must be a list of texts');
    },
    (text) =>
      text
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== ''),
  ),
  isList: true,
});

/** Paths in a file are meant from where the file is. */
const withPaths = (type: OptionType): OptionType => ({
  ...type,
  readFile(value, option) {
    const checked = type.readFile(value, option);
    if (!checked.ok) return checked;
    const absolute = (path: string): string => (path === ':memory:' || isAbsolute(path) ? path : resolve(dirname(value.file), path));
    return good(Array.isArray(checked.value) ? checked.value.map((path: string) => absolute(path)) : absolute(String(checked.value)));
  },
});

/** A type that has no form as a text. */
const fileOnly = (valueName: string, readFile: OptionType['readFile']): OptionType => ({
  valueName,
  readText: (_, option) => bad(option, 'can only be set in the configuration file'),
  readFile,
});

export const OPTION_TYPES = {
  address: textType('HOST:PORT', (text) => {
    const port = /^(?:\[[0-9a-fA-F:.%]+\]|[^\s:]+):(\d{1,5})$/.exec(text)?.[1];
    return port === undefined || Number(port) > 65_535 ? `must be host:port, not ${text}` : undefined;
  }),
  text: textType('TEXT'),
  path: withPaths(textType('FILE')),
  url: textType('URL', (text) =>
    URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) ? undefined : `must be an http or https address, not ${text}`,
  ),
  integer: plainType(
    'NUMBER',
    (value, option) => {
      const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = option;
      if (typeof value !== 'number' || !Number.isInteger(value)) return bad(option, 'must be a whole number');
      return value < min || value > max ? bad(option, `must be between ${min} and ${max}, not ${value}`) : good(value);
    },
    (text) => (/^\s*-?\d+\s*$/.test(text) ? Number(text) : text),
  ),
  boolean: plainType(
    'true|false',
    (value, option) => (typeof value === 'boolean' ? good(value) : bad(option, 'must be true or false')),
    (text) => ({ true: true, 1: true, yes: true, false: false, 0: false, no: false })[text.trim().toLowerCase()],
  ),
  texts: textsType('TEXT'),
  paths: withPaths(textsType('FILE')),
  map: fileOnly('MAP', ({ node, document }, option) => {
    const value: unknown = node.toJS(document);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return bad(option, 'must be a map of texts');
    const entries = Object.entries(value);
    const wrong = entries.find(([, item]) => !['string', 'number', 'boolean'].includes(typeof item));
    if (wrong !== undefined) return bad(option, `must be a map of texts; ${wrong[0]} is something else`);
    return good(Object.fromEntries(entries.map(([key, item]) => [key, String(item)])));
  }),
  detectors: fileOnly('MAP', ({ node, document, text }, { key }) => {
    const result = readDetectorConfigs({ text, document, node, path: key });
    if (result.ok) return good(result.configs);
    const [first, ...others] = result.problems.map(({ path, message, line, column }) => ({
      message: `${path}: ${message}`,
      at: { line, column },
    }));
    return first === undefined ? good({}) : { ok: false, problems: [first, ...others] };
  }),
} as const satisfies Readonly<Record<string, OptionType>>;
