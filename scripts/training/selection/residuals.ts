import { sigmoid } from '../../../src/core/sigmoid.ts';
import { selectValues } from '../../maths/vector.ts';
import type { TrainingRows } from '../rows/rows.ts';

/** What a fit leaves, for each selected row. */
export interface Residuals {
  /** Positives minus their expected number. */
  residual: Float64Array;
  /** weight·p·(1 − p), the variance of the residual. */
  curvature: Float64Array;
}

/** What a fit that gives selected rows these logits leaves. */
export function residualsAt(rows: TrainingRows, selected: Uint32Array, logits: Float64Array): Residuals {
  const weight = selectValues(rows.weight, selected);
  const positives = selectValues(rows.positives, selected);
  const p = logits.map(sigmoid);
  return {
    residual: p.map((value, r) => positives[r]! - weight[r]! * value),
    curvature: p.map((value, r) => weight[r]! * value * (1 - value)),
  };
}

/** What shrinks the step of a cell: about this much information is worth of noise. */
export const SHRINKAGE = 8;

/** What a cell explains: its shrunken squared residual, less what noise explains on average. */
export function cellGain(residual: number, curvature: number): number {
  return curvature > 0 ? (residual ** 2 - curvature) / (curvature + SHRINKAGE) : 0;
}
