import { factor, solve } from '../../maths/cholesky.ts';
import { dot, largest, selectValues, sum } from '../../maths/vector.ts';
import { type DesignMatrix, selectRows } from '../matrix/design-matrix.ts';
import { gradient, hessian } from './likelihood.ts';
import { type FitOptions, type FitResult, LARGEST_GRADIENT, type Objective } from './solver.ts';

/** A dense Hessian of this many columns takes 200 MB. */
export const MOST_COEFFICIENTS = 5000;
const MOST_STEPS = 100;
const SAMPLE_ROWS = 150_000;
const SAMPLE_TOLERANCE = 1e-3;
/** A new Hessian costs about as much as this many steps: when more seem to be left, it is worth having. */
const WORTH_A_HESSIAN = 4;

/**
 * Newton's method with a factored Hessian (Nocedal and Wright, Numerical Optimization, 2006, section 3.3). The Hessian
 * is factored again only when steps with the last one become slow (a chord, or Shamanskii, iteration), and many rows
 * start from the optimum of an evenly spaced sample of them, so most passes over the data only compute a gradient. The
 * optimum is the same: its gradient certifies it. `iterations` also counts the gradient at the start.
 * @throws {RangeError} when a penalty is not above 0, or there are too many coefficients
 */
export function minimise(objective: Objective<DesignMatrix>, start: Float64Array, options: FitOptions): FitResult {
  const { matrix, weight, penalty } = objective;
  const invalid = penalty.subarray(0, matrix.size).find((lambda) => !(lambda > 0));
  if (invalid !== undefined) {
    throw new RangeError(`the penalty is ${invalid}: it must be above 0, or the fit may not exist`);
  }
  if (matrix.size > MOST_COEFFICIENTS) {
    throw new RangeError(`${matrix.size} coefficients are more than the ${MOST_COEFFICIENTS} that this fit can hold`);
  }
  const stride = Math.floor(matrix.rows / SAMPLE_ROWS);
  if (stride <= 1) return iterate(objective, start, options);
  const sample = everyNth(objective, stride);
  const { beta } = iterate(sample, start, { tolerance: SAMPLE_TOLERANCE });
  const scale = sum(weight) / sum(sample.weight);
  const scaled = { ...sample, penalty: penalty.map((lambda) => lambda / scale) };
  const choleskyFactor = hessian(scaled, beta).map((value) => value * scale);
  factor(choleskyFactor, beta.length);
  return iterate(objective, beta, options, choleskyFactor);
}

/** Largest absolute component of the gradient at `beta`, divided by the total weight. */
export function gradientNorm(objective: Objective<DesignMatrix>, beta: Float64Array): number {
  return largest(gradient(objective, beta)) / sum(objective.weight);
}

function everyNth({ matrix, weight, positives, penalty }: Objective<DesignMatrix>, stride: number) {
  const sampled = Uint32Array.from({ length: Math.floor(matrix.rows / stride) }, (_, k) => k * stride);
  return {
    matrix: selectRows(matrix, sampled),
    weight: selectValues(weight, sampled),
    positives: selectValues(positives, sampled),
    penalty,
  };
}

/** The iteration, with a factored Hessian for its first steps if there is one. */
function iterate(
  objective: Objective<DesignMatrix>,
  start: Float64Array,
  { tolerance, steps = MOST_STEPS, onStep }: FitOptions,
  choleskyFactor?: Float64Array,
): FitResult {
  const n = start.length;
  const total = sum(objective.weight);
  const beta = start.slice();
  let slope = gradient(objective, beta);
  let norm = largest(slope) / total;
  let iterations = 1;
  for (; iterations <= steps && norm > tolerance; iterations++) {
    const fresh = choleskyFactor === undefined;
    if (choleskyFactor === undefined) {
      choleskyFactor = hessian(objective, beta);
      factor(choleskyFactor, n);
    }
    slope = search(objective, beta, slope, solve(choleskyFactor, n, slope));
    const before = norm;
    norm = largest(slope) / total;
    onStep?.(norm);
    if (fresh && norm >= before && norm <= LARGEST_GRADIENT) break;
    const stepsLeft = Math.log(norm / tolerance) / Math.log(before / norm);
    if (!(stepsLeft >= 0 && stepsLeft < WORTH_A_HESSIAN)) choleskyFactor = undefined;
  }
  return { beta, gradient: norm, iterations };
}

/**
 * Takes the longest of the steps 1, ½, ¼, … against `step` after which the convex objective does not climb steeply
 * (the curvature condition of Wolfe), changes `beta`, and returns the gradient there.
 */
function search(
  objective: Objective<DesignMatrix>,
  beta: Float64Array,
  slope: Float64Array,
  step: Float64Array,
): Float64Array {
  const descent = dot(slope, step);
  const start = beta.slice();
  for (let length = 1; ; length /= 2) {
    for (let j = 0; j < beta.length; j++) beta[j] = start[j]! - length * step[j]!;
    const next = gradient(objective, beta);
    if (-dot(next, step) <= 0.9 * descent || length < 1e-10) return next;
  }
}
