import type { Evaluation } from '../../../src/core/artifact.ts';
import { sigmoid } from '../../../src/core/sigmoid.ts';
import type { Scored } from './metrics.ts';

const STEPS = 100;

/**
 * The weight of positive and of negative rows whose probability reaches each hundredth from 0 to 0.99. A row whose
 * probability is the threshold itself counts as positive, as it does in an answer.
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
    return [threshold, decimals(truePositives), decimals(falsePositives)];
  });
}

/** Weights need not be whole; six decimals keep their sums short. */
function decimals(value: number): number {
  return Number(value.toFixed(6));
}
