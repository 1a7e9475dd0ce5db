import { dot, largest } from '../../maths/vector.ts';
import type { BlockMatrix } from '../matrix/block-matrix.ts';
import { solveSteps } from './conjugate-gradients.ts';
import type { CurvedSums } from './hessian-at.ts';
import type { FitOptions, FitResult, Objective } from './solver.ts';
import { ask, now, type Steps, stage } from './steps.ts';
import { curvedSums } from './sums-in-memory.ts';

const MOST_STEPS = 60;

/**
 * Newton's method whose steps are solved by conjugate gradients, more and more precisely near the optimum (Nocedal and
 * Wright 2006, section 7.1), but no more than the tolerance asks for (Kelley, Iterative Methods for Linear and Nonlinear
 * Equations, 1995, equation 6.20): no matrix is formed, so a hundred thousand coefficients fit.
 */
export function minimise(objective: Objective<BlockMatrix>, start: Float64Array, options: FitOptions): FitResult {
  return now(conjugateSteps(curvedSums(objective), start, options));
}

/** The steps of `minimise` over any rows. */
export function* conjugateSteps(
  sums: CurvedSums,
  start: Float64Array,
  { tolerance, steps = MOST_STEPS, onStep }: FitOptions,
): Steps<FitResult> {
  let beta = start;
  let slope = yield* stage(() => ask(() => sums.gradient(start)));
  let norm = largest(slope) / sums.total;
  let iterations = 0;
  while (iterations < steps && norm > tolerance) {
    const inner = Math.max(Math.min(0.1, Math.sqrt(norm)), (0.5 * tolerance) / norm);
    const [at, from] = [beta, slope];
    const direction = yield* stage(function* () {
      return yield* solveSteps(yield* ask(() => sums.hessianAt(at)), from, inner);
    });
    ({ beta, slope } = yield* stage(() => search(sums, at, from, direction)));
    const before = norm;
    norm = largest(slope) / sums.total;
    iterations++;
    onStep?.(norm);
    if (norm >= before && norm < 1e-10) break;
  }
  return { beta, gradient: norm, iterations };
}

/** The longest of the steps 1, ½, ¼, … after which the objective does not climb steeply, and the gradient there. */
function* search(sums: CurvedSums, from: Float64Array, slope: Float64Array, direction: Float64Array) {
  const descent = dot(slope, direction);
  for (let length = 1; ; length /= 2) {
    const beta = from.map((value, j) => value - length * direction[j]!);
    const next: Float64Array = yield* ask(() => sums.gradient(beta));
    if (-dot(next, direction) <= 0.9 * descent || length < 1e-6) return { beta, slope: next };
  }
}

/** Largest absolute component of the gradient at `beta`, divided by the total weight. */
export function gradientNorm(objective: Objective<BlockMatrix>, beta: Float64Array): number {
  return now(gradientNormSteps(curvedSums(objective), beta));
}

/** The steps of `gradientNorm` over any rows. */
export function* gradientNormSteps(sums: CurvedSums, beta: Float64Array): Steps<number> {
  return largest(yield* ask(() => sums.gradient(beta))) / sums.total;
}
