import { factor, solve } from '../../../../scripts/maths/cholesky.ts';
import type { FeatureDefinition } from '../../../../scripts/models/definition.ts';
import type { Curvature } from '../../../../scripts/training/fit/curvature.ts';
import { denseHessian } from '../../../../scripts/training/fit/dense-hessian.ts';
import { baseRateStart, objective } from '../../../../scripts/training/fit/objective.ts';
import type { Objective } from '../../../../scripts/training/fit/solver.ts';
import { type BlockMatrix, multiply } from '../../../../scripts/training/matrix/block-matrix.ts';
import { featureShape } from '../../../../scripts/training/matrix/feature-shape.ts';
import { everyRow, type TrainingRows } from '../../../../scripts/training/rows/rows.ts';
import { simulate } from './simulation.ts';

export const MAIN: FeatureDefinition[] = [
  { type: 'one-hot', field: 'a' },
  { type: 'one-hot', field: 'b' },
];
export const CROSS: FeatureDefinition = { type: 'cross', terms: [{ field: 'a' }, { field: 'b' }] };
export const COUNT = 3000;

/** The objective of features over rows, and where its fit starts. */
export function blockModel(features: FeatureDefinition[], lambda: readonly number[], rows = simulatedRows()) {
  const shapes = features.map((feature) => featureShape(feature, rows, everyRow(rows)));
  const own = objective(shapes, rows, everyRow(rows), lambda);
  return { rows, shapes, objective: own, start: baseRateStart(own) };
}

function simulatedRows(): TrainingRows {
  return simulate(1, COUNT, [0.8, 0.5, 0.4]).rows;
}

/** The value of an objective, row by row and coefficient by coefficient. */
export function objectiveValue(
  { matrix, weight, positives, penalty }: Objective<BlockMatrix>,
  beta: Float64Array,
): number {
  return multiply(matrix, beta, new Float64Array(matrix.rows)).reduce(
    (sum, z, r) => sum + weight[r]! * Math.log1p(Math.exp(z)) - positives[r]! * z,
    beta.reduce((sum, value, j) => sum + (penalty[j]! * value ** 2) / 2, 0),
  );
}

/** The inverse of a Hessian as a whole matrix, by columns. */
export function inverseOf(hessian: Curvature): Float64Array[] {
  const n = hessian.matrix.length;
  const choleskyFactor = denseHessian(hessian);
  factor(choleskyFactor, n);
  return Array.from({ length: n }, (_, j) =>
    solve(
      choleskyFactor,
      n,
      Float64Array.from({ length: n }, (_, k) => Number(k === j)),
    ),
  );
}
