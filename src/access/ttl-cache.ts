export interface TtlCacheOptions {
  /** How many entries are held at most; the oldest gives way. */
  entries: number;
  seconds: number;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** Remembers values for a while, in bounded memory. */
export interface TtlCache<Value> {
  /** @param at milliseconds since 1970, where they are at hand: asking the clock leaves JavaScript */
  get(key: string, at?: number): Value | undefined;
  set(key: string, value: Value): void;
  delete(key: string): void;
}

/** A memo that forgets an entry `seconds` after it was set, or earlier when it is full. */
export function createTtlCache<Value>({ entries, seconds, now }: TtlCacheOptions): TtlCache<Value> {
  const held = new Map<string, { value: Value; until: number }>();
  return {
    get(key, at = now()) {
      const entry = held.get(key);
      if (entry === undefined || at < entry.until) return entry?.value;
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
