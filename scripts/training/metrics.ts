import { sigmoid } from '../../src/core/sigmoid.ts';
import { poisson, randomSource } from './random.ts';

/** How good the probabilities of a held-out set are. */
export interface Metrics {
  /** Area under the ROC curve: the chance that a positive row scores above a negative one, ties counting half. */
  auc: number;
  /** Mean negative log-likelihood, in nats. */
  logLoss: number;
  /** Mean squared difference of probability and outcome (Brier 1950). */
  brier: number;
  /** Σ (recall step · precision) over the thresholds, from the highest down. */
  averagePrecision: number;
  /** Expected calibration error: mean |observed − predicted| rate over ten bins of equal weight. */
  calibrationError: number;
}

/** Groups of held-out observations by score, the highest first. */
export interface Scored {
  logit: Float64Array;
  positive: Float64Array;
  negative: Float64Array;
  /** Calibration bin of each group. */
  bin: Uint8Array;
}

const BINS = 10;

/** Sorts held-out groups by logit and merges equal ones. */
export function scored(logit: Float64Array, weight: Float64Array, positives: Float64Array): Scored {
  const order = Uint32Array.from(logit, (_, r) => r).sort((a, b) => logit[b]! - logit[a]!);
  const result = { logit: [] as number[], positive: [] as number[], negative: [] as number[] };
  for (const r of order) {
    const last = result.logit.length - 1;
    if (last >= 0 && result.logit[last] === logit[r]) {
      result.positive[last]! += positives[r]!;
      result.negative[last]! += weight[r]! - positives[r]!;
    } else {
      result.logit.push(logit[r]!);
      result.positive.push(positives[r]!);
      result.negative.push(weight[r]! - positives[r]!);
    }
  }
  const total = weight.reduce((sum, value) => sum + value, 0);
  const bin = new Uint8Array(result.logit.length);
  let before = 0;
  for (let g = 0; g < bin.length; g++) {
    bin[g] = Math.min(BINS - 1, Math.floor((before / total) * BINS));
    before += result.positive[g]! + result.negative[g]!;
  }
  return {
    logit: Float64Array.from(result.logit),
    positive: Float64Array.from(result.positive),
    negative: Float64Array.from(result.negative),
    bin,
  };
}

/** The figures of a scored set; `positive` and `negative` may be resampled counts of the same groups. */
export function metrics(
  { logit, positive, negative, bin }: Scored,
  probability: Float64Array = logit.map(sigmoid),
): Metrics {
  let positives = 0;
  let negatives = 0;
  let pairs = 0;
  let logLoss = 0;
  let brier = 0;
  let precisionSum = 0;
  const gap = new Float64Array(BINS);
  for (let g = 0; g < logit.length; g++) {
    const up = positive[g]!;
    const down = negative[g]!;
    if (up + down === 0) continue;
    const p = probability[g]!;
    pairs += down * (positives + up / 2);
    positives += up;
    negatives += down;
    precisionSum += up * (positives / (positives + negatives));
    logLoss -= up * Math.log(p) + down * Math.log1p(-p);
    brier += up * (1 - p) ** 2 + down * p ** 2;
    gap[bin[g]!]! += up - p * (up + down);
  }
  const total = positives + negatives;
  return {
    auc: pairs / (positives * negatives),
    logLoss: logLoss / total,
    brier: brier / total,
    averagePrecision: precisionSum / positives,
    calibrationError: gap.reduce((sum, value) => sum + Math.abs(value), 0) / total,
  };
}

/**
 * Figures that have bootstrap intervals. The calibration error has none: noise between answers and outcomes adds to it,
 * and a resample has more noise than the rows, so that the interval would lie above the figure itself.
 */
export const RESAMPLED = ['auc', 'logLoss', 'brier', 'averagePrecision'] as const;
export type Resampled = (typeof RESAMPLED)[number];

/** How many resamples every bootstrap here draws. */
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
  const interval = (name: Resampled): [number, number] => {
    const sorted = draws.map((draw) => draw[name]).sort((a, b) => a - b);
    return [quantile(sorted, 0.025), quantile(sorted, 0.975)];
  };
  return {
    auc: interval('auc'),
    logLoss: interval('logLoss'),
    brier: interval('brier'),
    averagePrecision: interval('averagePrecision'),
  };
}

/** Merges neighbouring groups of one calibration bin, so that about `most` are left, with their mean probability. */
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

/** The value that a share of a sorted list lies below, between neighbours by straight line. */
export function quantile(sorted: readonly number[], share: number): number {
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  return sorted[below]! + (position - below) * (sorted[Math.ceil(position)]! - sorted[below]!);
}
