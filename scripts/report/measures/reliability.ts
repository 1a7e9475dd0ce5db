import { sigmoid } from '../../../src/core/sigmoid.ts';
import type { Scored } from '../../training/figures/metrics.ts';
import { wilson } from './wilson.ts';

/** A tenth of the held-out rows, by answer. */
export interface ReliabilityBin {
  rows: number;
  /** Mean answer. */
  answered: number;
  /** Share of positives, and its 95 % interval. */
  observed: number;
  low: number;
  high: number;
}

/** The outcomes of rows with similar answers: ten bins of equal weight, from the highest answers down. */
export function reliability({ logit, positive, negative, bin }: Scored): ReliabilityBin[] {
  const sums = Array.from({ length: bin.reduce((most, own) => Math.max(most, own), 0) + 1 }, () => ({
    rows: 0,
    answered: 0,
    positives: 0,
  }));
  for (let g = 0; g < logit.length; g++) {
    const own = sums[bin[g]!]!;
    const rows = positive[g]! + negative[g]!;
    own.rows += rows;
    own.answered += rows * sigmoid(logit[g]!);
    own.positives += positive[g]!;
  }
  return sums
    .filter(({ rows }) => rows > 0)
    .map(({ rows, answered, positives }) => {
      const [low, high] = wilson(positives, rows);
      return { rows, answered: answered / rows, observed: positives / rows, low, high };
    });
}
