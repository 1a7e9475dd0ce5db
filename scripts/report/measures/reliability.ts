import { sigmoid } from '../../../src/core/sigmoid.ts';
import { BINS, merged } from '../../training/figures/metrics.ts';
import { rateIntervals } from '../../training/figures/rate-intervals.ts';
import type { HeldOutRows } from '../../training/rows/held-out-rows.ts';

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
export function reliability(logits: Float64Array, held: HeldOutRows): ReliabilityBin[] {
  const { set, groupOf } = merged(logits, held.weight, held.positives);
  const bins = groupOf.map((g) => set.bin[g]!);
  const answered = new Float64Array(BINS);
  for (let r = 0; r < bins.length; r++) answered[bins[r]!]! += held.weight[r]! * sigmoid(logits[r]!);
  return rateIntervals(bins, BINS, held)
    .map(({ rows, positives, low, high }, b) => {
      return { rows, answered: answered[b]! / rows, observed: positives / rows, low, high };
    })
    .filter(({ rows }) => rows > 0);
}
