import type { Settings } from './settings.ts';

/** How often something was counted by one process: the binding and the key, the number of the period, the count. */
export type Count = [name: string, period: number, count: number];

/** Counts requests of keys, and exchanges the counts with the other processes of this machine. */
export interface RateCounter {
  /** The rate-limit bindings of a Worker, by name. */
  bindings: Readonly<Record<string, { limit(options: { key: string }): Promise<{ success: boolean }> }>>;
  /** The counts of this process that changed since the last call. Forgets those of earlier periods. */
  takeChanged(): Count[];
  /** Takes over the counts of another process. */
  learn(process: number, counts: readonly Count[]): void;
  /** How many counts are in memory. */
  size(): number;
}

type Counts = Map<string, { period: number; count: number }>;

/**
 * Counts in fixed periods, as a Map of this process plus what the others have reported. Reports travel every SHARE_MS, so
 * together the processes let at most that long a burst through above the limit.
 * @param now milliseconds since 1970
 */
export function createRateCounter(rateLimits: Settings['rateLimits'], now = Date.now): RateCounter {
  const own: Counts = new Map();
  const others = new Map<number, Counts>();
  const seconds = new Map(rateLimits.map(({ name, simple }) => [name, simple.period]));
  const changed = new Set<string>();

  function periodOf(limit: string): number {
    return Math.floor(now() / (seconds.get(limit)! * 1000));
  }

  function countIn(counts: Counts, name: string, period: number): number {
    const held = counts.get(name);
    return held?.period === period ? held.count : 0;
  }

  /** Forgets all counts of earlier periods. */
  function forgetIn(counts: Counts): void {
    for (const [counter, { period }] of counts) {
      if (period < periodOf(counter.slice(0, counter.indexOf(' ')))) counts.delete(counter);
    }
  }

  function binding({ name, simple: { limit } }: Settings['rateLimits'][number]) {
    return {
      async limit({ key }: { key: string }) {
        const period = periodOf(name);
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
      for (const held of [own, ...others.values()]) forgetIn(held);
      return counts;
    },

    learn(process, counts) {
      const known: Counts = others.get(process) ?? new Map();
      others.set(process, known);
      for (const [name, period, count] of counts) known.set(name, { period, count });
    },

    size: () => [own, ...others.values()].reduce((total, counts) => total + counts.size, 0),
  };
}
