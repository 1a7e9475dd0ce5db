import { factor, solveTransposed } from '../../maths/cholesky.ts';
import { normal, randomSource } from '../../maths/random.ts';
import { type BlockMatrix, multiply, multiplyTransposed } from '../matrix/block-matrix.ts';
import { penaltyDeviations } from './inverse.ts';
import { hessian, type Objective } from './likelihood.ts';
import { type Curvature, curvature, type PenalisedLikelihood, solve } from './newton-cg.ts';
import { penaltyVector } from './shrinkage.ts';

export interface DrawsOptions {
  draws: number;
  seed: number;
}

/**
 * Draws of the coefficients from the Gaussian (Laplace) approximation of their posterior, as deviations from the optimum
 * `beta`, where the Hessian is small enough to be factored: with H = L·Lᵀ and z standard normal, δ = L⁻ᵀ·z has
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

export interface PenaltyOptions extends DrawsOptions {
  /** Learned penalties, in the order of the blocks' `penalty`. */
  lambda: readonly number[];
  /** Standard deviation of the logarithm of a factor that they share. */
  scaleDeviation: number;
}

/**
 * Draws of learned penalties from their posterior: log-normal, around what a flat prior of the variances 1/λ makes of the
 * marginal likelihood, and with a factor that all of them share. See `penaltyDeviations`.
 */
export function drawPenalties(
  problem: PenalisedLikelihood,
  beta: Float64Array,
  { lambda, scaleDeviation, draws, seed }: PenaltyOptions,
): Float64Array[] {
  const deviations = penaltyDeviations(curvatureAt(problem, beta), lambda);
  const random = randomSource(seed);
  return Array.from({ length: draws }, () => {
    const shared = scaleDeviation * normal(random);
    return deviations.map((own, b) => lambda[b]! * Math.exp(shared + own * (normal(random) - own)));
  });
}

/**
 * Draws of the coefficients from the Gaussian (Laplace) approximation of their posterior, as deviations from the
 * optimum `beta`, one for each set of penalties: under the penalties Λ of the fit, δ solves H·δ = Xᵀ·W^½·ε + Λ^½·η with
 * standard normal ε and η, so that it has covariance H⁻¹ (perturb and maximise: Papandreou and Yuille, NIPS 2010,
 * section 3). Under other ones it also takes the Newton step to their optimum, −Hₖ⁻¹·(Λₖ − Λ)·β with Hₖ the Hessian under them (Kass and Steffey, JASA 84,
 * 1989, section 3). One conjugate-gradient solve a draw.
 */
export function posteriorDraws(
  problem: PenalisedLikelihood,
  beta: Float64Array,
  lambdas: readonly ArrayLike<number>[],
  seed: number,
): Float64Array[] {
  const { matrix, penalty } = problem;
  const bend = curvatureAt(problem, beta);
  const random = randomSource(seed);
  return lambdas.map((lambda) => {
    const drawn = penaltyVector(matrix, lambda);
    const right = multiplyTransposed(
      matrix,
      bend.perRow.map((w) => Math.sqrt(w) * normal(random)),
    );
    for (const j of places(matrix)) {
      right[j]! += Math.sqrt(drawn[j]!) * normal(random) - (drawn[j]! - penalty[j]!) * beta[j]!;
    }
    return solve(withPenalty(bend, drawn), right, 1e-3);
  });
}

function curvatureAt(problem: PenalisedLikelihood, beta: Float64Array): Curvature {
  return curvature(problem, multiply(problem.matrix, beta, new Float64Array(problem.matrix.rows)));
}

function withPenalty({ matrix, perRow, penalty, diagonal }: Curvature, drawn: Float64Array): Curvature {
  return { matrix, perRow, penalty: drawn, diagonal: diagonal.map((value, j) => value - penalty[j]! + drawn[j]!) };
}

/** Places of a coefficient vector that hold a coefficient, the intercept last. */
function* places({ length, blocks }: BlockMatrix): Generator<number> {
  for (const { offset, size } of blocks) for (let j = offset; j < offset + size; j++) yield j;
  yield length - 1;
}
