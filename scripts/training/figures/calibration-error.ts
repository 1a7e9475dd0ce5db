import { presentClusters } from '../rows/clusters.ts';
import type { HeldOutRows } from '../rows/held-out-rows.ts';
import { BINS, type Scored } from './metrics.ts';
import type { Ranked } from './ranked.ts';

/** Per calibration bin: observations, and Σ (outcome − probability). */
interface Bins {
  weight: Float64Array;
  gap: Float64Array;
}

function binsOf({ positive, negative, bin }: Scored, probability: Float64Array): Bins {
  const weight = new Float64Array(BINS);
  const gap = new Float64Array(BINS);
  for (let g = 0; g < bin.length; g++) {
    const all = positive[g]! + negative[g]!;
    weight[bin[g]!]! += all;
    gap[bin[g]!]! += positive[g]! - probability[g]! * all;
  }
  return { weight, gap };
}

/**
 * The variance that chance gives to the mean gap of each calibration bin: between clusters if there are any, else between
 * observations.
 */
export function binNoise({ set, probability, groupOf }: Ranked, { clusters }: HeldOutRows): Float64Array {
  const { weight, gap } = binsOf(set, probability);
  const squares = new Float64Array(BINS);
  const mean = gap.map((value, b) => (weight[b]! > 0 ? value / weight[b]! : 0));
  if (clusters === undefined) {
    for (let g = 0; g < set.bin.length; g++) {
      const expected = probability[g]! + mean[set.bin[g]!]!;
      squares[set.bin[g]!]! += set.positive[g]! * (1 - expected) ** 2 + set.negative[g]! * expected ** 2;
    }
    return squares.map((value, b) => (weight[b]! > 0 ? value / weight[b]! ** 2 : 0));
  }
  const { start, cluster, weight: members, positives, count } = clusters;
  const residual = new Float64Array(count * BINS);
  for (let r = 0; r < groupOf.length; r++) {
    const g = groupOf[r]!;
    const b = set.bin[g]!;
    for (let m = start[r]!; m < start[r + 1]!; m++) {
      residual[cluster[m]! * BINS + b]! += positives[m]! - (probability[g]! + mean[b]!) * members[m]!;
    }
  }
  for (let k = 0; k < residual.length; k++) squares[k % BINS]! += residual[k]! ** 2;
  const present = presentClusters(clusters).length;
  return squares.map((value, b) => (weight[b]! > 0 ? ((value / weight[b]! ** 2) * present) / (present - 1) : 0));
}

/**
 * Calibration error without the noise of binning: the root mean square gap between observed and predicted rates over ten
 * bins of equal weight, less what chance adds to it (Bröcker, Climate Dynamics 39, 2012; Kumar, Liang and Ma, NeurIPS
 * 2019, section 5). 0 where chance explains all.
 * @param times how often chance has acted: 2 for a resample, which adds its own noise
 */
export function netCalibrationError(set: Scored, probability: Float64Array, noise: Float64Array, times = 1): number {
  const { weight, gap } = binsOf(set, probability);
  const total = weight.reduce((sum, value) => sum + value, 0);
  let square = 0;
  for (let b = 0; b < BINS; b++) {
    if (weight[b]! > 0) square += (weight[b]! / total) * ((gap[b]! / weight[b]!) ** 2 - times * noise[b]!);
  }
  return Math.sqrt(Math.max(0, square));
}
