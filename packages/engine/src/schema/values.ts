/** Schemas of single values and of lists. */
import type { Field, YamlReader } from './reader.ts';
import type { JsonSchema, Schema } from './schema.ts';

export interface TextOptions {
  readonly about: string;
  /** Characters at most. */
  readonly maxLength: number;
  readonly pattern?: RegExp;
  /** What is wrong with a text that does not match, after the text itself: `is not a name; use letters`. */
  readonly mismatch?: string;
}

/** Text that is not blank. */
export function text({ about, maxLength, pattern, mismatch }: TextOptions): Schema<string> {
  return {
    about,
    form: `text, at most ${shown(maxLength)} characters`,
    read(reader, field) {
      const value = reader.text(field, maxLength);
      if (value === undefined || pattern === undefined || pattern.test(value)) return value;
      reader.problem(field, `${JSON.stringify(value)} ${mismatch ?? `does not match ${pattern.source}`}`);
      return undefined;
    },
    jsonSchema: () => ({ description: about, type: 'string', maxLength, pattern: pattern?.source ?? '\\S' }),
  };
}

/** Text with `{placeholders}`, which are checked by whoever knows what they can stand for. */
export function template({ about, maxLength }: TextOptions): Schema<string> {
  return pendingText('template', text({ about, maxLength }));
}

/** A condition, checked by whoever knows its variables; a bare `true` or `false` is one too. */
export function condition({ about, maxLength }: TextOptions): Schema<string> {
  const base = text({ about, maxLength });
  return {
    ...pendingText('condition', {
      ...base,
      read(reader, field) {
        const bare = reader.boolean(field);
        return bare === undefined ? base.read(reader, field) : String(bare);
      },
    }),
    form: 'condition',
    jsonSchema: () => ({ ...base.jsonSchema(), type: ['string', 'boolean'] }),
  };
}

function pendingText(role: 'condition' | 'template', base: Schema<string>): Schema<string> {
  return {
    ...base,
    read(reader, field) {
      const value = base.read(reader, field);
      if (value !== undefined) reader.addPending({ role, field, text: value });
      return value;
    },
  };
}

/** One of a few words. */
export function word<const Word extends string>({
  about,
  words,
}: {
  readonly about: string;
  readonly words: readonly Word[];
}): Schema<Word> {
  return {
    about,
    form: words.map((each) => `\`${each}\``).join(', '),
    read: (reader, field) => reader.word(field, words),
    jsonSchema: () => ({ description: about, enum: words }),
  };
}

export interface NumberOptions {
  readonly about: string;
  readonly min: number;
  readonly max: number;
  readonly whole?: boolean;
}

export function number({ about, min, max, whole = false }: NumberOptions): Schema<number> {
  return {
    about,
    form: `${whole ? 'whole number' : 'number'}, ${shown(min)} to ${shown(max)}`,
    read: (reader, field) => reader.number(field, min, max, whole),
    jsonSchema: () => ({ description: about, type: whole ? 'integer' : 'number', minimum: min, maximum: max }),
  };
}

/** The value `true` and no other. `mismatch`: what to write. */
export function onlyTrue({ about, mismatch }: { readonly about: string; readonly mismatch: string }): Schema<true> {
  return {
    about,
    form: '`true`',
    read(reader, field) {
      if (field.node === undefined) return undefined;
      if (reader.boolean(field) === true) return true;
      reader.problem(field, mismatch);
      return undefined;
    },
    jsonSchema: () => ({ description: about, const: true }),
  };
}

export interface ListOptions<T> {
  readonly about: string;
  readonly item: Schema<T>;
  /** For `expected ..., found nothing`: `an action`. */
  readonly itemName: string;
  readonly max: number;
  /** What is wrong with an empty list; absent: it may be empty. */
  readonly empty?: string;
  /** The member `name` of an item, which no other item may have. */
  nameOf?(item: T): string;
}

/** A list. Items with problems are left out of the value. */
export function list<T>({ about, item, itemName, max, empty, nameOf }: ListOptions<T>): Schema<readonly T[]> {
  const readItem = (reader: YamlReader, field: Field): readonly T[] => {
    if (field.node === undefined) {
      reader.problem(field, `expected ${itemName}, found nothing`);
      return [];
    }
    const value = item.read(reader, field);
    return value === undefined ? [] : [value];
  };
  return {
    about,
    form: `list, ${empty === undefined ? 'at most' : '1 to'} ${shown(max)}`,
    read(reader, field) {
      const items = reader.list(field, max);
      if (items === undefined) return undefined;
      if (items.length === 0 && empty !== undefined) reader.problem(field, empty);
      const lines = new Map<string, number>();
      return items.flatMap((each) => {
        const values = readItem(reader, each);
        if (nameOf) for (const value of values) checkUnique(reader, { ...each, path: `${each.path}.name` }, nameOf(value), lines);
        return values;
      });
    },
    jsonSchema: (): JsonSchema => ({
      description: about,
      type: 'array',
      ...(empty === undefined ? {} : { minItems: 1 }),
      maxItems: max,
      items: item.jsonSchema(),
    }),
  };
}

/** With commas; not by `toLocaleString`, whose first use loads locale data for milliseconds at the start of a process. */
const shown = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ',');

/** Notes a name that was used before. `lines`: names so far, with the line of their first use. */
export function checkUnique(reader: YamlReader, field: Field, name: string, lines: Map<string, number>): void {
  const first = lines.get(name);
  if (first === undefined) lines.set(name, reader.position(field.offset).line);
  else reader.problem(field, `the name ${name} is already used at line ${first}`);
}
