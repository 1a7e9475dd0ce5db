import type { Evaluation } from '../../core/artifact.ts';

/** What became of the held-out rows that reach a threshold. */
export interface AtThreshold {
  /** Share of the rows flagged that are positive; undefined when none is flagged. */
  precision: number | undefined;
  /** Share of the positive rows that are flagged. */
  recall: number;
  /** Share of all rows that are flagged. */
  flagged: number;
}

/** Precision and recall at a threshold, measured at or below it, from the curve of an evaluation. */
export function atThreshold(curve: Evaluation['curve'], threshold: number): AtThreshold {
  const [, allPositives = 0, allNegatives = 0] = curve[0] ?? [];
  const [, positives = 0, negatives = 0] = curve.findLast(([step]) => step <= threshold + 1e-9) ?? [];
  const rows = positives + negatives;
  return {
    precision: rows > 0 ? positives / rows : undefined,
    recall: positives / allPositives,
    flagged: rows / (allPositives + allNegatives),
  };
}

/** A range of probabilities: what the model said and what happened. */
export interface ReliabilityBin {
  from: number;
  to: number;
  /** Mean probability, to half a hundredth. */
  predicted: number;
  /** Share of positive rows. */
  observed: number;
  rows: number;
}

/** Ranges with at least one row in `bins`, in order, from the differences of a curve's neighbouring thresholds. */
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
