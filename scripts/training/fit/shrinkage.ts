import { type BlockMatrix, multiply } from '../matrix/block-matrix.ts';
import { inverseTraces } from './inverse.ts';
import { curvature, minimise, type PenalisedLikelihood } from './newton-cg.ts';

/** What a round of learning arrived at, for every penalty. */
export interface ShrinkageRound {
  round: number;
  lambda: Float64Array;
  /** Effective number of coefficients: how many the data really determine. */
  effective: Float64Array;
  gradient: number;
}

export interface ShrinkageOptions {
  /** Coefficients to start from; changed to those of the last round. */
  beta: Float64Array;
  lambda: Float64Array;
  rounds?: number;
  probes?: number;
  /** Learning ends when the logarithm of no penalty moves by so much. */
  resolved?: number;
  onRound?: (round: ShrinkageRound) => void;
}

/** A penalty stays between these: from hardly any to a block that has nothing to say. */
const SMALLEST = 0.05;
const LARGEST = 10_000;
/** The most that a round may divide or multiply a penalty by. */
const LARGEST_STEP = 5;
const SETTLED = 0.15;
/** A gradient per row that is small enough to learn from. */
const ROUGH = 1e-6;
/** The share of up to 20 coefficients that are effective at least: probes of a small block may say none, or fewer. */
const LEAST_EFFECTIVE = 0.02;

/**
 * Learns a ridge penalty per block by marginal likelihood: the Fellner–Schall fixed point λ ← edf / Σ coefficient²
 * (Wood and Fasiolo, Biometrics 2017; MacKay 1992), where edf = n − λ·tr(H⁻¹) over the block; see `inverseTraces`.
 * Changes and returns `lambda`; stops when they have resolved, by default within 15 %.
 */
export function learnShrinkage(
  problem: Omit<PenalisedLikelihood, 'penalty'>,
  { beta, lambda, rounds = 8, probes = 4, resolved = SETTLED, onRound }: ShrinkageOptions,
): Float64Array {
  const { matrix } = problem;
  const sizes = penaltySizes(matrix, lambda.length);
  for (let round = 1; round <= rounds; round++) {
    const penalised = { ...problem, penalty: penaltyVector(matrix, lambda) };
    const gradient = minimise(penalised, beta, { tolerance: ROUGH, steps: 8 });
    const bend = curvature(penalised, multiply(matrix, beta, new Float64Array(matrix.rows)));
    const traces = inverseTraces(bend, lambda.length, probes);
    const squares = sumOfSquares(matrix, beta, lambda.length);
    const effective = new Float64Array(lambda.length);
    let moved = 0;
    for (let b = 0; b < lambda.length; b++) {
      const free = sizes[b]! - lambda[b]! * traces[b]!;
      effective[b] = clamp(free, LEAST_EFFECTIVE * Math.min(sizes[b]!, 20), sizes[b]!);
      const wanted = clamp(effective[b]! / squares[b]!, lambda[b]! / LARGEST_STEP, lambda[b]! * LARGEST_STEP);
      const next = clamp(wanted, SMALLEST, LARGEST);
      moved = Math.max(moved, Math.abs(Math.log(next / lambda[b]!)));
      lambda[b] = next;
    }
    onRound?.({ round, lambda: lambda.slice(), effective, gradient });
    if (moved < resolved) break;
  }
  return lambda;
}

/** The penalty of every place of a coefficient vector: λ of its block, 0 for the intercept. */
export function penaltyVector({ length, blocks }: BlockMatrix, lambda: ArrayLike<number>): Float64Array {
  const result = new Float64Array(length);
  for (const { size, offset, penalty } of blocks) result.fill(lambda[penalty]!, offset, offset + size);
  return result;
}

function sumOfSquares({ blocks }: BlockMatrix, beta: Float64Array, penalties: number): Float64Array {
  const squares = new Float64Array(penalties);
  for (const { size, offset, penalty } of blocks) {
    for (let j = offset; j < offset + size; j++) squares[penalty]! += beta[j]! ** 2;
  }
  return squares;
}

function penaltySizes({ blocks }: BlockMatrix, penalties: number): Float64Array {
  const sizes = new Float64Array(penalties);
  for (const { size, penalty } of blocks) sizes[penalty]! += size;
  return sizes;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
