import type { CurvedSums, HessianAt } from '../../training/fit/hessian-at.ts';
import type { BlocksOfFeatures } from '../sums/layout.ts';
import {
  gradientSpecs,
  hessianSpecs,
  predictorOf,
  projectDiagonal,
  projectGradient,
  projectHessian,
} from '../sums/projection.ts';
import { type EngineRows, GRADIENT, HESSIAN, scoredSums } from '../sums/row-sums.ts';
import { cellPreconditioner, preconditionerSpecs } from './cell-preconditioner.ts';

/** The sums that `newton-cg` asks for: a product with the Hessian is a pass over the scored rows. */
export function curvedSums(rows: EngineRows, matrix: BlocksOfFeatures): CurvedSums {
  const { design, layout, penalty, total, label = '' } = rows;
  const { sumsAt, productAt } = scoredSums(rows);
  const own = gradientSpecs(design);
  const specs = [...own, ...preconditionerSpecs(design, matrix)];
  return {
    penalty,
    total,
    async gradient(beta) {
      const found = await sumsAt(beta, specs, GRADIENT + label);
      return projectGradient(design, layout, found).map((value, j) => value + penalty[j]! * beta[j]!);
    },
    async hessianAt(beta): Promise<HessianAt> {
      const found = await sumsAt(beta, specs, GRADIENT + label);
      const diagonal = projectDiagonal(design, layout, found).map((value, j) => value + penalty[j]! || 1);
      return {
        ...{ matrix, penalty, diagonal },
        precondition: cellPreconditioner(design, matrix, found, penalty, diagonal),
        async multiply(direction) {
          return projectGradient(design, layout, await productAt(beta, predictorOf(design, layout, direction), own));
        },
        async dense() {
          const hessian = projectHessian(design, layout, await sumsAt(beta, hessianSpecs(design), HESSIAN + label));
          return symmetric(hessian, penalty);
        },
      };
    },
  };
}

/** Both triangles of a Hessian, with penalties; 1 on the diagonal of places that hold no coefficient. */
function symmetric(hessian: Float64Array, penalty: Float64Array): Float64Array {
  const n = penalty.length;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) hessian[j * n + i] = hessian[i * n + j]!;
    hessian[i * n + i] = hessian[i * n + i]! + penalty[i]! || 1;
  }
  return hessian;
}
