import { sum } from '../../maths/vector.ts';
import type { BlockMatrix } from '../matrix/block-matrix.ts';
import type { BlockLayout, CurvedSums } from './hessian-at.ts';
import { inverseTraceSteps } from './inverse.ts';
import { conjugateSteps } from './newton-cg.ts';
import { penaltyVector } from './objective.ts';
import type { Likelihood } from './solver.ts';
import { ask, now, type Steps, stage } from './steps.ts';
import { curvedSums } from './sums-in-memory.ts';

/** The result of one round of learning, for every penalty. */
export interface ShrinkageRound {
  round: number;
  lambda: Float64Array;
  /** Effective number of coefficients: how many the data determine. */
  effective: Float64Array;
  gradient: number;
}

export interface ShrinkageOptions {
  /** Coefficients and penalties to start from. */
  start: Float64Array;
  lambda: Float64Array;
  rounds?: number;
  probes?: number;
  /** Learning ends when the logarithm of every penalty moves by less than this. */
  tolerance?: number;
  onRound?: ((round: ShrinkageRound) => void) | undefined;
}

/** A penalty stays between these: from hardly any shrinkage to a block without influence. */
const SMALLEST = 0.05;
const LARGEST = 10_000;
/** The most that a round may divide or multiply a penalty by. */
const LARGEST_STEP = 5;
/** A gradient per row that is small enough to learn from; the residual of a probe, as a share of the right-hand side. */
const USUAL = { gradient: 1e-6, residual: 0.01 };
/** For numbers in bins: probes need no more precision than their noise. */
const FOR_BINS = { gradient: 1e-4, residual: 0.05 };
const USUAL_PROBES = 4;
/** Few rows and many small blocks need better traces, and can have them at little cost. */
const MANY_PROBES = 8;
const FEW_ROWS = 20_000;
/** How many coefficients the prior of a penalty is worth. */
const PRIOR = 1;
/** At least this share of up to 20 coefficients counts as effective: probes of a small block may give 0 or less. */
const LEAST_EFFECTIVE = 0.02;

/**
 * Learns a ridge penalty per block by marginal likelihood: the Fellner–Schall fixed point λ ← edf / Σ coefficient²
 * (Wood and Fasiolo, Biometrics 2017; MacKay 1992), where edf = n − λ·tr(H⁻¹) over the block; see `inverseTraces`.
 * If numbers are in bins, blocks are many and some are small, so that a penalty of its own is little more than noise: each
 * then has a prior, as if one more coefficient had been seen, of the variance that goes with the typical penalty of blocks
 * of about its size. Stops when no penalty moves any more, by default by 15 %.
 */
export function learnShrinkage(likelihood: Likelihood<BlockMatrix>, options: ShrinkageOptions): Learned {
  return now(shrinkageSteps(penalisedRows(likelihood), options));
}

/** Learned penalties, and the coefficients under those of the last round. */
export interface Learned {
  lambda: Float64Array;
  beta: Float64Array;
}

/** Rows whose penalties are to be learned. */
export interface PenalisedRows {
  matrix: BlockLayout & Pick<BlockMatrix, 'rows' | 'related'>;
  /** Their sums under penalties, given by place of the coefficient vector. */
  under(penalty: Float64Array): CurvedSums;
}

/** Rows in memory whose penalties are to be learned. */
export function penalisedRows(likelihood: Likelihood<BlockMatrix>): PenalisedRows {
  return { matrix: likelihood.matrix, under: (penalty) => curvedSums({ ...likelihood, penalty }) };
}

/** The steps of `learnShrinkage` over any rows. */
export function* shrinkageSteps(
  { matrix, under }: PenalisedRows,
  { start, lambda: first, rounds = 8, probes: asked, tolerance = 0.15, onRound }: ShrinkageOptions,
): Steps<Learned> {
  const { gradient, residual } = matrix.related ? FOR_BINS : USUAL;
  const probes = asked ?? (matrix.related && matrix.rows <= FEW_ROWS ? MANY_PROBES : USUAL_PROBES);
  const prior = matrix.related ? PRIOR : 0;
  const lambda = first.slice();
  const sizes = penaltySizes(matrix, lambda.length);
  let beta = start;
  for (let round = 1; round <= rounds; round++) {
    const sums = under(penaltyVector(matrix, lambda));
    const from = beta;
    const fit = yield* stage(() => conjugateSteps(sums, from, { tolerance: gradient, steps: 8 }));
    beta = fit.beta;
    const traces = yield* stage(function* () {
      const hessian = yield* ask(() => sums.hessianAt(fit.beta));
      return yield* inverseTraceSteps(hessian, lambda.length, probes, residual);
    });
    const squares = sumOfSquares(matrix, beta, lambda.length);
    const effective = new Float64Array(lambda.length);
    const typical = typicalPenalties(lambda, sizes);
    let moved = 0;
    for (let b = 0; b < lambda.length; b++) {
      const free = sizes[b]! - lambda[b]! * traces[b]!;
      effective[b] = clamp(free, LEAST_EFFECTIVE * Math.min(sizes[b]!, 20), sizes[b]!);
      const found = (effective[b]! + prior) / (squares[b]! + prior / typical[b]!);
      const wanted = clamp(found, lambda[b]! / LARGEST_STEP, lambda[b]! * LARGEST_STEP);
      const next = clamp(wanted, SMALLEST, LARGEST);
      moved = Math.max(moved, Math.abs(Math.log(next / lambda[b]!)));
      lambda[b] = next;
    }
    onRound?.({ round, lambda: lambda.slice(), effective, gradient: fit.gradient });
    if (moved < tolerance) break;
  }
  return { lambda, beta };
}

/** For each block, the geometric mean of the penalties of blocks of about as many coefficients, to a factor of 4. */
function typicalPenalties(lambda: Float64Array, sizes: Float64Array): Float64Array {
  const levels = sizes.map((size) => Math.round(Math.log(Math.max(size, 1)) / Math.log(4)));
  return levels.map((level) => {
    const alike = lambda.filter((_, b) => levels[b] === level);
    return Math.exp(sum(alike.map(Math.log)) / alike.length);
  });
}

function sumOfSquares({ blocks }: BlockLayout, beta: Float64Array, penalties: number): Float64Array {
  const squares = new Float64Array(penalties);
  for (const { size, offset, penalty } of blocks) {
    for (let j = offset; j < offset + size; j++) squares[penalty]! += beta[j]! ** 2;
  }
  return squares;
}

function penaltySizes({ blocks }: BlockLayout, penalties: number): Float64Array {
  const sizes = new Float64Array(penalties);
  for (const { size, penalty } of blocks) sizes[penalty]! += size;
  return sizes;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
