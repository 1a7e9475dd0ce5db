import { sigmoid } from '../../../src/core/sigmoid.ts';
import { poisson, randomSource } from '../../maths/random.ts';
import { metrics, type Scored } from './metrics.ts';

/**
 * Figures that have bootstrap intervals. The calibration error has none: noise between answers and outcomes increases it,
 * and a resample has more noise than the rows, so the interval would lie above the figure itself.
 */
export const RESAMPLED = ['auc', 'logLoss', 'brier', 'averagePrecision'] as const;
export type Resampled = (typeof RESAMPLED)[number];

/** The number of resamples in every bootstrap here. */
export const RESAMPLES = 500;

/** Intervals are computed on at most this many groups of neighbouring scores. */
const MOST_GROUPS = 20_000;

/**
 * 95 % percentile interval of every figure over Poisson bootstrap resamples of the observations (Hanley and MacGibbon
 * 2006). The count of a group is drawn at once: a sum of Poisson counts is Poisson.
 */
export function bootstrap(full: Scored, seed: number, resamples = RESAMPLES): Record<Resampled, [number, number]> {
  const random = randomSource(seed);
  const { set, probability } = coarsen(full, MOST_GROUPS);
  const draws = Array.from({ length: resamples }, () => {
    const positive = set.positive.map((count) => poisson(random, count));
    const negative = set.negative.map((count) => poisson(random, count));
    return metrics({ ...set, positive, negative }, probability);
  });
  const interval = (name: Resampled) => percentileInterval(draws.map((draw) => draw[name]));
  return {
    auc: interval('auc'),
    logLoss: interval('logLoss'),
    brier: interval('brier'),
    averagePrecision: interval('averagePrecision'),
  };
}

/** Merges neighbouring groups of one calibration bin until about `most` are left, with their mean probability. */
function coarsen(set: Scored, most: number): { set: Scored; probability: Float64Array } {
  const size = Math.ceil(set.logit.length / most);
  const starts: number[] = [];
  for (let g = 0; g < set.logit.length; g++) {
    if (starts.length === 0 || g - starts.at(-1)! >= size || set.bin[g] !== set.bin[g - 1]) starts.push(g);
  }
  const merged = {
    logit: new Float64Array(starts.length),
    positive: new Float64Array(starts.length),
    negative: new Float64Array(starts.length),
  };
  const probability = new Float64Array(starts.length);
  starts.forEach((start, m) => {
    for (let g = start; g < (starts[m + 1] ?? set.logit.length); g++) {
      merged.positive[m]! += set.positive[g]!;
      merged.negative[m]! += set.negative[g]!;
      probability[m]! += (set.positive[g]! + set.negative[g]!) * sigmoid(set.logit[g]!);
    }
    probability[m]! /= merged.positive[m]! + merged.negative[m]!;
    merged.logit[m] = set.logit[start]!;
  });
  return { set: { ...merged, bin: Uint8Array.from(starts, (g) => set.bin[g]!) }, probability };
}

/** The interval that contains the middle 95 % of the values. */
export function percentileInterval(values: readonly number[]): [number, number] {
  const sorted = values.toSorted((a, b) => a - b);
  return [quantile(sorted, 0.025), quantile(sorted, 0.975)];
}

/** The quantile of a sorted list, interpolated linearly between neighbours. */
function quantile(sorted: readonly number[], share: number): number {
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  return sorted[below]! + (position - below) * (sorted[Math.ceil(position)]! - sorted[below]!);
}
