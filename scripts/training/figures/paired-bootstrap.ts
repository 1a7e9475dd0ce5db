import { sigmoid } from '../../../src/core/sigmoid.ts';
import { poisson, randomSource } from '../../maths/random.ts';
import { percentileInterval, RESAMPLED, RESAMPLES, type Resampled } from './bootstrap.ts';
import { type Metrics, metrics, type Scored, scored } from './metrics.ts';

/** A figure of two contenders on the same rows; the difference is the second minus the first. */
export interface PairedFigure {
  figure: Resampled;
  first: number;
  second: number;
  difference: number;
  /** 95 % interval of the difference. */
  interval: [number, number];
}

/**
 * Compares two sets of logits on the same held-out groups. The intervals are percentiles over Poisson bootstrap
 * resamples (Hanley and MacGibbon 2006). Both contenders get the same resampled observations, so common noise cancels.
 */
export function pairedFigures(
  first: Float64Array,
  second: Float64Array,
  { weight, positives }: { weight: Float64Array; positives: Float64Array },
  { seed, resamples = RESAMPLES }: { seed: number; resamples?: number },
): PairedFigure[] {
  const random = randomSource(seed);
  const one = ranked(first, weight, positives);
  const other = ranked(second, weight, positives);
  const up = new Float64Array(weight.length);
  const down = new Float64Array(weight.length);
  const draws = Array.from({ length: resamples }, () => {
    for (let r = 0; r < weight.length; r++) {
      up[r] = poisson(random, positives[r]!);
      down[r] = poisson(random, weight[r]! - positives[r]!);
    }
    return differences(resampled(one, up, down), resampled(other, up, down));
  });
  const [a, b] = [metrics(one.set), metrics(other.set)];
  const point = differences(a, b);
  return RESAMPLED.map((figure) => {
    const interval = percentileInterval(draws.map((draw) => draw[figure]));
    return { figure, first: a[figure], second: b[figure], difference: point[figure], interval };
  });
}

/** Rows sorted by score, and for each row the group of equal scores that it is in. */
export interface Ranked {
  set: Scored;
  probability: Float64Array;
  groupOf: Uint32Array;
}

/** Ranks held-out groups once, so that resamples need no sorting. */
export function ranked(logits: Float64Array, weight: Float64Array, positives: Float64Array): Ranked {
  const set = scored(logits, weight, positives);
  const places = new Map(Array.from(set.logit, (logit, group) => [logit, group]));
  return { set, probability: set.logit.map(sigmoid), groupOf: Uint32Array.from(logits, (z) => places.get(z)!) };
}

/** The figures of a resample: other counts of the same groups. */
export function resampled({ set, probability, groupOf }: Ranked, up: Float64Array, down: Float64Array): Metrics {
  const positive = new Float64Array(set.logit.length);
  const negative = new Float64Array(set.logit.length);
  for (let r = 0; r < groupOf.length; r++) {
    positive[groupOf[r]!]! += up[r]!;
    negative[groupOf[r]!]! += down[r]!;
  }
  return metrics({ ...set, positive, negative }, probability);
}

/** The figures of the second minus those of the first. */
export function differences(a: Metrics, b: Metrics): Record<Resampled, number> {
  return {
    auc: b.auc - a.auc,
    logLoss: b.logLoss - a.logLoss,
    brier: b.brier - a.brier,
    averagePrecision: b.averagePrecision - a.averagePrecision,
  };
}
