export interface BoundedMap<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
}

/** A map that keeps the entries that were added last, at most `entries`. */
export function createBoundedMap<Value>(entries: number): BoundedMap<Value> {
  const held = new Map<string, Value>();
  return {
    get: (key) => held.get(key),
    set(key, value) {
      held.set(key, value);
      const [oldest] = held.keys();
      if (held.size > entries && oldest !== undefined) held.delete(oldest);
    },
  };
}
