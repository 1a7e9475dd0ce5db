import { binOf, edgesOf } from './bin.ts';
import type { Field } from './field.ts';

/** A bin has at least so many round values. */
const STEPS = 4;

/**
 * A value in every other bin of a number: round, and near the end where one gets to that bin first from the number.
 * Of a missing value, every bin is another one. The first bin has none if the field has no minimum.
 */
export function otherBinValues(field: Extract<Field, { type: 'number' }>, own: number): number[] {
  const { edges = [], minimum = Number.NaN, maximum = Number.NaN } = field;
  const ends = [minimum, ...edges, maximum];
  const ownBin = binOf(edgesOf(field), own);
  const bins = Array.from({ length: edges.length + 1 }, (_, bin) => bin).filter((bin) => bin !== ownBin);
  return bins
    .map((bin) => roundIn(ends[bin]!, ends[bin + 1]!, bin > ownBin || bin === edges.length))
    .filter((value) => !Number.isNaN(value));
}

/** A round value from `low` to below `high`, near one of them: a whole number if there is one, in steps of at most a quarter. */
function roundIn(low: number, high: number, nearLow: boolean): number {
  const quarter = Math.floor(Math.log10((high - low) / STEPS));
  for (const power of [Math.max(0, quarter), quarter, quarter - 1]) {
    const scaled = (value: number) => (power < 0 ? value * 10 ** -power : value / 10 ** power);
    const whole = nearLow ? Math.ceil(scaled(low)) : Math.ceil(scaled(high)) - 1;
    const value = power < 0 ? whole / 10 ** -power : whole * 10 ** power;
    if (value >= low && value < high) return value;
  }
  return low;
}
