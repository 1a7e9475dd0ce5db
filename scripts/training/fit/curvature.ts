import { sigmoid } from '../../../src/core/sigmoid.ts';
import { type BlockMatrix, multiply, multiplyTransposed } from '../matrix/block-matrix.ts';
import { solveSteps } from './conjugate-gradients.ts';
import { compilePreconditioner, type Precondition } from './preconditioner.ts';
import type { Objective } from './solver.ts';
import { now } from './steps.ts';

/** The Hessian at a point, Xᵀ·diag(rowCurvature)·X + diag(penalty), as a product that is never formed. */
export interface Curvature {
  matrix: BlockMatrix;
  /** weight·p·(1 − p) of each row. */
  rowCurvature: Float64Array;
  penalty: Float64Array;
  diagonal: Float64Array;
  precondition: Precondition;
}

/** The curvature of the objective at given coefficients. */
export function curvatureAt(objective: Objective<BlockMatrix>, beta: Float64Array): Curvature {
  return curvature(objective, multiply(objective.matrix, beta, new Float64Array(objective.matrix.rows)));
}

/** The curvature of the objective where the rows have these logits. */
export function curvature({ matrix, weight, penalty }: Objective<BlockMatrix>, logits: Float64Array): Curvature {
  const rowCurvature = new Float64Array(matrix.rows);
  for (let r = 0; r < rowCurvature.length; r++) {
    const p = sigmoid(logits[r]!);
    rowCurvature[r] = weight[r]! * p * (1 - p);
  }
  const diagonal = multiplyTransposed(matrix, rowCurvature, 2);
  for (let j = 0; j < diagonal.length; j++) diagonal[j] = diagonal[j]! + penalty[j]! || 1;
  const precondition = compilePreconditioner(matrix, rowCurvature, penalty, diagonal);
  return { matrix, rowCurvature, penalty, diagonal, precondition };
}

/** Solves H·x = b by preconditioned conjugate gradients, until the residual is `tolerance` times what it was. */
export function solve(hessian: Curvature, b: Float64Array, tolerance: number): Float64Array {
  return now(solveSteps(productOf(hessian), b, tolerance));
}

/** Products with a curvature. */
export function productOf({ matrix, rowCurvature, penalty, precondition }: Curvature) {
  const logits = new Float64Array(matrix.rows);
  return {
    penalty,
    precondition,
    multiply(direction: Float64Array): Float64Array {
      multiply(matrix, direction, logits);
      for (let r = 0; r < logits.length; r++) logits[r]! *= rowCurvature[r]!;
      return multiplyTransposed(matrix, logits);
    },
  };
}
