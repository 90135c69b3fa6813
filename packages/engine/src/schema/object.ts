/** Schemas of maps: with fixed members, and with one member that says what it is. */
import type { Field, Members, YamlReader } from './reader.ts';
import type { Infer, JsonSchema, Schema } from './schema.ts';
import { suggest } from './suggest.ts';

/** A member of an object. */
export interface Member<out T, Presence extends 'required' | 'optional' = 'required' | 'optional'> {
  readonly schema: Schema<T>;
  /** `optional`: absent from the value where the file says nothing. */
  readonly presence: Presence;
  /** It must be written. */
  readonly required: boolean;
  /** Its value where the file says nothing. */
  readonly defaultValue?: T;
  /** For `forbidden`: what is wrong with writing it. */
  readonly forbidden?: string;
}

export const required = <T>(schema: Schema<T>): Member<T, 'required'> => ({ schema, presence: 'required', required: true });
export const optional = <T>(schema: Schema<T>): Member<T, 'optional'> => ({ schema, presence: 'optional', required: false });
export const withDefault = <T>(schema: Schema<T>, defaultValue: T): Member<T, 'required'> => ({
  schema,
  presence: 'required',
  required: false,
  defaultValue,
});

/** A member that people write and that is not possible here. `message` says why, and what is. */
export const forbidden = <T = never>(message: string): Member<T, 'optional'> => ({
  schema: { about: '', form: '', read: () => undefined, jsonSchema: () => ({ not: {} }) },
  presence: 'optional',
  required: false,
  forbidden: message,
});

export type MemberSet = Readonly<Record<string, Member<unknown>>>;
type OptionalKeys<M extends MemberSet> = { [K in keyof M]: M[K] extends Member<unknown, 'required'> ? never : K }[keyof M];
type Flat<T> = { readonly [K in keyof T]: T[K] };
type ValueOf<M> = M extends Member<infer T> ? T : never;
/** The value of an object with these members. */
export type ObjectValue<M extends MemberSet> = Flat<
  { [K in Exclude<keyof M, OptionalKeys<M>>]: ValueOf<M[K]> } & { [K in OptionalKeys<M>]?: ValueOf<M[K]> }
>;

export interface ObjectSchema<out T> extends Schema<T> {
  readonly members: MemberSet;
  /** What it was made from, for variations of it. */
  readonly options: ObjectOptions<MemberSet>;
}

export interface ObjectOptions<M extends MemberSet> {
  readonly about: string;
  readonly members: M;
  /** At least one of the members has to be there; what is wrong otherwise. */
  readonly atLeastOne?: string;
  /** Exactly one of these members has to be there; `what` begins the sentence about anything else. */
  readonly exactlyOne?: { readonly keys: readonly (keyof M & string)[]; readonly what: string };
  /** Problems between members; the members have been read. */
  check?(fields: Members<keyof M & string>, value: Partial<ObjectValue<M>>, reader: YamlReader): void;
}

/**
 * A map with these members; any other is a problem. Where members have problems the value lacks them: whether the whole can be used is
 * told by the reader's problems.
 */
export function object<M extends MemberSet>(options: ObjectOptions<M>): ObjectSchema<ObjectValue<M>> {
  const { about, members, atLeastOne, exactlyOne, check } = options;
  type Key = keyof M & string;
  const entries = Object.entries(members) as [Key, Member<unknown>][];
  const keys = entries.map(([key]) => key);
  const requiredKeys = entries.filter(([, member]) => member.required).map(([key]) => key);
  const hiddenKeys = entries.filter(([, member]) => member.forbidden !== undefined).map(([key]) => key);
  return {
    about,
    form: 'map',
    members,
    options: options as unknown as ObjectOptions<MemberSet>,
    read(reader, field) {
      const fields = reader.members(field, keys, requiredKeys, hiddenKeys);
      if (fields === undefined) return undefined;
      const value: Partial<Record<Key, unknown>> = {};
      for (const [key, member] of entries) {
        if (member.forbidden !== undefined && fields[key].node) reader.problem(fields[key], member.forbidden);
        const read = member.schema.read(reader, fields[key]) ?? member.defaultValue;
        if (read !== undefined) value[key] = read;
      }
      if (atLeastOne !== undefined && keys.every((key) => !fields[key].node)) reader.problem(field, atLeastOne);
      if (exactlyOne) checkExactlyOne(reader, field, fields, exactlyOne);
      check?.(fields, value as Partial<ObjectValue<M>>, reader);
      return value as ObjectValue<M>;
    },
    jsonSchema: () => objectJsonSchema(entries, options),
  };
}

function checkExactlyOne<Key extends string>(
  reader: YamlReader,
  field: Field,
  fields: Members<Key>,
  { keys, what }: { readonly keys: readonly Key[]; readonly what: string },
): void {
  const [first, second, ...more] = keys.filter((key) => fields[key].node);
  if (first !== undefined && second === undefined) return;
  if (second === undefined) reader.problem(field, `${what}; this one has none`);
  else reader.problem(fields[second], `${what}; this one has ${[first, second, ...more].join(' and ')}`);
}

function objectJsonSchema<M extends MemberSet>(
  entries: readonly (readonly [string, Member<unknown>])[],
  { about, atLeastOne, exactlyOne }: ObjectOptions<M>,
): JsonSchema {
  const written = entries.filter(([, member]) => member.forbidden === undefined);
  const requiredKeys = written.filter(([, member]) => member.required).map(([key]) => key);
  const alternatives = exactlyOne?.keys.filter((key) => written.some(([name]) => name === key));
  return {
    description: about,
    type: 'object',
    properties: Object.fromEntries(
      written.map(([key, { schema, defaultValue }]) => [
        key,
        { ...schema.jsonSchema(), ...(defaultValue === undefined ? {} : { default: defaultValue }) },
      ]),
    ),
    ...(requiredKeys.length > 0 ? { required: requiredKeys } : {}),
    ...(atLeastOne === undefined ? {} : { minProperties: 1 }),
    ...(alternatives === undefined ? {} : { oneOf: alternatives.map((key) => ({ required: [key] })) }),
    additionalProperties: false,
  };
}

/** The same members, none of them required and none with a default: a change of such a value. */
export function partial<T>({ about, members }: ObjectSchema<T>): ObjectSchema<Partial<T>> {
  const changed = Object.fromEntries(Object.entries(members).map(([key, { schema }]) => [key, optional(schema)]));
  return object({ about, members: changed }) as ObjectSchema<unknown> as ObjectSchema<Partial<T>>;
}

/** The same object with more of its members required. */
export function requireMembers<T>(schema: ObjectSchema<T>, keys: readonly string[]): ObjectSchema<T> {
  const members = Object.entries(schema.members).map(([key, member]) => [key, keys.includes(key) ? required(member.schema) : member]);
  return object({ ...schema.options, members: Object.fromEntries(members) }) as ObjectSchema<unknown> as ObjectSchema<T>;
}

/** The value where the file says nothing at all. A member without a default is absent. */
export function defaultsOf<T>({ members }: ObjectSchema<T>): T {
  const values: Record<string, unknown> = {};
  for (const key of Object.keys(members)) {
    const value = members[key]?.defaultValue;
    if (value !== undefined) values[key] = value;
  }
  return values as T;
}

export type ObjectSchemas = Readonly<Record<string, ObjectSchema<unknown>>>;

export interface VariantOptions<V extends ObjectSchemas> {
  readonly about: string;
  /** The member that says which variant it is. Every variant has it, as the one word that is the variant's name. */
  readonly key: string;
  readonly variants: V;
}

/** A map that is one of several, told by one of its members. */
export function variant<V extends ObjectSchemas>({ about, key, variants }: VariantOptions<V>): Schema<Infer<V[keyof V]>> {
  const names = Object.keys(variants);
  /** The keys of all variants together; only wanted where something is wrong, or for the JSON Schema. */
  const keysOfAll = () => {
    const members = Object.values(variants).map((each) => each.members);
    const keys = [...new Set(members.flatMap((each) => Object.keys(each)))];
    const required = keys.filter((each) => members.every((of) => of[each]?.required === true));
    const hidden = keys.filter((each) => members.every((of) => of[each]?.forbidden !== undefined));
    return { keys, required, hidden };
  };
  return {
    about,
    form: 'map',
    read(reader, field) {
      const head = reader.peek(field, [key]);
      if (head === undefined) return undefined;
      const name = head[key] && reader.word(head[key], names);
      const schema = name === undefined ? undefined : variants[name];
      if (schema !== undefined) return schema.read(reader, field) as Infer<V[keyof V]> | undefined;
      // Which keys belong to it is not known, so only those are reported that no variant has.
      const { keys, required: requiredKeys, hidden } = keysOfAll();
      reader.members(field, keys, requiredKeys, hidden);
      return undefined;
    },
    jsonSchema: () => ({
      description: about,
      type: 'object',
      properties: { [key]: { enum: names } },
      required: keysOfAll().required,
      allOf: names.map((name) => ({
        if: { properties: { [key]: { const: name } }, required: [key] },
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema.
        then: variants[name]?.jsonSchema(),
      })),
    }),
  };
}

export interface TaggedOptions<V extends ObjectSchemas> {
  readonly about: string;
  /** `action` */
  readonly what: string;
  readonly variants: V;
  /** What to write behind a name that stands alone: `{ guidance: "..." }`. */
  examplesOf(name: string): readonly string[];
  /** What is wrong with a name that exists and cannot be used; undefined for any other. */
  reservedProblem(name: string): string | undefined;
}

/** One of the variants with its name. */
export type Tagged<V extends ObjectSchemas> = { [K in keyof V & string]: { readonly tag: K; readonly value: Infer<V[K]> } }[keyof V &
  string];

/** A map of exactly one member, whose name says what its value is: `steer: { ... }`. */
export function tagged<V extends ObjectSchemas>({
  about,
  what,
  variants,
  examplesOf,
  reservedProblem,
}: TaggedOptions<V>): Schema<Tagged<V>> {
  const names = Object.keys(variants);
  return {
    about,
    form: `one of ${names.map((name) => `\`${name}\``).join(', ')}`,
    read(reader, field) {
      const entry = reader.single(field, what);
      if (entry === undefined) return undefined;
      const schema = Object.hasOwn(variants, entry.name) ? variants[entry.name] : undefined;
      if (schema === undefined) {
        const meant = suggest(entry.name, names);
        const hint = meant ? `did you mean ${meant}?` : `there are ${names.join(', ')}`;
        const problem = reservedProblem(entry.name) ?? `unknown ${what} ${entry.name}; ${hint}`;
        reader.problem({ path: field.path, offset: entry.offset }, problem);
        return undefined;
      }
      if (entry.field.node === undefined) {
        reader.problem(entry.field, `${entry.name} needs its settings: ${examplesOf(entry.name).join(' or ')}`);
        return undefined;
      }
      const value = schema.read(reader, entry.field);
      return value === undefined ? undefined : ({ tag: entry.name, value } as Tagged<V>);
    },
    jsonSchema: () => ({
      description: about,
      type: 'object',
      properties: Object.fromEntries(names.map((name) => [name, variants[name]?.jsonSchema() ?? {}])),
      minProperties: 1,
      maxProperties: 1,
      additionalProperties: false,
    }),
  };
}
