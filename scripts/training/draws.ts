import { type BlockMatrix, multiply, multiplyTransposed } from './block-matrix.ts';
import { factor, solveTransposed } from './cholesky.ts';
import { hessian, type Objective } from './likelihood.ts';
import { curvature, type PenalisedLikelihood, solve } from './newton-cg.ts';
import { normal, randomSource } from './random.ts';

export interface DrawsOptions {
  draws: number;
  seed: number;
}

/**
 * The same draws where the Hessian is small enough to be factored: with H = L·Lᵀ and z standard normal, δ = L⁻ᵀ·z has
 * covariance H⁻¹ (Rue and Held, Gaussian Markov Random Fields, 2005, algorithm 2.4).
 */
export function exactDraws(objective: Objective, beta: Float64Array, { draws, seed }: DrawsOptions): Float64Array[] {
  const n = beta.length;
  const lower = hessian(objective, beta);
  factor(lower, n);
  const random = randomSource(seed);
  return Array.from({ length: draws }, () =>
    solveTransposed(
      lower,
      n,
      Float64Array.from({ length: n }, () => normal(random)),
    ),
  );
}

/**
 * Draws of the coefficients from the Gaussian (Laplace) approximation of their posterior, as deviations from the
 * optimum `beta`: each solves H·δ = Xᵀ·W^½·ε + Λ^½·η with standard normal ε and η, so that δ has covariance H⁻¹
 * (perturb and maximise: Papandreou and Yuille, NIPS 2010, section 3). One conjugate-gradient solve a draw.
 */
export function posteriorDraws(
  problem: PenalisedLikelihood,
  beta: Float64Array,
  { draws, seed }: DrawsOptions,
): Float64Array[] {
  const { matrix, penalty } = problem;
  const logits = multiply(matrix, beta, new Float64Array(matrix.rows));
  const bend = curvature(problem, logits);
  const random = randomSource(seed);
  return Array.from({ length: draws }, () => {
    const right = multiplyTransposed(
      matrix,
      bend.perRow.map((w) => Math.sqrt(w) * normal(random)),
    );
    for (const j of places(matrix)) right[j]! += Math.sqrt(penalty[j]!) * normal(random);
    return solve(bend, right, 1e-3);
  });
}

/** Places of a coefficient vector that hold a coefficient, the intercept last. */
function* places({ length, blocks }: BlockMatrix): Generator<number> {
  for (const { offset, size } of blocks) for (let j = offset; j < offset + size; j++) yield j;
  yield length - 1;
}
