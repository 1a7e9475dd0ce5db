import { factor, solve as solveFactored, solveTransposed } from '../../maths/cholesky.ts';
import { normal, randomSource } from '../../maths/random.ts';
import { type BlockMatrix, multiplyTransposed } from '../matrix/block-matrix.ts';
import type { DesignMatrix } from '../matrix/design-matrix.ts';
import { type Curvature, curvatureAt, solve } from './curvature.ts';
import { penaltyDeviations } from './inverse.ts';
import { hessian } from './likelihood.ts';
import { penaltyVector } from './objective.ts';
import { compilePreconditioner } from './preconditioner.ts';
import type { Objective } from './solver.ts';

export interface DrawsOptions {
  draws: number;
  seed: number;
}

/** Draws how much more the gradient varies than with independent observations; see cluster-effects.ts. */
export type DrawGradient = () => Float64Array;

/**
 * Draws of the coefficients from the Gaussian (Laplace) approximation of their posterior, as deviations from the optimum
 * `beta`, for a Hessian that is small enough to be factored: with H = L·Lᵀ and z standard normal, δ = L⁻ᵀ·z has
 * covariance H⁻¹ (Rue and Held, Gaussian Markov Random Fields, 2005, algorithm 2.4). A drawn gradient g adds H⁻¹·g.
 */
export function exactDraws(
  objective: Objective<DesignMatrix>,
  beta: Float64Array,
  { draws, seed }: DrawsOptions,
  drawGradient?: DrawGradient,
): Float64Array[] {
  const n = beta.length;
  const choleskyFactor = hessian(objective, beta);
  factor(choleskyFactor, n);
  const random = randomSource(seed);
  return Array.from({ length: draws }, () => {
    const noise = Float64Array.from({ length: n }, () => normal(random));
    const draw = solveTransposed(choleskyFactor, n, noise);
    if (drawGradient === undefined) return draw;
    const added = solveFactored(choleskyFactor, n, drawGradient());
    return draw.map((value, j) => value + added[j]!);
  });
}

export interface PenaltyOptions extends DrawsOptions {
  /** Learned penalties, in the order of the features. */
  lambda: readonly number[];
  /** Standard deviation of the logarithm of the factor that they share. */
  scaleDeviation: number;
}

/**
 * Draws of learned penalties from their posterior: log-normal around the maximum of the marginal likelihood under a flat
 * prior of the variances 1/λ, times a factor that all of them share. See `penaltyDeviations`.
 */
export function drawPenalties(
  objective: Objective<BlockMatrix>,
  beta: Float64Array,
  { lambda, scaleDeviation, draws, seed }: PenaltyOptions,
): Float64Array[] {
  const deviations = penaltyDeviations(curvatureAt(objective, beta), lambda);
  const random = randomSource(seed);
  return Array.from({ length: draws }, () => {
    const shared = scaleDeviation * normal(random);
    return deviations.map((own, b) => lambda[b]! * Math.exp(shared + own * (normal(random) - own)));
  });
}

/**
 * Draws of the coefficients from the Gaussian (Laplace) approximation of their posterior, as deviations from the
 * optimum `beta`, one for each set of penalties. Under the penalties Λ of the fit, δ solves H·δ = Xᵀ·W^½·ε + Λ^½·η with
 * standard normal ε and η, so it has covariance H⁻¹ (perturb and maximise: Papandreou and Yuille, NIPS 2010, section 3).
 * Under other penalties Λₖ, with Hessian Hₖ, it also takes the Newton step to their optimum, −Hₖ⁻¹·(Λₖ − Λ)·β (Kass and
 * Steffey, JASA 84, 1989, section 3). A drawn gradient is added to the right-hand side. Each draw is one solve by conjugate
 * gradients.
 */
export function posteriorDraws(
  objective: Objective<BlockMatrix>,
  beta: Float64Array,
  lambdas: readonly ArrayLike<number>[],
  seed: number,
  drawGradient?: DrawGradient,
): Float64Array[] {
  const { matrix, penalty } = objective;
  const hessianAtOptimum = curvatureAt(objective, beta);
  const random = randomSource(seed);
  return lambdas.map((lambda) => {
    const drawn = penaltyVector(matrix, lambda);
    const right = multiplyTransposed(
      matrix,
      hessianAtOptimum.rowCurvature.map((w) => Math.sqrt(w) * normal(random)),
    );
    const added = drawGradient?.();
    for (const j of places(matrix)) {
      if (added) right[j]! += added[j]!;
      right[j]! += Math.sqrt(drawn[j]!) * normal(random) - (drawn[j]! - penalty[j]!) * beta[j]!;
    }
    return solve(withPenalty(hessianAtOptimum, drawn), right, 1e-3);
  });
}

function withPenalty({ matrix, rowCurvature, penalty, diagonal }: Curvature, drawn: Float64Array): Curvature {
  const shifted = diagonal.map((value, j) => value - penalty[j]! + drawn[j]!);
  const precondition = compilePreconditioner(matrix, rowCurvature, drawn, shifted);
  return { matrix, rowCurvature, penalty: drawn, diagonal: shifted, precondition };
}

/** Places of a coefficient vector that hold a coefficient, the intercept last. */
function* places({ length, blocks }: BlockMatrix): Generator<number> {
  for (const { offset, size } of blocks) for (let j = offset; j < offset + size; j++) yield j;
  yield length - 1;
}
