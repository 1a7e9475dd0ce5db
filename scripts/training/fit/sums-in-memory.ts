import { sigmoid } from '../../../src/core/sigmoid.ts';
import { sum } from '../../maths/vector.ts';
import { type BlockMatrix, multiply, multiplyTransposed } from '../matrix/block-matrix.ts';
import { type Curvature, curvature, productOf } from './curvature.ts';
import { denseHessian } from './dense-hessian.ts';
import type { CurvedSums, HessianAt } from './hessian-at.ts';
import type { Objective } from './solver.ts';

/** The sums of rows in memory that `newton-cg` asks for. */
export function curvedSums(objective: Objective<BlockMatrix>): CurvedSums {
  const { matrix, weight, positives, penalty } = objective;
  const logits = new Float64Array(matrix.rows);
  let at: Float64Array | undefined;
  const move = (beta: Float64Array) => {
    if (at !== undefined && at === beta) return;
    multiply(matrix, beta, logits);
    at = beta;
  };
  return {
    penalty,
    total: sum(weight),
    gradient(beta) {
      move(beta);
      const residuals = new Float64Array(matrix.rows);
      for (let r = 0; r < residuals.length; r++) residuals[r] = weight[r]! * sigmoid(logits[r]!) - positives[r]!;
      const result = multiplyTransposed(matrix, residuals);
      for (let j = 0; j < result.length; j++) result[j]! += penalty[j]! * beta[j]!;
      return result;
    },
    hessianAt(beta) {
      move(beta);
      return hessianInMemory(curvature(objective, logits));
    },
  };
}

/** A curvature of rows in memory as a Hessian that may be asked. */
export function hessianInMemory(found: Curvature): HessianAt {
  return { ...productOf(found), matrix: found.matrix, diagonal: found.diagonal, dense: () => denseHessian(found) };
}
