import { factor, solve as solveFactored } from '../../maths/cholesky.ts';
import { randomSource } from '../../maths/random.ts';
import { solveSteps } from './conjugate-gradients.ts';
import { type Curvature, solve } from './curvature.ts';
import type { HessianAt } from './hessian-at.ts';
import { ask, now, type Steps, stage } from './steps.ts';
import { hessianInMemory } from './sums-in-memory.ts';

/** A Hessian of at most this many places is factored. */
const SMALL = 300;
/** Systems with a larger one are solved until the residual is this share of the right-hand side. */
const ROUGH = 0.01;
/** A block is probed with random signs, this many in all; a block with fewer places is probed place by place. */
const SIGNS = 200;
/** The largest standard deviation that the logarithm of a penalty can have. */
const LARGEST_DEVIATION = 1;

/**
 * tr(H⁻¹) over the blocks of each penalty. It is exact, by Cholesky factor, if the Hessian is small; otherwise it is
 * estimated by random ±1 probes (Hutchinson 1990), the same in every call, each solved by conjugate gradients.
 */
export function inverseTraces(hessian: Curvature, penalties: number, probes: number, tolerance = ROUGH): Float64Array {
  return now(inverseTraceSteps(hessianInMemory(hessian), penalties, probes, tolerance));
}

/** The steps of `inverseTraces` over any rows. */
export function* inverseTraceSteps(
  hessian: HessianAt,
  penalties: number,
  probes: number,
  tolerance: number,
): Steps<Float64Array> {
  const traces = new Float64Array(penalties);
  const solved = yield* exactSolver(hessian);
  const random = randomSource(1);
  if (solved) {
    for (const [j, penalty] of coefficientPlaces(hessian)) traces[penalty]! += solved(unit(hessian, j))[j]!;
    return traces;
  }
  for (let probe = 0; probe < probes; probe++) {
    const places = coefficientPlaces(hessian);
    const signs = signsAt(hessian, places, random);
    const solution = yield* stage(() => solveSteps(hessian, signs, tolerance));
    for (const [j, penalty] of places) traces[penalty]! += (signs[j]! * solution[j]!) / probes;
  }
  return traces;
}

/**
 * How certain penalties are that marginal likelihood has learned: the standard deviation of each log λ with the others
 * fixed. Its expected information is ½·tr(A²) with A = I − λ·H⁻¹ over the block. Each eigenvalue of A says how far the
 * data determine a direction (the expected Hessian of the restricted likelihood: Wood, JRSS B 73, 2011, section 3). A
 * block without coefficients has no information.
 */
export function penaltyDeviations(hessian: Curvature, lambda: ArrayLike<number>): Float64Array {
  const exact = now(exactSolver(hessianInMemory(hessian)));
  const solved = exact ?? ((b: Float64Array) => solve(hessian, b, ROUGH));
  const random = randomSource(1);
  return Float64Array.from(lambda, (value, penalty) => {
    const places = coefficientPlaces(hessian).filter(([, own]) => own === penalty);
    const probes = Math.ceil(SIGNS / places.length);
    const isFew = places.length <= probes;
    const vectors = isFew
      ? places.map(([j]) => unit(hessian, j))
      : Array.from({ length: probes }, () => signsAt(hessian, places, random));
    let squares = 0;
    for (const vector of vectors) {
      const solution = solved(vector);
      for (const [j] of places) squares += (vector[j]! - value * solution[j]!) ** 2;
    }
    const information = squares / 2 / (isFew ? 1 : probes);
    return Math.min(LARGEST_DEVIATION, 1 / Math.sqrt(information));
  });
}

/** Solves by the Cholesky factor of a small Hessian; undefined for a larger one. */
function* exactSolver(hessian: HessianAt): Steps<((b: Float64Array) => Float64Array) | undefined> {
  const { length } = hessian.matrix;
  if (length > SMALL) return undefined;
  const choleskyFactor = yield* ask(() => hessian.dense());
  factor(choleskyFactor, length);
  return (b) => solveFactored(choleskyFactor, length, b);
}

/** Every place of a coefficient vector that holds a penalised coefficient, and which penalty. */
function coefficientPlaces({ matrix }: Pick<HessianAt, 'matrix'>): [place: number, penalty: number][] {
  return matrix.blocks.flatMap(({ offset, size, penalty }) =>
    Array.from({ length: size }, (_, k): [number, number] => [offset + k, penalty]),
  );
}

function unit({ matrix }: Pick<HessianAt, 'matrix'>, place: number): Float64Array {
  const vector = new Float64Array(matrix.length);
  vector[place] = 1;
  return vector;
}

function signsAt(
  { matrix }: Pick<HessianAt, 'matrix'>,
  places: readonly [number, number][],
  random: () => number,
): Float64Array {
  const signs = new Float64Array(matrix.length);
  for (const [j] of places) signs[j] = random() < 0.5 ? -1 : 1;
  return signs;
}
