import { sigmoid } from '../../../src/core/sigmoid.ts';
import { dot, largest, sum } from '../../maths/vector.ts';
import { type BlockMatrix, multiply, multiplyTransposed } from '../matrix/block-matrix.ts';
import { curvature, solve } from './curvature.ts';
import type { FitOptions, FitResult, Objective } from './solver.ts';

const MOST_STEPS = 60;

/**
 * Newton's method whose steps are solved by conjugate gradients, more and more precisely near the optimum (Nocedal and
 * Wright 2006, section 7.1), but no more than the tolerance asks for (Kelley, Iterative Methods for Linear and Nonlinear
 * Equations, 1995, equation 6.20): no matrix is formed, so a hundred thousand coefficients fit.
 */
export function minimise(
  objective: Objective<BlockMatrix>,
  start: Float64Array,
  { tolerance, steps = MOST_STEPS, onStep }: FitOptions,
): FitResult {
  const { matrix, weight } = objective;
  const logits = new Float64Array(matrix.rows);
  const total = sum(weight);
  const beta = start.slice();
  let slope = gradient(objective, beta, multiply(matrix, beta, logits));
  let norm = largest(slope) / total;
  let iterations = 0;
  while (iterations < steps && norm > tolerance) {
    const inner = Math.max(Math.min(0.1, Math.sqrt(norm)), (0.5 * tolerance) / norm);
    const direction = solve(curvature(objective, logits), slope, inner);
    const descent = dot(slope, direction);
    const from = beta.slice();
    for (let length = 1; ; length /= 2) {
      for (let j = 0; j < beta.length; j++) beta[j] = from[j]! - length * direction[j]!;
      slope = gradient(objective, beta, multiply(matrix, beta, logits));
      if (-dot(slope, direction) <= 0.9 * descent || length < 1e-6) break;
    }
    const before = norm;
    norm = largest(slope) / total;
    iterations++;
    onStep?.(norm);
    if (norm >= before && norm < 1e-10) break;
  }
  return { beta, gradient: norm, iterations };
}

/** Largest absolute component of the gradient at `beta`, divided by the total weight. */
export function gradientNorm(objective: Objective<BlockMatrix>, beta: Float64Array): number {
  const logits = multiply(objective.matrix, beta, new Float64Array(objective.matrix.rows));
  return largest(gradient(objective, beta, logits)) / sum(objective.weight);
}

function gradient(
  { matrix, weight, positives, penalty }: Objective<BlockMatrix>,
  beta: Float64Array,
  logits: Float64Array,
): Float64Array {
  const residuals = new Float64Array(matrix.rows);
  for (let r = 0; r < residuals.length; r++) residuals[r] = weight[r]! * sigmoid(logits[r]!) - positives[r]!;
  const result = multiplyTransposed(matrix, residuals);
  for (let j = 0; j < result.length; j++) result[j]! += penalty[j]! * beta[j]!;
  return result;
}
