import { factor, solve } from '../../maths/cholesky.ts';
import { dot, largest, selectValues, sum } from '../../maths/vector.ts';
import { type DesignMatrix, selectRows } from '../matrix/design-matrix.ts';
import { gradient, hessian, type Objective } from './likelihood.ts';

/** The optimum, with its certificate. */
export interface Fit {
  intercept: number;
  coefficients: Float64Array;
  /** Largest absolute component of the gradient, divided by the total weight. */
  gradient: number;
  /** Steps of Newton or with an older Hessian. */
  iterations: number;
}

export interface FitOptions {
  /** λ of the ridge penalty λ/2·Σ coefficient²; the intercept is not penalised. */
  penalty: number;
  /** Stop when the largest component of the gradient, divided by the total weight, is at most this. */
  tolerance?: number;
  onIteration?: (iteration: number, gradient: number) => void;
}

/** A dense Hessian of this many columns takes 200 MB. */
export const MOST_COEFFICIENTS = 5000;
const MOST_ITERATIONS = 100;
/** What every fit is held to; the default tolerance asks for more, so that bytes do not depend on the last step. */
export const LARGEST_GRADIENT = 1e-9;
const SAMPLE_ROWS = 150_000;
const SAMPLE_TOLERANCE = 1e-3;
/** A new Hessian costs about as much as this many steps: when more seem to be left, it is worth having. */
const WORTH_A_HESSIAN = 4;

/**
 * Ridge-penalised logistic regression on grouped rows by Newton's method (Nocedal and Wright, Numerical Optimization,
 * 2006, section 3.3). A Hessian is factored again only when steps with the last one become slow (a chord, or Shamanskii,
 * iteration), and many rows start from the optimum of an evenly spaced sample of them, so most passes over the data only
 * compute a gradient. The optimum is the same: the gradient at the returned coefficients certifies it.
 * @throws {RangeError} when there are no rows, one class only, too many coefficients, or no convergence
 */
export function fitLogistic(
  design: DesignMatrix,
  weight: Float64Array,
  positives: Float64Array,
  { penalty, tolerance = 1e-13, onIteration }: FitOptions,
): Fit {
  const total = sum(weight);
  const late = sum(positives);
  if (!(total > 0)) throw new RangeError('there are no rows to fit');
  if (!(late > 0 && late < total))
    throw new RangeError('the target has one class only: nothing can be learned from it');
  if (!(penalty > 0)) throw new RangeError(`the penalty is ${penalty}: it must be above 0, or the fit may not exist`);
  if (design.size > MOST_COEFFICIENTS) {
    throw new RangeError(`${design.size} coefficients are more than the ${MOST_COEFFICIENTS} that this fit can hold`);
  }
  const beta = new Float64Array(design.size + 1);
  beta[design.size] = Math.log(late / (total - late));

  const objective = { design, weight, positives, penalty };
  const stride = Math.floor(design.rows / SAMPLE_ROWS);
  const lower = stride > 1 ? startFromSample(objective, stride, beta) : undefined;
  const { norm, iterations } = minimise(objective, beta, { total, tolerance, lower, onIteration });
  if (!(norm <= LARGEST_GRADIENT)) throw new RangeError(`the fit did not converge: its gradient is ${norm} per row`);
  return {
    intercept: beta[design.size]!,
    coefficients: beta.subarray(0, design.size),
    gradient: norm,
    iterations,
  };
}

/** Largest absolute component of the gradient at given coefficients, divided by the total weight. */
export function gradientNorm(
  design: DesignMatrix,
  weight: Float64Array,
  positives: Float64Array,
  { intercept, coefficients, penalty }: { intercept: number; coefficients: ArrayLike<number>; penalty: number },
): number {
  const beta = Float64Array.from([...Array.from(coefficients), intercept]);
  return largest(gradient({ design, weight, positives, penalty }, beta)) / sum(weight);
}

/**
 * Moves `beta` near the optimum of an evenly spaced sample of the rows, and returns the factored Hessian there, scaled
 * up to all rows: good enough for the first steps of the full fit.
 */
function startFromSample({ design, weight, positives, penalty }: Objective, stride: number, beta: Float64Array) {
  const sampled = Uint32Array.from({ length: Math.floor(design.rows / stride) }, (_, k) => k * stride);
  const sample = {
    design: selectRows(design, sampled),
    weight: selectValues(weight, sampled),
    positives: selectValues(positives, sampled),
    penalty,
  };
  const total = sum(sample.weight);
  minimise(sample, beta, { total, tolerance: SAMPLE_TOLERANCE });
  const scale = sum(weight) / total;
  const lower = hessian({ ...sample, penalty: penalty / scale }, beta).map((value) => value * scale);
  factor(lower, beta.length);
  return lower;
}

interface Search {
  total: number;
  tolerance: number;
  /** A factored Hessian to begin with. */
  lower?: Float64Array | undefined;
  onIteration?: FitOptions['onIteration'];
}

function minimise(
  objective: Objective,
  beta: Float64Array,
  { total, tolerance, lower, onIteration }: Search,
): { norm: number; iterations: number } {
  const n = beta.length;
  let slope = gradient(objective, beta);
  let norm = largest(slope) / total;
  let iterations = 1;
  for (; iterations < MOST_ITERATIONS && norm > tolerance; iterations++) {
    const fresh = lower === undefined;
    if (lower === undefined) {
      lower = hessian(objective, beta);
      factor(lower, n);
    }
    slope = search(objective, beta, slope, solve(lower, n, slope));
    const before = norm;
    norm = largest(slope) / total;
    onIteration?.(iterations, norm);
    if (fresh && norm >= before && norm <= LARGEST_GRADIENT) break;
    const stepsLeft = Math.log(norm / tolerance) / Math.log(before / norm);
    if (!(stepsLeft >= 0 && stepsLeft < WORTH_A_HESSIAN)) lower = undefined;
  }
  return { norm, iterations };
}

/**
 * Takes the longest of the steps 1, ½, ¼, … against `step` after which the convex objective does not climb steeply
 * (the curvature condition of Wolfe), changes `beta`, and returns the gradient there.
 */
function search(objective: Objective, beta: Float64Array, slope: Float64Array, step: Float64Array): Float64Array {
  const descent = dot(slope, step);
  const start = beta.slice();
  for (let length = 1; ; length /= 2) {
    for (let j = 0; j < beta.length; j++) beta[j] = start[j]! - length * step[j]!;
    const next = gradient(objective, beta);
    if (-dot(next, step) <= 0.9 * descent || length < 1e-10) return next;
  }
}
