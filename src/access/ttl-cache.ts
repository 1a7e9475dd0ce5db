export interface TtlCacheOptions {
  /** How many entries are kept; a new one replaces the oldest. */
  entries: number;
  seconds: number;
  /** Milliseconds since 1970. */
  now: () => number;
}

export interface TtlCache<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  delete(key: string): void;
}

/** A cache that forgets an entry `seconds` after it was set, or earlier when the cache is full. */
export function createTtlCache<Value>({ entries, seconds, now }: TtlCacheOptions): TtlCache<Value> {
  const held = new Map<string, { value: Value; until: number }>();
  return {
    get(key) {
      const entry = held.get(key);
      if (entry === undefined || now() < entry.until) return entry?.value;
      held.delete(key);
      return undefined;
    },
    set(key, value) {
      held.delete(key);
      held.set(key, { value, until: now() + seconds * 1000 });
      for (const oldest of held.keys()) {
        if (held.size <= entries) break;
        held.delete(oldest);
      }
    },
    delete(key) {
      held.delete(key);
    },
  };
}
