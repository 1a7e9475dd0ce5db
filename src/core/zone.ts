/** Seconds by which the clocks of a zone are ahead of UTC, at an instant in seconds since 1970 began in UTC. */
export type OffsetAt = (instant: number) => number;

/** The offsets in a stretch of time: `offsets[k]` holds from `begins[k]` on. */
interface Stretch {
  begins: number[];
  offsets: number[];
}

const DAY = 86_400;
const STRETCH = 64 * DAY;
/** No zone changes its offset twice within so short a time, and back. */
const STEP = 8 * DAY;

/**
 * Prepares the offsets of an IANA time zone. `Intl` knows them, but takes microseconds for each: the changes within 64
 * days are found by bisection and kept, so that a later look-up takes nanoseconds.
 * @throws {RangeError} for a zone that does not exist
 */
export function compileZone(zone: string): OffsetAt {
  const numeric = 'numeric' as const;
  const parts = { year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric, second: numeric };
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', ...parts });
  const stretches = new Map<number, Stretch>();

  function measure(instant: number): number {
    const found: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(instant * 1000)) found[type] = Number(value);
    const { year, month, day, hour, minute, second } = found as Record<keyof typeof parts, number>;
    return Date.UTC(year, month - 1, day, hour, minute, second) / 1000 - instant;
  }

  function stretchFrom(begin: number): Stretch {
    const stretch: Stretch = { begins: [begin], offsets: [measure(begin)] };
    for (let from = begin; from < begin + STRETCH; from += STEP) {
      const before = stretch.offsets.at(-1)!;
      const after = measure(from + STEP);
      if (after === before) continue;
      let [low, high] = [from, from + STEP];
      while (high - low > 1) {
        const middle = Math.floor((low + high) / 2);
        if (measure(middle) === before) low = middle;
        else high = middle;
      }
      stretch.begins.push(high);
      stretch.offsets.push(after);
    }
    return stretch;
  }

  return (instant) => {
    const number = Math.floor(instant / STRETCH);
    let stretch = stretches.get(number);
    if (stretch === undefined) {
      stretch = stretchFrom(number * STRETCH);
      stretches.set(number, stretch);
    }
    let k = stretch.begins.length - 1;
    while (k > 0 && stretch.begins[k]! > instant) k--;
    return stretch.offsets[k]!;
  };
}
