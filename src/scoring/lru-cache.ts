/** A cache that holds values up to a total size. When a new value would exceed it, those unused for longest leave. */
export interface LruCache<Value> {
  get(name: string): Value | undefined;
  /** Adds a value under a new name. It stays whatever its size, until another is added. */
  add(name: string, value: Value, size: number): void;
  /** The values, the one unused for longest first. */
  values(): IterableIterator<Value>;
}

/** @param most the total size that the values may have, in the unit of `add` */
export function createLruCache<Value>(most: number): LruCache<Value> {
  /** In the order of their last use. */
  const values = new Map<string, Value>();
  const sizes = new Map<string, number>();
  let total = 0;
  let latest: string | undefined;

  return {
    get(name) {
      const value = values.get(name);
      if (value === undefined || name === latest) return value;
      values.delete(name);
      values.set(name, value);
      latest = name;
      return value;
    },
    add(name, value, size) {
      total += size;
      for (const oldest of values.keys()) {
        if (total <= most) break;
        values.delete(oldest);
        total -= sizes.get(oldest)!;
        sizes.delete(oldest);
      }
      values.set(name, value);
      sizes.set(name, size);
      latest = name;
    },
    values: () => values.values(),
  };
}
