import { sigmoid } from '../../../src/core/sigmoid.ts';
import { dot, largest } from '../../maths/vector.ts';
import { type BlockMatrix, multiply, multiplyTransposed } from '../matrix/block-matrix.ts';

/** What is minimised: Σ weight·log loss + Σ λ/2·coefficient², λ by place of the coefficient vector (0 for the intercept). */
export interface PenalisedLikelihood {
  matrix: BlockMatrix;
  weight: Float64Array;
  positives: Float64Array;
  penalty: Float64Array;
}

/** The Hessian at a point, as what multiplies a vector, and its diagonal. */
export interface Curvature {
  matrix: BlockMatrix;
  /** weight·p·(1 − p) per row. */
  perRow: Float64Array;
  penalty: Float64Array;
  diagonal: Float64Array;
}

const MOST_STEPS = 60;
const MOST_INNER = 500;

/**
 * Newton's method whose steps are solved by conjugate gradients, ever more precisely near the optimum (Nocedal and
 * Wright 2006, section 7.1), but no more than the tolerance asks for (Kelley, Iterative Methods for Linear and Nonlinear
 * Equations, 1995, equation 6.20): no matrix is formed, so a hundred thousand coefficients fit. Starts from `beta` and
 * changes it; returns the largest component of the gradient, divided by the total weight.
 */
export function minimise(
  problem: PenalisedLikelihood,
  beta: Float64Array,
  { tolerance, steps = MOST_STEPS, onStep }: { tolerance: number; steps?: number; onStep?: (gradient: number) => void },
): number {
  const { matrix, weight } = problem;
  const logits = new Float64Array(matrix.rows);
  const total = weight.reduce((sum, value) => sum + value, 0);
  let slope = gradient(problem, beta, multiply(matrix, beta, logits));
  let norm = largest(slope) / total;
  for (let step = 0; step < steps && norm > tolerance; step++) {
    const inner = Math.max(Math.min(0.1, Math.sqrt(norm)), (0.5 * tolerance) / norm);
    const direction = solve(curvature(problem, logits), slope, inner);
    const descent = dot(slope, direction);
    const start = beta.slice();
    for (let length = 1; ; length /= 2) {
      for (let j = 0; j < beta.length; j++) beta[j] = start[j]! - length * direction[j]!;
      slope = gradient(problem, beta, multiply(matrix, beta, logits));
      if (-dot(slope, direction) <= 0.9 * descent || length < 1e-6) break;
    }
    const before = norm;
    norm = largest(slope) / total;
    onStep?.(norm);
    if (norm >= before && norm < 1e-10) break;
  }
  return norm;
}

/** Largest component of the gradient at `beta`, divided by the total weight. */
export function gradientNorm(problem: PenalisedLikelihood, beta: Float64Array): number {
  const logits = multiply(problem.matrix, beta, new Float64Array(problem.matrix.rows));
  return largest(gradient(problem, beta, logits)) / problem.weight.reduce((sum, value) => sum + value, 0);
}

/** The curvature of the objective where the rows have these logits. */
export function curvature({ matrix, weight, penalty }: PenalisedLikelihood, logits: Float64Array): Curvature {
  const perRow = new Float64Array(matrix.rows);
  for (let r = 0; r < perRow.length; r++) {
    const p = sigmoid(logits[r]!);
    perRow[r] = weight[r]! * p * (1 - p);
  }
  const diagonal = multiplyTransposed(matrix, perRow, 2);
  for (let j = 0; j < diagonal.length; j++) diagonal[j] = diagonal[j]! + penalty[j]! || 1;
  return { matrix, perRow, penalty, diagonal };
}

/**
 * Solves H·x = b by conjugate gradients with the diagonal as preconditioner, until the residual is `tolerance` times
 * what it was.
 */
export function solve(hessian: Curvature, b: Float64Array, tolerance: number): Float64Array {
  const { matrix, perRow, penalty, diagonal } = hessian;
  const x = new Float64Array(b.length);
  const residual = b.slice();
  const conditioned = residual.map((value, j) => value / diagonal[j]!);
  const direction = conditioned.slice();
  const logits = new Float64Array(matrix.rows);
  let energy = dot(residual, conditioned);
  const enough = energy * tolerance ** 2;
  for (let k = 0; k < MOST_INNER && energy > enough; k++) {
    multiply(matrix, direction, logits);
    for (let r = 0; r < logits.length; r++) logits[r]! *= perRow[r]!;
    const product = multiplyTransposed(matrix, logits);
    for (let j = 0; j < product.length; j++) product[j]! += penalty[j]! * direction[j]!;
    const length = energy / dot(direction, product);
    for (let j = 0; j < x.length; j++) {
      x[j]! += length * direction[j]!;
      residual[j]! -= length * product[j]!;
      conditioned[j] = residual[j]! / diagonal[j]!;
    }
    const next = dot(residual, conditioned);
    for (let j = 0; j < x.length; j++) direction[j] = conditioned[j]! + (next / energy) * direction[j]!;
    energy = next;
  }
  return x;
}

function gradient(
  { matrix, weight, positives, penalty }: PenalisedLikelihood,
  beta: Float64Array,
  logits: Float64Array,
) {
  const residuals = new Float64Array(matrix.rows);
  for (let r = 0; r < residuals.length; r++) residuals[r] = weight[r]! * sigmoid(logits[r]!) - positives[r]!;
  const result = multiplyTransposed(matrix, residuals);
  for (let j = 0; j < result.length; j++) result[j]! += penalty[j]! * beta[j]!;
  return result;
}
