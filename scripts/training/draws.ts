import { type BlockMatrix, multiply, multiplyTransposed } from './block-matrix.ts';
import { curvature, type PenalisedLikelihood, solve } from './newton-cg.ts';
import { normal, randomSource } from './random.ts';

/**
 * Draws of the coefficients from the Gaussian (Laplace) approximation of their posterior, as deviations from the
 * optimum `beta`: each solves H·δ = Xᵀ·W^½·ε + Λ^½·η with standard normal ε and η, so that δ has covariance H⁻¹
 * (perturb and maximise: Papandreou and Yuille, NIPS 2010, section 3). One conjugate-gradient solve a draw.
 */
export function posteriorDraws(
  problem: PenalisedLikelihood,
  beta: Float64Array,
  { draws, seed, onDraw }: { draws: number; seed: number; onDraw?: (done: number) => void },
): Float64Array[] {
  const { matrix, penalty } = problem;
  const logits = multiply(matrix, beta, new Float64Array(matrix.rows));
  const hessian = curvature(problem, logits);
  const random = randomSource(seed);
  return Array.from({ length: draws }, (_, k) => {
    const right = multiplyTransposed(
      matrix,
      hessian.perRow.map((w) => Math.sqrt(w) * normal(random)),
    );
    for (const j of places(matrix)) right[j]! += Math.sqrt(penalty[j]!) * normal(random);
    const draw = solve(hessian, right, 1e-3);
    onDraw?.(k + 1);
    return draw;
  });
}

/** Places of a coefficient vector that hold a coefficient, the intercept last. */
function* places({ length, blocks }: BlockMatrix): Generator<number> {
  for (const { offset, size } of blocks) for (let j = offset; j < offset + size; j++) yield j;
  yield length - 1;
}
