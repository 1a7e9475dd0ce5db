import { sigmoid } from '../../../src/core/sigmoid.ts';
import { decimals } from '../../maths/decimals.ts';
import { sum } from '../../maths/vector.ts';
import { logLoss } from './log-loss.ts';

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

export const BINS = 10;

/** Sorts held-out groups by logit and merges equal ones. */
export function scored(logit: Float64Array, weight: Float64Array, positives: Float64Array): Scored {
  return merged(logit, weight, positives).set;
}

/** The scored set, and for each row its place in it. */
export function merged(
  logit: Float64Array,
  weight: Float64Array,
  positives: Float64Array,
): { set: Scored; groupOf: Uint32Array } {
  const groupOf = new Uint32Array(logit.length);
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
    groupOf[r] = result.logit.length - 1;
  }
  const total = sum(weight);
  const bin = new Uint8Array(result.logit.length);
  let before = 0;
  for (let g = 0; g < bin.length; g++) {
    bin[g] = Math.min(BINS - 1, Math.floor((before / total) * BINS));
    before += result.positive[g]! + result.negative[g]!;
  }
  const set = {
    logit: Float64Array.from(result.logit),
    positive: Float64Array.from(result.positive),
    negative: Float64Array.from(result.negative),
    bin,
  };
  return { set, groupOf };
}

/** The figures of a scored set; `positive` and `negative` may be resampled counts of the same groups. */
export function metrics(
  { logit, positive, negative, bin }: Scored,
  probability: Float64Array = logit.map(sigmoid),
): Metrics {
  let positives = 0;
  let negatives = 0;
  let pairs = 0;
  let loss = 0;
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
    loss += logLoss(p, up, down);
    brier += up * (1 - p) ** 2 + down * p ** 2;
    gap[bin[g]!]! += up - p * (up + down);
  }
  const total = positives + negatives;
  return {
    auc: pairs / (positives * negatives),
    logLoss: loss / total,
    brier: brier / total,
    averagePrecision: precisionSum / positives,
    calibrationError: gap.reduce((sum, value) => sum + Math.abs(value), 0) / total,
  };
}

/** A figure as artifacts keep it: with six decimals, far below the width of any interval here. */
export function keptFigure(value: number): number {
  return decimals(value, 6);
}
