/** Reads the nodes of a YAML document, and notes every problem with its place. */
import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Scalar, type YAMLMap } from 'yaml';
import type { Positions } from './positions.ts';
import type { Problem } from './problem.ts';
import { suggest } from './suggest.ts';

/** A node of the document with the path by which people name it; `node` undefined: not given. */
export interface Field {
  readonly path: string;
  readonly node: Node | undefined;
  /** Where to point when the node is missing or empty. */
  readonly offset: number;
}

/** The members of a map that was read. */
export type Members<Key extends string> = { readonly [key in Key]: Field };

/** A text whose content is checked once more of the document is known: a condition, or a text with placeholders. */
export interface PendingText {
  readonly role: 'condition' | 'template';
  readonly field: Field;
  readonly text: string;
}

export interface YamlReaderOptions {
  /** The whole file. */
  readonly text: string;
  readonly document: Document;
  readonly position: Positions;
  /** Problems that are noted; what follows is left out. */
  readonly maxProblems: number;
}

export class YamlReader {
  readonly problems: Problem[] = [];
  readonly position: Positions;
  readonly #text: string;
  readonly #document: Document;
  readonly #limit: number;
  #pending: PendingText[] = [];

  constructor({ text, document, position, maxProblems }: YamlReaderOptions) {
    this.#text = text;
    this.#document = document;
    this.position = position;
    this.#limit = maxProblems;
  }

  /** Keeps a text for the check that `collectPending` leaves to its caller. */
  addPending(pending: PendingText): void {
    this.#pending.push(pending);
  }

  /** Runs `read`, and returns what it read together with the texts that were kept meanwhile. */
  collectPending<T>(read: () => T): { readonly value: T; readonly pending: readonly PendingText[] } {
    const outer = this.#pending;
    this.#pending = [];
    try {
      const value = read();
      return { value, pending: this.#pending };
    } finally {
      this.#pending = outer;
    }
  }

  problem(field: { readonly path: string; readonly offset: number }, message: string): void {
    if (this.problems.length >= this.#limit) return;
    this.problems.push({ message, ...this.position(field.offset), path: field.path });
  }

  field(node: unknown, path: string, offset: number): Field {
    const resolved = isAlias(node) ? node.resolve(this.#document) : (node as Node | null | undefined);
    // `key:` with nothing behind it is the same as no key at all, but for the place to point at.
    const absent = !resolved || (isScalar(resolved) && resolved.value === null);
    return { path, node: absent ? undefined : resolved, offset: absent ? offset : ((node as Node).range?.[0] ?? offset) };
  }

  /**
   * The members of a map; unknown ones are problems, and so are anything but a map and an absent required one.
   *
   * @param hidden Keys that are known and not recommended: no message names them.
   */
  members<Key extends string>(
    field: Field,
    keys: readonly Key[],
    required: readonly Key[] = [],
    hidden: readonly Key[] = [],
  ): Members<Key> | undefined {
    const map = this.#map(field);
    if (!map) return undefined;
    const found: Partial<Record<Key, Field>> = {};
    const shown = keys.filter((key) => !hidden.includes(key));
    // A key that was probably meant by an unknown one is not missing as well.
    const meantKeys = new Set<string>();
    for (const { name, field: member, offset } of this.#entries(map, field)) {
      const key = keys.find((known) => known === name);
      if (key === undefined) {
        const meant = suggest(name, shown);
        if (meant) meantKeys.add(meant);
        const hint = meant ? `did you mean ${meant}?` : `known here: ${shown.join(', ')}`;
        this.problem({ path: member.path, offset }, `unknown key ${name}; ${hint}`);
      } else found[key] = member;
    }
    for (const key of keys) {
      found[key] ??= { path: join(field.path, key), node: undefined, offset: field.offset };
      if (required.includes(key) && !found[key].node && !meantKeys.has(key)) this.problem(found[key], `${key} is missing`);
    }
    return found as Members<Key>;
  }

  /** Some members of a map whose other members are not judged yet. */
  peek<Key extends string>(field: Field, keys: readonly Key[]): Members<Key> | undefined {
    const map = this.#map(field);
    if (!map) return undefined;
    const entries = this.#entries(map, field);
    const found: Partial<Record<Key, Field>> = {};
    for (const key of keys) {
      found[key] = entries.find((entry) => entry.name === key)?.field ?? {
        path: join(field.path, key),
        node: undefined,
        offset: field.offset,
      };
    }
    return found as Members<Key>;
  }

  /** A map of exactly one member, as the actions of a ladder are written. */
  single(field: Field, what: string): { readonly name: string; readonly field: Field; readonly offset: number } | undefined {
    const map = this.#map(field);
    if (!map) return undefined;
    const [first, second] = this.#entries(map, field);
    if (!first || second) {
      this.problem(second ? { path: field.path, offset: second.offset } : field, `expected one ${what} here, written as "- name: { ... }"`);
      return undefined;
    }
    return first;
  }

  list(field: Field, limit: number): readonly Field[] | undefined {
    if (!field.node) return undefined;
    if (!isSeq(field.node)) {
      this.problem(field, `expected a list, found ${describe(field.node)}`);
      return undefined;
    }
    if (field.node.items.length > limit) {
      this.problem(field, `at most ${limit} entries are allowed here, found ${field.node.items.length}`);
      return undefined;
    }
    return field.node.items.map((item, index) => this.field(item, `${field.path}[${index}]`, field.offset));
  }

  text(field: Field, limit: number): string | undefined {
    const { node } = field;
    if (!node) return undefined;
    if (!isScalar(node) || typeof node.value !== 'string') {
      const hint = isScalar(node) ? '; put it in quotes' : '';
      this.problem(field, `expected text, found ${describe(node)}${hint}`);
      return undefined;
    }
    if (node.value.trim() === '') {
      this.problem(field, 'expected text, found none');
      return undefined;
    }
    if (node.value.length > limit) {
      this.problem(field, `at most ${limit} characters are allowed here, found ${node.value.length}`);
      return undefined;
    }
    return node.value;
  }

  boolean(field: Field): boolean | undefined {
    return isScalar(field.node) && typeof field.node.value === 'boolean' ? field.node.value : undefined;
  }

  /** Text that must be one of a few words. */
  word<Word extends string>(field: Field, words: readonly Word[]): Word | undefined {
    const text = this.text(field, 200);
    if (text === undefined) return undefined;
    const word = words.find((known) => known === text);
    if (word !== undefined) return word;
    const meant = suggest(text, words);
    this.problem(
      field,
      `${JSON.stringify(text)} is not known here; ${meant ? `did you mean ${meant}?` : `use one of ${words.join(', ')}`}`,
    );
    return undefined;
  }

  number(field: Field, min: number, max: number, whole: boolean): number | undefined {
    const { node } = field;
    if (!node) return undefined;
    const value = isScalar(node) ? node.value : undefined;
    if (typeof value !== 'number' || Number.isNaN(value) || (whole && !Number.isInteger(value)) || value < min || value > max) {
      const shown = isScalar(node) && typeof value === 'number' ? String(value) : describe(node);
      this.problem(field, `expected a ${whole ? 'whole ' : ''}number from ${min} to ${max}, found ${shown}`);
      return undefined;
    }
    return value;
  }

  /** Where a character of a text stands in the file: texts may be quoted, or blocks over several lines. */
  offsetWithin(field: Field, index: number): number {
    const { node } = field;
    const start = node?.range?.[0];
    if (!isScalar(node) || start === undefined || typeof node.value !== 'string') return field.offset;
    const raw = this.#text.slice(start, node.range?.[1]);
    return start + rawIndex(raw, node, node.value, index);
  }

  #map(field: Field): YAMLMap | undefined {
    if (!field.node) return undefined;
    if (isMap(field.node)) return field.node;
    this.problem(field, `expected a map of keys and values, found ${describe(field.node)}`);
    return undefined;
  }

  #entries(map: YAMLMap, field: Field): { readonly name: string; readonly field: Field; readonly offset: number }[] {
    return map.items.map((pair) => {
      const key = pair.key as Node | null;
      const offset = key?.range?.[0] ?? field.offset;
      const name = isScalar(key) ? String(key.value) : describe(key);
      return { name, field: this.field(pair.value, join(field.path, name), offset), offset };
    });
  }
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

function describe(node: unknown): string {
  if (isMap(node)) return 'a map';
  if (isSeq(node)) return 'a list';
  if (!isScalar(node) || node.value === null) return 'nothing';
  return typeof node.value === 'string'
    ? `the text ${JSON.stringify(node.value.slice(0, 40))}`
    : `the ${typeof node.value} ${String(node.value)}`;
}

function rawIndex(raw: string, node: Scalar, value: string, index: number): number {
  switch (node.type) {
    case 'QUOTE_DOUBLE':
    case 'QUOTE_SINGLE':
      return quotedIndex(raw, index);
    case 'BLOCK_LITERAL':
    case 'BLOCK_FOLDED':
      return blockIndex(raw, index);
    default:
      // A plain text over several lines is folded; on one line it stands as it is.
      return raw.startsWith(value) ? index : 0;
  }
}

function quotedIndex(raw: string, index: number): number {
  if (raw.includes('\n')) return 0;
  const double = raw.startsWith('"');
  let at = 1;
  for (let done = 0; done < index && at < raw.length; done++) {
    if (double && raw[at] === '\\') at += 2 + ({ x: 2, u: 4, U: 8 }[raw[at + 1] ?? ''] ?? 0);
    else at += !double && raw.startsWith("''", at) ? 2 : 1;
  }
  return at;
}

/** In a block every line of the text stands on a line of its own behind its indentation (folded ones joined by one blank). */
function blockIndex(raw: string, index: number): number {
  const lines = raw.split('\n');
  const indent = /^ */.exec(lines.slice(1).find((line) => line.trim() !== '') ?? '')?.[0].length ?? 0;
  let start = (lines[0]?.length ?? 0) + 1;
  let left = index;
  for (const line of lines.slice(1)) {
    const length = Math.max(0, line.length - indent);
    if (left <= length) return start + Math.min(indent, line.length) + left;
    left -= length + 1;
    start += line.length + 1;
  }
  return 0;
}
