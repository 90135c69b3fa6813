/** A map that keeps the entries used last and forgets the others. */
export interface Recent<T> {
  /** Counts as a use. */
  get(key: string): T | undefined;
  set(key: string, value: T): void;
  readonly size: number;
}

export function createRecent<T>(limit: number): Recent<T> {
  const map = new Map<string, T>();
  return {
    get(key) {
      const value = map.get(key);
      if (value !== undefined) {
        map.delete(key);
        map.set(key, value);
      }
      return value;
    },
    set(key, value) {
      map.delete(key);
      map.set(key, value);
      if (map.size <= limit) return;
      for (const oldest of map.keys()) {
        map.delete(oldest);
        break;
      }
    },
    get size() {
      return map.size;
    },
  };
}
