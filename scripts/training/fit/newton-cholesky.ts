import { factor, solve } from '../../maths/cholesky.ts';
import { dot, largest, selectValues, sum } from '../../maths/vector.ts';
import { type DesignMatrix, selectRows } from '../matrix/design-matrix.ts';
import { gradient, hessian } from './likelihood.ts';
import { type FitOptions, type FitResult, LARGEST_GRADIENT, type Objective } from './solver.ts';
import { type Answer, ask, now, type Steps, stage } from './steps.ts';

/** A dense Hessian of this many columns takes 200 MB. */
export const MOST_COEFFICIENTS = 5000;
const MOST_STEPS = 100;
const SAMPLE_ROWS = 150_000;
const SAMPLE_TOLERANCE = 1e-3;
/** A new Hessian costs about as much as this many steps: when more seem to be left, it is worth having. */
const WORTH_A_HESSIAN = 4;

/** The sums over rows that this solver asks for. A coefficient vector has the intercept last. */
export interface HessianSums {
  /** λ by place of the coefficient vector; 0 for the intercept. */
  penalty: Float64Array;
  /** Total weight of the rows. */
  total: number;
  /** The gradient of the penalised loss. */
  gradient(beta: Float64Array): Answer<Float64Array>;
  /** Its Hessian under these penalties, row-major; the lower triangle counts. */
  hessian(beta: Float64Array, penalty: Float64Array): Answer<Float64Array>;
  /** An evenly spaced sample of the rows, if they are many. */
  sample?: HessianSums | undefined;
}

/**
 * Newton's method with a factored Hessian (Nocedal and Wright, Numerical Optimization, 2006, section 3.3). The Hessian
 * is factored again only when steps with the last one become slow (a chord, or Shamanskii, iteration), and many rows
 * start from the optimum of an evenly spaced sample of them, so most passes over the data only compute a gradient. The
 * optimum is the same: its gradient certifies it. `iterations` also counts the gradient at the start.
 * @throws {RangeError} when a penalty is not above 0, or there are too many coefficients
 */
export function minimise(objective: Objective<DesignMatrix>, start: Float64Array, options: FitOptions): FitResult {
  return now(newtonSteps(sumsInMemory(objective), start, options));
}

/** The steps of `minimise` over any rows. */
export function* newtonSteps(sums: HessianSums, start: Float64Array, options: FitOptions): Steps<FitResult> {
  const size = sums.penalty.length - 1;
  const invalid = sums.penalty.subarray(0, size).find((lambda) => !(lambda > 0));
  if (invalid !== undefined) {
    throw new RangeError(`the penalty is ${invalid}: it must be above 0, or the fit may not exist`);
  }
  if (size > MOST_COEFFICIENTS) {
    throw new RangeError(`${size} coefficients are more than the ${MOST_COEFFICIENTS} that this fit can hold`);
  }
  const { sample } = sums;
  if (sample === undefined) return yield* iterate(sums, start, options);
  const { beta } = yield* stage(() => iterate(sample, start, { tolerance: SAMPLE_TOLERANCE }));
  const scale = sums.total / sample.total;
  const penalty = sample.penalty.map((lambda) => lambda / scale);
  return yield* iterate(sums, beta, options, function* () {
    return (yield* ask(() => sample.hessian(beta, penalty))).map((value) => value * scale);
  });
}

/** The sums over rows in memory. */
export function sumsInMemory(objective: Objective<DesignMatrix>): HessianSums {
  const stride = Math.floor(objective.matrix.rows / SAMPLE_ROWS);
  const sample = stride <= 1 ? undefined : sumsInMemory(everyNth(objective, stride));
  return {
    penalty: objective.penalty,
    total: sum(objective.weight),
    gradient: (beta) => gradient(objective, beta),
    hessian: (beta, penalty) => hessian({ ...objective, penalty }, beta),
    ...(sample && { sample }),
  };
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

/** The iteration, with the Hessian for its first steps if there is one. */
function* iterate(
  sums: HessianSums,
  start: Float64Array,
  { tolerance, steps = MOST_STEPS, onStep }: FitOptions,
  firstHessian?: () => Steps<Float64Array>,
): Steps<FitResult> {
  const { total, penalty } = sums;
  let beta = start;
  let slope = yield* stage(() => ask(() => sums.gradient(start)));
  let norm = largest(slope) / total;
  let iterations = 1;
  let solver = firstHessian && factored(firstHessian);
  for (; iterations <= steps && norm > tolerance; iterations++) {
    const fresh = solver === undefined;
    const [at, from] = [beta, slope];
    solver ??= factored(() => ask(() => sums.hessian(at, penalty)));
    const solved = solver;
    const found = yield* stage(function* () {
      return yield* search(sums, at, from, yield* solved(from));
    });
    ({ beta, slope } = found);
    const before = norm;
    norm = largest(slope) / total;
    onStep?.(norm);
    if (fresh && norm >= before && norm <= LARGEST_GRADIENT) break;
    const stepsLeft = Math.log(norm / tolerance) / Math.log(before / norm);
    if (!(stepsLeft >= 0 && stepsLeft < WORTH_A_HESSIAN)) solver = undefined;
  }
  return { beta, gradient: norm, iterations };
}

/** Solves systems with a Hessian that is asked for and factored when the first of them comes. */
function factored(hessian: () => Steps<Float64Array>): (b: Float64Array) => Steps<Float64Array> {
  let choleskyFactor: Float64Array | undefined;
  return function* (b) {
    if (choleskyFactor === undefined) {
      choleskyFactor = yield* hessian();
      factor(choleskyFactor, b.length);
    }
    return solve(choleskyFactor, b.length, b);
  };
}

/**
 * Takes the longest of the steps 1, ½, ¼, … against `step` after which the convex objective does not climb steeply
 * (the curvature condition of Wolfe). Returns the coefficients and the gradient there.
 */
function* search(
  sums: HessianSums,
  start: Float64Array,
  slope: Float64Array,
  step: Float64Array,
): Steps<{ beta: Float64Array; slope: Float64Array }> {
  const descent = dot(slope, step);
  for (let length = 1; ; length /= 2) {
    const beta = start.map((value, j) => value - length * step[j]!);
    const next = yield* ask(() => sums.gradient(beta));
    if (-dot(next, step) <= 0.9 * descent || length < 1e-10) return { beta, slope: next };
  }
}
