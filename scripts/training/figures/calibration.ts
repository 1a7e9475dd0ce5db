import { sigmoid } from '../../../src/core/sigmoid.ts';
import { presentClusters } from '../rows/clusters.ts';
import type { HeldOutRows } from '../rows/held-out-rows.ts';
import { BINS, type Scored } from './metrics.ts';
import type { Ranked } from './ranked.ts';

/** Per calibration bin: observations, Σ (outcome − probability), and the variance of that sum by chance. */
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

/** What a recalibration with one coefficient for the logit would find: intercept 0 and slope 1 are perfect. */
export interface CalibrationLine {
  /** The intercept with slope 1: above 0, answers are too low on average. */
  intercept: number;
  /** The slope, fitted with an intercept of its own: below 1, answers are too extreme. NaN if all answers are equal. */
  slope: number;
}

const STEPS = 30;
const EQUAL = 1e-9;
/** Newton's method squares the error: after a step this small, ten digits are right. */
const SMALL_STEP = 1e-6;

/**
 * Fits intercept and slope to outcomes by Newton's method (Cox 1958; the intercept with slope 1: Van Calster et al., BMC
 * Medicine 17, 2019).
 * @param start where to begin
 */
export function calibrationLine(set: Scored, start: CalibrationLine = PERFECT): CalibrationLine {
  const { logit } = set;
  const isConstant = logit.every((z) => Math.abs(z - logit[0]!) < EQUAL);
  const { intercept } = fitLine(set, { intercept: start.intercept, slope: 1 }, true);
  return { intercept, slope: isConstant ? Number.NaN : fitLine(set, start, false).slope };
}

const PERFECT: CalibrationLine = { intercept: 0, slope: 1 };

function fitLine({ logit, positive, negative }: Scored, start: CalibrationLine, fixed: boolean): CalibrationLine {
  let { intercept, slope } = start;
  for (let step = 0; step < STEPS; step++) {
    let [g0, g1, h00, h01, h11] = [0, 0, 0, 0, 0];
    for (let k = 0; k < logit.length; k++) {
      const all = positive[k]! + negative[k]!;
      if (all === 0) continue;
      const z = logit[k]!;
      const p = sigmoid(intercept + slope * z);
      const curvature = all * p * (1 - p);
      g0 += positive[k]! - all * p;
      g1 += (positive[k]! - all * p) * z;
      h00 += curvature;
      h01 += curvature * z;
      h11 += curvature * z * z;
    }
    const determinant = h00 * h11 - h01 * h01;
    const [byIntercept, bySlope] = fixed
      ? [g0 / h00, 0]
      : [(h11 * g0 - h01 * g1) / determinant, (h00 * g1 - h01 * g0) / determinant];
    intercept += byIntercept;
    slope += bySlope;
    if (!(Math.abs(byIntercept) + Math.abs(bySlope) > SMALL_STEP)) break;
  }
  return { intercept, slope };
}
