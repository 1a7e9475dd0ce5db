import type { FeatureShape, FieldFeature } from '../../../src/core/feature.ts';
import { selectValues, sum } from '../../maths/vector.ts';
import type { BlockMatrix } from '../matrix/block-matrix.ts';
import { blockMatrix } from '../matrix/blocks.ts';
import { type DesignMatrix, designMatrix, selectRows } from '../matrix/design-matrix.ts';
import type { TrainingRows } from '../rows/rows.ts';
import type { Likelihood, Objective } from './solver.ts';

/** The objective of features over selected rows under one penalty, for `newton-cholesky`. */
export function ridgeObjective(
  shapes: readonly FieldFeature[],
  rows: TrainingRows,
  selected: Uint32Array,
  penalty: number,
): Objective<DesignMatrix> {
  const matrix = selectRows(designMatrix(rows.fields, shapes, rows.cells), selected);
  return { matrix, ...counts(rows, selected), penalty: ridge(matrix.size, penalty) };
}

/** A penalty for every coefficient, and none for the intercept. */
export function ridge(size: number, penalty: number): Float64Array {
  return new Float64Array(size + 1).fill(penalty, 0, size);
}

/** The objective of features over selected rows under a penalty per feature, for `newton-cg`. */
export function objective(
  shapes: readonly FeatureShape[],
  rows: TrainingRows,
  selected: Uint32Array,
  lambda: ArrayLike<number>,
): Objective<BlockMatrix> {
  const matrix = blockMatrix(shapes, rows, selected);
  return { matrix, ...counts(rows, selected), penalty: penaltyVector(matrix, lambda) };
}

/** The penalty of every place of a coefficient vector: λ of its block, 0 for the intercept. */
export function penaltyVector(
  { length, blocks }: Pick<BlockMatrix, 'length' | 'blocks'>,
  lambda: ArrayLike<number>,
): Float64Array {
  const result = new Float64Array(length);
  for (const { size, offset, penalty } of blocks) result.fill(lambda[penalty]!, offset, offset + size);
  return result;
}

/**
 * Where a fit starts: an intercept that answers with the base rate, all other coefficients 0.
 * @throws {RangeError} when there are no rows, or one class only
 */
export function baseRateStart(objective: Objective<DesignMatrix | BlockMatrix>): Float64Array {
  const { matrix, weight, positives, penalty } = objective;
  const total = sum(weight);
  const positiveWeight = sum(positives);
  if (!(total > 0)) throw new RangeError('there are no rows to fit');
  if (!(positiveWeight > 0 && positiveWeight < total)) {
    throw new RangeError('the target has one class only: nothing can be learned from it');
  }
  const beta = new Float64Array(penalty.length);
  const share = positiveWeight / total;
  // The same odds twice, rounded differently: the last bits of committed artifacts depend on it.
  const odds = 'blocks' in matrix ? share / (1 - share) : positiveWeight / (total - positiveWeight);
  beta[beta.length - 1] = Math.log(odds);
  return beta;
}

function counts(rows: TrainingRows, selected: Uint32Array): Omit<Likelihood<unknown>, 'matrix'> {
  return { weight: selectValues(rows.weight, selected), positives: selectValues(rows.positives, selected) };
}
