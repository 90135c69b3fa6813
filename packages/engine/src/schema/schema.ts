import type { Field, YamlReader } from './reader.ts';

/** A JSON Schema, draft 07: what YAML language servers read. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/**
 * What a value in a YAML file may be. One declaration gives the TypeScript type (`Infer`), the problems with their places (`read`), the
 * JSON Schema for editors and the rows of reference tables.
 */
export interface Schema<out T> {
  /** One sentence for people. */
  readonly about: string;
  /** Type and bounds in a few words, for reference tables. */
  readonly form: string;
  /** Reads a node. Undefined: it is absent, or it had a problem, which the reader has noted. Never throws. */
  read(reader: YamlReader, field: Field): T | undefined;
  jsonSchema(): JsonSchema;
}

/** The type of the values that a schema reads. */
export type Infer<S> = S extends Schema<infer T> ? T : never;
