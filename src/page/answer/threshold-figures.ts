import type { Evaluation } from '../../core/artifact.ts';

/** Figures of the decisions at a threshold, on held-out rows. */
export interface ThresholdFigures {
  /** Share of flagged rows that are positive; undefined when no row is flagged. */
  precision: number | undefined;
  /** Share of the positive rows that are flagged. */
  recall: number;
  /** Share of all rows that are flagged. */
  flagged: number;
}

/** Precision, recall and share flagged, at the last point of the curve at or below the threshold. */
export function thresholdFigures(curve: Evaluation['curve'], threshold: number): ThresholdFigures {
  const [, allPositives = 0, allNegatives = 0] = curve[0] ?? [];
  const [, positives = 0, negatives = 0] = curve.findLast(([step]) => step <= threshold + 1e-9) ?? [];
  const rows = positives + negatives;
  return {
    precision: rows > 0 ? positives / rows : undefined,
    recall: positives / allPositives,
    flagged: rows / (allPositives + allNegatives),
  };
}
