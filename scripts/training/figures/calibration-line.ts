import { sigmoid } from '../../../src/core/sigmoid.ts';
import type { Scored } from './metrics.ts';

/** What a recalibration with one coefficient for the logit would find: intercept 0 and slope 1 are perfect. */
export interface CalibrationLine {
  /** The intercept with slope 1: above 0, answers are too low on average. */
  intercept: number;
  /**
   * The slope, fitted with an intercept of its own: below 1, answers are too extreme. NaN if all answers are equal, or separate
   * the classes: no slope is the best then.
   */
  slope: number;
}

const STEPS = 30;
const EQUAL = 1e-9;
/** Newton's method squares the error: after a step this small, ten digits are right. */
const SMALL_STEP = 1e-6;
/** No step changes a logit by more: far from the optimum, a full step can lead further away. */
const LARGEST_CHANGE = 2;

/**
 * Fits intercept and slope to outcomes by Newton's method (Cox 1958; the intercept with slope 1: Van Calster et al., BMC
 * Medicine 17, 2019).
 * @param set in ascending order of the logits
 * @param start where to begin
 */
export function calibrationLine(set: Scored, start: CalibrationLine = PERFECT): CalibrationLine {
  const { logit, positive, negative } = set;
  const isConstant = logit.every((z) => Math.abs(z - logit[0]!) < EQUAL);
  const { intercept } = fitLine(set, { intercept: start.intercept, slope: 1 }, true);
  const hasNone = isConstant || isBelow(negative, positive) || isBelow(positive, negative);
  return { intercept, slope: hasNone ? Number.NaN : fitLine(set, start, false).slope };
}

/** Whether all observations of one class have lower logits than all of the other. */
function isBelow(one: Float64Array, other: Float64Array): boolean {
  return one.findLastIndex((count) => count > 0) < other.findIndex((count) => count > 0);
}

/** The line of answers that are right. */
export const PERFECT: CalibrationLine = { intercept: 0, slope: 1 };

/** Fits intercept and slope, or with a `fixed` slope the intercept alone. */
export function fitLine(
  { logit, positive, negative }: Scored,
  start: CalibrationLine,
  fixed: boolean,
): CalibrationLine {
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
    const largest = Math.max(
      Math.abs(byIntercept + bySlope * logit[0]!),
      Math.abs(byIntercept + bySlope * logit.at(-1)!),
    );
    const share = Math.min(1, LARGEST_CHANGE / largest);
    intercept += share * byIntercept;
    slope += share * bySlope;
    if (!(Math.abs(byIntercept) + Math.abs(bySlope) > SMALL_STEP)) break;
  }
  return { intercept, slope };
}
