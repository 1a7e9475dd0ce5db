import type { FeatureShape } from '../../src/core/feature.ts';
import { multiply, multiplyTransposed } from './block-matrix.ts';
import { featureCoefficients } from './blocks.ts';
import type { Problem } from './learned-problem.ts';
import { curvature } from './newton-cg.ts';
import { penaltyVector } from './shrinkage.ts';

/** What pruning leaves. */
interface Kept {
  shapes: FeatureShape[];
  coefficients: number[][];
}

/**
 * Keeps the cells whose coefficients move predictions most: the largest coefficient²·Σ weight·p·(1 − p). Only cells of
 * crosses can go.
 */
export function prune({ shapes, likelihood, beta }: Problem, lambda: Float64Array, budget: number): Kept {
  const { matrix, weight } = likelihood;
  const logits = multiply(matrix, beta, new Float64Array(matrix.rows));
  const { perRow } = curvature({ matrix, weight, positives: weight, penalty: penaltyVector(matrix, lambda) }, logits);
  const information = multiplyTransposed(matrix, perRow, 2);
  const coefficients = featureCoefficients(shapes, matrix, beta);
  const importance = featureCoefficients(shapes, matrix, information).map((own, b) =>
    own.map((value, k) => value * coefficients[b]![k]! ** 2),
  );
  const fixed = shapes.reduce((count, shape, b) => count + (shape.type === 'cross' ? 0 : coefficients[b]!.length), 0);
  const all = Float64Array.from(shapes.flatMap((shape, b) => (shape.type === 'cross' ? importance[b]! : []))).sort();
  const room = Math.max(0, budget - fixed);
  const least = all.length > room ? all[all.length - room]! : 0;
  const matters = (b: number, k: number) =>
    shapes[b]!.type !== 'cross' || (importance[b]![k]! >= least && importance[b]![k]! > 0);
  return {
    shapes: shapes.map((shape, b) =>
      shape.type === 'cross' ? { ...shape, cells: shape.cells.filter((_, k) => matters(b, k)) } : shape,
    ),
    coefficients: coefficients.map((own, b) => own.filter((_, k) => matters(b, k))),
  };
}
