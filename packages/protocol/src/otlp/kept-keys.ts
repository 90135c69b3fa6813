/** Which attributes of a span are read. The others are skipped where they stand: no string is made of them. */

export interface KeptKeys {
  /** Of spans. */
  readonly attributes: readonly string[];
  /**
   * Attributes of spans that carry content of a run: read only where one of the attributes that stand for them (a digest, a size) is absent.
   * No such attributes: always read.
   */
  readonly content: Readonly<Record<string, readonly string[]>>;
  /** Of span events; events are read only of spans that failed. */
  readonly eventAttributes: readonly string[];
}

/** A key as bytes, to be found without making a string. */
export interface KeptKey {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** What stands for it; undefined: it is no content. */
  readonly unless: readonly string[] | undefined;
}

/** Keys by their length in bytes. */
export type KeyTable = readonly (readonly KeptKey[] | undefined)[];

export interface KeyTables {
  readonly attributes: KeyTable;
  readonly eventAttributes: KeyTable;
  readonly names: ReadonlySet<string>;
  readonly eventNames: ReadonlySet<string>;
}

const tables = new WeakMap<KeptKeys, KeyTables>();

/** Made once for each set of keys. */
export function keyTables(kept: KeptKeys): KeyTables {
  const known = tables.get(kept);
  if (known !== undefined) return known;
  const keys = [
    ...kept.attributes.map((name) => keyOf(name, undefined)),
    ...Object.entries(kept.content).map(([name, unless]) => keyOf(name, unless)),
  ];
  const made: KeyTables = {
    attributes: tableOf(keys),
    eventAttributes: tableOf(kept.eventAttributes.map((name) => keyOf(name, undefined))),
    names: new Set(keys.map(({ name }) => name)),
    eventNames: new Set(kept.eventAttributes),
  };
  tables.set(kept, made);
  return made;
}

const keyOf = (name: string, unless: readonly string[] | undefined): KeptKey => ({ name, bytes: Buffer.from(name), unless });

function tableOf(keys: readonly KeptKey[]): KeyTable {
  const table: KeptKey[][] = [];
  for (const key of keys) {
    const { length } = key.bytes;
    while (table.length <= length) table.push([]);
    table[length]?.push(key);
  }
  return table;
}
