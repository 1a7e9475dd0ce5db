import type { Evaluation } from '../../../src/core/artifact.ts';
import { sigmoid } from '../../../src/core/sigmoid.ts';
import { decimals } from '../../maths/decimals.ts';
import type { Scored } from './metrics.ts';

const STEPS = 100;

/**
 * The weight of positive and of negative rows with a probability of at least each hundredth from 0 to 0.99. A row with
 * exactly that probability counts as positive, as in an answer. Six decimals keep sums of fractional weights short.
 */
export function thresholdCurve({ logit, positive, negative }: Scored): Evaluation['curve'] {
  const probability = logit.map(sigmoid);
  return Array.from({ length: STEPS }, (_, step) => {
    const threshold = step / STEPS;
    let truePositives = 0;
    let falsePositives = 0;
    for (let g = 0; g < probability.length && probability[g]! >= threshold; g++) {
      truePositives += positive[g]!;
      falsePositives += negative[g]!;
    }
    return [threshold, decimals(truePositives, 6), decimals(falsePositives, 6)];
  });
}
