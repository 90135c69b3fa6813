import type { Option } from './options.ts';

export type Value = string | number | boolean | readonly string[] | Readonly<Record<string, string>>;
export type Checked = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly message: string };

const good = (value: Value): Checked => ({ ok: true, value });
const bad = (message: string): Checked => ({ ok: false, message });

/** Checks a value of the configuration file. */
export function checkValue(option: Option, value: unknown): Checked {
  switch (option.type) {
    case 'integer':
      if (typeof value !== 'number' || !Number.isInteger(value)) return bad('must be a whole number');
      if (value < option.min || value > option.max) return bad(`must be between ${option.min} and ${option.max}, not ${value}`);
      return good(value);
    case 'boolean':
      return typeof value === 'boolean' ? good(value) : bad('must be true or false');
    case 'texts':
      if (typeof value === 'string') return good([value]);
      if (!Array.isArray(value) || !value.every((item) => typeof item === 'string' && item !== '')) return bad('must be a list of texts');
      return good(value);
    case 'map':
      return checkMap(value);
    default:
      if (typeof value !== 'string' || value === '') return bad('must be a text');
      return checkText(option.type, value);
  }
}

/** Reads a value given as text, by a flag or a variable. */
export function readValue(option: Option, text: string): Checked {
  switch (option.type) {
    case 'integer':
      return checkValue(option, /^\s*-?\d+\s*$/.test(text) ? Number(text) : text);
    case 'boolean': {
      const flag = { true: true, 1: true, yes: true, false: false, 0: false, no: false }[text.trim().toLowerCase()];
      return flag === undefined ? bad('must be true or false') : good(flag);
    }
    case 'texts':
      return checkValue(
        option,
        text
          .split(',')
          .map((item) => item.trim())
          .filter((item) => item !== ''),
      );
    case 'map':
      return bad('can only be set in the configuration file');
    default:
      return checkValue(option, text.trim());
  }
}

function checkText(type: 'address' | 'text' | 'path' | 'url', value: string): Checked {
  if (type === 'address') {
    const port = /^(?:\[[0-9a-fA-F:.%]+\]|[^\s:]+):(\d{1,5})$/.exec(value)?.[1];
    if (port === undefined || Number(port) > 65_535) return bad(`must be host:port, not ${value}`);
  }
  if (type === 'url' && !(URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)))
    return bad(`must be an http or https address, not ${value}`);
  return good(value);
}

function checkMap(value: unknown): Checked {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return bad('must be a map of texts');
  const entries = Object.entries(value);
  const wrong = entries.find(([, item]) => !['string', 'number', 'boolean'].includes(typeof item));
  if (wrong !== undefined) return bad(`must be a map of texts; ${wrong[0]} is something else`);
  return good(Object.fromEntries(entries.map(([key, item]) => [key, String(item)])));
}
