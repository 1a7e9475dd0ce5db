import type { Evaluation } from '../../core/artifact.ts';

/** A range of probabilities: what the model predicted, and what was observed. */
export interface ReliabilityBin {
  from: number;
  to: number;
  /** Mean probability, accurate to 0.005. */
  predicted: number;
  /** Share of positive rows. */
  observed: number;
  rows: number;
}

/** Ranges in order, each with at least one in `bins` of the rows, from the differences between neighbouring points. */
export function reliability(curve: Evaluation['curve'], bins = 10): ReliabilityBin[] {
  const total = (curve[0]?.[1] ?? 0) + (curve[0]?.[2] ?? 0);
  const result: ReliabilityBin[] = [];
  let open = { from: 0, rows: 0, positives: 0, sum: 0 };
  curve.forEach(([from, positives, negatives], k) => {
    const [to, laterPositives, laterNegatives] = curve[k + 1] ?? [1, 0, 0];
    const rows = positives + negatives - laterPositives - laterNegatives;
    open.rows += rows;
    open.positives += positives - laterPositives;
    open.sum += rows * ((from + to) / 2);
    const isLast = k === curve.length - 1;
    if (open.rows < total / bins && !isLast) return;
    if (open.rows > 0) {
      const { rows, positives, sum } = open;
      result.push({ from: open.from, to, predicted: sum / rows, observed: positives / rows, rows });
    }
    open = { from: to, rows: 0, positives: 0, sum: 0 };
  });
  return result;
}
