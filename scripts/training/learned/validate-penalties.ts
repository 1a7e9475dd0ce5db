import { dot, sum } from '../../maths/vector.ts';
import { conjugateSteps } from '../fit/newton-cg.ts';
import { penaltyVector } from '../fit/objective.ts';
import { type Learned, type PenalisedRows, type ShrinkageRound, shrinkageSteps } from '../fit/shrinkage.ts';
import { type Answer, ask, type Steps, stage } from '../fit/steps.ts';
import type { LearnedRows } from './learned-rows.ts';

const FIRST_LAMBDA = 20;
/** Standard deviation of the normal prior (mean 0) on the log scale. */
const PRIOR_DEVIATION = 0.5;
/** A scale whose log-likelihood is this many nats below the best has no weight. */
const NEGLIGIBLE = 8;
/** A gradient per row that is small enough to compare scales. */
const ROUGH = 1e-6;
/** The same for numbers in bins, whose penalties are rougher. */
const ROUGH_FOR_BINS = 1e-5;

/** Penalties of the inner training rows, and the common scale that suits the validation rows. */
export interface ValidatedPenalties extends Scale {
  /** A penalty per feature. */
  lambda: Float64Array;
}

interface Scale {
  /** e to the posterior mean of the log scale. */
  scale: number;
  /** Posterior standard deviation of the log scale. */
  deviation: number;
}

/**
 * Learns penalties on the inner training rows, and their common scale on the validation rows. If these lack a class, the
 * scale keeps its prior.
 * @param penalties how many there are
 */
export function* validatePenalties(
  rows: LearnedRows,
  penalties: number,
  onRound?: (round: ShrinkageRound) => void,
): Steps<ValidatedPenalties> {
  const { training, loss } = yield* ask(() => rows.inner());
  const first = new Float64Array(penalties).fill(FIRST_LAMBDA);
  const learned = yield* stage(() => shrinkageSteps(training, { start: training.start, lambda: first, onRound }));
  if (loss === undefined) return { lambda: learned.lambda, scale: 1, deviation: PRIOR_DEVIATION };
  return { lambda: learned.lambda, ...(yield* learnScale(training, learned, loss)) };
}

/**
 * The common factor on the penalties that suits the validation rows. Their likelihood at a few factors, times a
 * log-normal prior around 1, gives each factor its weight: many rows determine it, few leave it near 1 and uncertain.
 */
function* learnScale(
  { matrix, under }: PenalisedRows,
  { lambda, beta: start }: Learned,
  lossOf: (beta: Float64Array) => Answer<number>,
): Steps<Scale> {
  const tolerance = matrix.related ? ROUGH_FOR_BINS : ROUGH;
  let beta = start;
  const at = function* (scale: number): Steps<{ scale: number; loss: number }> {
    const scaled = lambda.map((value) => value * scale);
    const [sums, from] = [under(penaltyVector(matrix, scaled)), beta];
    const fitted = yield* stage(function* () {
      const { beta: found } = yield* conjugateSteps(sums, from, { tolerance });
      return { found, loss: yield* ask(() => lossOf(found)) };
    });
    beta = fitted.found;
    const prior = 0.5 * (Math.log(scale) / PRIOR_DEVIATION) ** 2;
    return { scale, loss: fitted.loss + prior };
  };
  const tried = [yield* at(1)];
  for (const factor of [Math.SQRT2, Math.SQRT1_2]) {
    for (let scale = factor; scale < 6 && scale > 1 / 6; scale *= factor) {
      tried.push(yield* at(scale));
      if (tried.at(-1)!.loss > Math.min(...tried.map(({ loss }) => loss)) + NEGLIGIBLE) break;
    }
  }
  const least = Math.min(...tried.map(({ loss }) => loss));
  const weights = Float64Array.from(tried, ({ loss }) => Math.exp(least - loss));
  const logarithms = Float64Array.from(tried, ({ scale }) => Math.log(scale));
  const mean = dot(weights, logarithms) / sum(weights);
  const squares = logarithms.map((value) => (value - mean) ** 2);
  return { scale: Math.exp(mean), deviation: Math.sqrt(dot(weights, squares) / sum(weights)) };
}
