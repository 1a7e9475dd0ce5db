import type { Settings } from './settings.ts';

/** How often something was counted by one process: the binding and the key, the number of the period, the count. */
export type Count = [name: string, period: number, count: number];

/** Counts requests of keys, and exchanges the counts with the other processes of this machine. */
export interface RateCounter {
  /** The rate-limit bindings of a Worker, by name. */
  bindings: Readonly<Record<string, { limit(options: { key: string }): Promise<{ success: boolean }> }>>;
  /** The counts of this process that changed since the last call. */
  takeChanged(): Count[];
  /** Takes over the counts of another process. */
  learn(process: number, counts: readonly Count[]): void;
}

/**
 * Counts in fixed periods, as a Map of this process plus what the others have reported. Reports travel every SHARE_MS, so
 * together the processes let at most that long a burst through above the limit.
 * @param now milliseconds since 1970
 */
export function createRateCounter(rateLimits: Settings['rateLimits'], now = Date.now): RateCounter {
  const own = new Map<string, { period: number; count: number }>();
  const others = new Map<number, Map<string, { period: number; count: number }>>();
  const changed = new Set<string>();

  function countIn(counts: ReadonlyMap<string, { period: number; count: number }>, name: string, period: number) {
    const held = counts.get(name);
    return held?.period === period ? held.count : 0;
  }

  function binding({ name, simple: { limit, period: seconds } }: Settings['rateLimits'][number]) {
    return {
      async limit({ key }: { key: string }) {
        const period = Math.floor(now() / (seconds * 1000));
        const counter = `${name} ${key}`;
        const count = countIn(own, counter, period);
        let total = count;
        for (const counts of others.values()) total += countIn(counts, counter, period);
        if (total >= limit) return { success: false };
        own.set(counter, { period, count: count + 1 });
        changed.add(counter);
        return { success: true };
      },
    };
  }

  return {
    bindings: Object.fromEntries(rateLimits.map((rateLimit) => [rateLimit.name, binding(rateLimit)])),

    takeChanged() {
      const counts = [...changed].map((name): Count => [name, own.get(name)!.period, own.get(name)!.count]);
      changed.clear();
      return counts;
    },

    learn(process, counts) {
      const known = others.get(process) ?? new Map<string, { period: number; count: number }>();
      others.set(process, known);
      for (const [name, period, count] of counts) known.set(name, { period, count });
    },
  };
}
