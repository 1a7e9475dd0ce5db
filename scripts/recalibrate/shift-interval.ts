import { sigmoid } from '../../src/core/sigmoid.ts';
import { tQuantile } from '../../src/core/t-quantile.ts';
import type { OutcomeClusters } from '../outcomes/outcome-clusters.ts';
import { type Outcomes, PRIOR_DEVIATION } from './intercept-shift.ts';

/**
 * The 95 % interval of a shift. With clusters, the outcomes of one may depend on each other: the sums of their residuals
 * say how much less than independent ones they weigh against the prior (the sandwich of Liang and Zeger, Biometrika 73,
 * 1986, with n/(n − 1) and Student's t), never more.
 */
export function shiftInterval(
  { logit, weight, positives }: Outcomes,
  shift: number,
  clusters?: Pick<OutcomeClusters, 'count' | 'of'>,
): [number, number] {
  let information = 0;
  const residuals = new Float64Array(clusters?.count ?? 0);
  for (let r = 0; r < logit.length; r++) {
    const p = sigmoid(logit[r]! + shift);
    information += weight[r]! * p * (1 - p);
    if (clusters) residuals[clusters.of[r]!]! += positives[r]! - weight[r]! * p;
  }
  const variance = clusters ? Math.max(information, varianceOfSum(residuals)) : information;
  const precision = 1 / PRIOR_DEVIATION ** 2 + (variance > 0 ? information ** 2 / variance : 0);
  const reach = (clusters ? tQuantile(0.975, clusters.count - 1) : 1.96) / Math.sqrt(precision);
  return [shift - reach, shift + reach];
}

/** The variance of the sum of independent terms, as these terms show it. */
function varianceOfSum(terms: Float64Array): number {
  const mean = terms.reduce((sum, term) => sum + term, 0) / terms.length;
  return (terms.reduce((sum, term) => sum + (term - mean) ** 2, 0) * terms.length) / (terms.length - 1);
}
