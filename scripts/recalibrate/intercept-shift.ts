import { sigmoid } from '../../src/core/sigmoid.ts';
import { sum } from '../maths/vector.ts';

/** Answers, as logits with the fitted intercept, and their outcomes. */
export interface Outcomes {
  logit: Float64Array;
  weight: Float64Array;
  positives: Float64Array;
}

/**
 * Standard deviation of the prior of a shift, in log-odds: without outcomes, odds are expected to change by at most a
 * factor of e^(2·0.5) ≈ 2.7 either way. The prior weighs as much as about 25 outcomes at a rate of one in five.
 */
export const PRIOR_DEVIATION = 0.5;

/**
 * The number to add to the intercept so that answers agree with outcomes on average: the maximum of the likelihood times
 * a normal prior around 0 (logistic recalibration "in the large", D. R. Cox, Biometrika 45, 1958). Because of the prior,
 * few outcomes give a small shift, and none give 0. `deviation` is that of the posterior, from its curvature. Newton's
 * method with steps of at most 1.
 */
export function interceptShift({ logit, weight, positives }: Outcomes): { shift: number; deviation: number } {
  const precision = 1 / PRIOR_DEVIATION ** 2;
  let shift = 0;
  for (;;) {
    let slope = -precision * shift;
    let curvature = precision;
    for (let r = 0; r < logit.length; r++) {
      const p = sigmoid(logit[r]! + shift);
      slope += positives[r]! - weight[r]! * p;
      curvature += weight[r]! * p * (1 - p);
    }
    const step = Math.min(Math.max(slope / curvature, -1), 1);
    shift += step;
    if (Math.abs(step) < 1e-10) return { shift, deviation: 1 / Math.sqrt(curvature) };
  }
}

/** Mean probability of positives over the rows. */
export function meanAnswer({ logit, weight }: Pick<Outcomes, 'logit' | 'weight'>): number {
  return logit.reduce((total, z, r) => total + weight[r]! * sigmoid(z), 0) / sum(weight);
}
