import { tQuantile } from '../../../src/core/t-quantile.ts';
import { NORMAL_FREEDOM, tailsOfT } from '../../maths/student.ts';
import type { ClusterSummary } from '../rows/held-out-rows.ts';

/** With fewer resamples that have a figure, the middle 95 % of them would not be that of all. */
const FEWEST = 0.975;

/**
 * The 95 % interval of a figure from its values over resamples: their middle 95 %. With clusters, percentiles lie further
 * out, as far as Student's t and n/(n − 1) ask for (expanded percentiles: Hesterberg, The American Statistician 69, 2015,
 * section 3.3).
 * A resample that has no such figure, as one of a single class has no AUC, does not count; NaN if that are too many.
 */
export function percentileInterval(values: readonly number[], clusters?: ClusterSummary): [number, number] {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  if (sorted.length < FEWEST * values.length) return [Number.NaN, Number.NaN];
  const tail = clusters ? expandedTail(clusters.count) : 0.025;
  return [quantile(sorted, tail), quantile(sorted, 1 - tail)];
}

/** The share of resamples below the interval of a figure of `count` clusters. */
function expandedTail(count: number): number {
  const quantile = Math.sqrt(count / (count - 1)) * tQuantile(0.975, count - 1);
  return tailsOfT(quantile, NORMAL_FREEDOM) / 2;
}

/**
 * Two-sided probability of a difference at least this far from 0 if there were none: by Student's t with the standard
 * deviation of the resamples.
 */
export function differenceP(difference: number, values: readonly number[], clusters?: ClusterSummary): number {
  if (difference === 0) return 1;
  const mean = values.reduce((total, value) => total + value, 0) / values.length;
  const variance = values.reduce((total, value) => total + (value - mean) ** 2, 0) / (values.length - 1);
  const count = clusters?.count ?? NORMAL_FREEDOM + 1;
  return tailsOfT(difference / Math.sqrt((variance * count) / (count - 1)), count - 1);
}

/** The quantile of a sorted list, interpolated linearly between neighbours. */
function quantile(sorted: readonly number[], share: number): number {
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  return sorted[below]! + (position - below) * (sorted[Math.ceil(position)]! - sorted[below]!);
}
