/** A map with a limit: what was used longest ago leaves first. */

export interface LruMapOptions<K, V> {
  /** Entries at most; at least 1. */
  readonly limit: number;
  /** Called with each entry that leaves because of the limit, after it left. It must not throw, and not change the map. */
  onEvict?(key: K, value: V): void;
}

/** A bounded map in order of use. Every method but iteration takes constant time, however old the map is. */
export interface LruMap<K, V> extends Iterable<readonly [K, V]> {
  /** Counts as a use. */
  get(key: K): V | undefined;
  /** Does not count as a use. */
  peek(key: K): V | undefined;
  /** Does not count as a use. */
  has(key: K): boolean;
  /** Counts as a use. A new entry beyond the limit evicts the one used longest ago. */
  set(key: K, value: V): void;
  /** Removes an entry without `onEvict`; false where there is none. */
  delete(key: K): boolean;
  /** Removes all entries without `onEvict`. */
  clear(): void;
  /** The entry used longest ago. Does not count as a use. */
  oldest(): readonly [K, V] | undefined;
  readonly size: number;
  /** Oldest first. A pass over all entries; for the oldest alone take `oldest`. */
  [Symbol.iterator](): IterableIterator<[K, V]>;
}

/**
 * Creates an empty map.
 *
 * @throws {RangeError} where `limit` is not a whole number of at least 1.
 */
export function createLruMap<K, V>({ limit, onEvict }: LruMapOptions<K, V>): LruMap<K, V> {
  if (!Number.isInteger(limit) || limit < 1) throw new RangeError(`limit must be a whole number of at least 1, not ${limit}`);
  return new OrderedLruMap(limit, onEvict);
}

/**
 * A `Map` keeps insertion order, so moving an entry to the end on each use makes it an LRU. Deleted entries stay in V8's table as
 * holes until it is rebuilt, and a fresh iterator walks all holes before the first entry: with 262,144 entries one eviction took
 * 40 to 117 µs. One iterator that is kept passes each hole once.
 *
 * A class, because an engine holds two for each of thousands of sessions, and closures would be made anew for each.
 */
class OrderedLruMap<K, V> implements LruMap<K, V> {
  readonly #limit: number;
  readonly #onEvict: LruMapOptions<K, V>['onEvict'];
  readonly #entries = new Map<K, V>();
  /** Stands behind `#head`: all entries but that one are still before it. */
  #iterator = this.#entries.keys();
  /** The oldest key, once the iterator has passed it. */
  #head: { readonly key: K } | undefined;

  constructor(limit: number, onEvict: LruMapOptions<K, V>['onEvict']) {
    this.#limit = limit;
    this.#onEvict = onEvict;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: K): V | undefined {
    const value = this.#entries.get(key);
    if (value === undefined && !this.#entries.has(key)) return undefined;
    this.delete(key);
    this.#entries.set(key, value as V);
    return value;
  }

  peek(key: K): V | undefined {
    return this.#entries.get(key);
  }

  has(key: K): boolean {
    return this.#entries.has(key);
  }

  set(key: K, value: V): void {
    // A new entry, which nearly all are, is found to be one by the size alone: a lookup in a large map is a miss of the cache.
    const before = this.#entries.size;
    this.#entries.set(key, value);
    if (this.#entries.size === before) {
      this.delete(key);
      this.#entries.set(key, value);
    }
    const oldest = this.#entries.size > this.#limit ? this.oldest() : undefined;
    if (oldest === undefined) return;
    this.delete(oldest[0]);
    this.#onEvict?.(oldest[0], oldest[1]);
  }

  delete(key: K): boolean {
    if (this.#head !== undefined && isSameKey(this.#head.key, key)) this.#head = undefined;
    return this.#entries.delete(key);
  }

  clear(): void {
    this.#entries.clear();
    this.#iterator = this.#entries.keys();
    this.#head = undefined;
  }

  oldest(): readonly [K, V] | undefined {
    if (this.#entries.size === 0) return undefined;
    if (this.#head === undefined) {
      const next = this.#iterator.next();
      if (next.done) return undefined;
      this.#head = { key: next.value };
    }
    const { key } = this.#head;
    return [key, this.#entries.get(key) as V];
  }

  [Symbol.iterator](): IterableIterator<[K, V]> {
    return this.#entries.entries();
  }
}

/** Whether two values are the same key of a `Map`: NaN is itself, and 0 is -0. */
function isSameKey(one: unknown, other: unknown): boolean {
  return one === other || Object.is(one, other);
}
