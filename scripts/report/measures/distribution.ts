import { sigmoid } from '../../../src/core/sigmoid.ts';
import { sum } from '../../maths/vector.ts';
import type { Scored } from '../../training/figures/metrics.ts';

/** Width of a bar of probabilities. */
export const STEP = 0.025;

/** A bar of a histogram of answers: the share of the rows of an outcome with a probability in `from` to `from + STEP`. */
export interface Bar {
  outcome: 0 | 1;
  from: number;
  share: number;
}

/** The histograms of the answers to negative and to positive rows. */
export function distribution({ logit, positive, negative }: Scored): Bar[] {
  const bars = Math.round(1 / STEP);
  return ([0, 1] as const).flatMap((outcome) => {
    const counts = outcome === 1 ? positive : negative;
    const sums = new Float64Array(bars);
    for (let g = 0; g < logit.length; g++) {
      sums[Math.min(bars - 1, Math.floor(sigmoid(logit[g]!) / STEP))]! += counts[g]!;
    }
    const total = sum(sums);
    return Array.from(sums, (value, k) => ({ outcome, from: k * STEP, share: value / total }));
  });
}
