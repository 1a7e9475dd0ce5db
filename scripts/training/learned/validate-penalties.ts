import { sigmoid } from '../../../src/core/sigmoid.ts';
import { dot, selectValues, sum } from '../../maths/vector.ts';
import type { FeatureDefinition, VariantDefinition } from '../../models/definition.ts';
import { logLoss } from '../figures/log-loss.ts';
import { minimise } from '../fit/newton-cg.ts';
import { baseRateStart, objective, penaltyVector } from '../fit/objective.ts';
import { learnShrinkage, type ShrinkageRound } from '../fit/shrinkage.ts';
import type { Likelihood, Objective } from '../fit/solver.ts';
import { type BlockMatrix, multiply } from '../matrix/block-matrix.ts';
import { blockMatrix } from '../matrix/blocks.ts';
import { featureShape } from '../matrix/feature-shape.ts';
import { subsample, usableInnerSplit } from '../rows/inner-split.ts';
import type { TrainingRows } from '../rows/rows.ts';
import { learningRows } from './learning-rows.ts';

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
 */
export function validatePenalties(
  { features, validation }: Pick<VariantDefinition, 'validation'> & { features: FeatureDefinition[] },
  rows: TrainingRows,
  selected: Uint32Array,
  onRound?: (round: ShrinkageRound) => void,
): ValidatedPenalties {
  const most = learningRows(features);
  const inner = usableInnerSplit(rows, subsample(selected, most * 2), validation);
  const train = subsample(inner?.train ?? selected, most);
  const shapes = features.map((feature) => featureShape(feature, rows, train));
  const first = new Float64Array(features.length).fill(FIRST_LAMBDA);
  const training = objective(shapes, rows, train, first);
  const learned = learnShrinkage(training, {
    start: baseRateStart(training),
    lambda: first,
    onRound,
  });
  if (inner === undefined) return { lambda: learned.lambda, scale: 1, deviation: PRIOR_DEVIATION };
  const validated = {
    matrix: blockMatrix(shapes, rows, inner.validation),
    weight: selectValues(rows.weight, inner.validation),
    positives: selectValues(rows.positives, inner.validation),
  };
  return { lambda: learned.lambda, ...learnScale(training, learned, validated) };
}

/**
 * The common factor on the penalties that suits the validation rows. Their likelihood at a few factors, times a
 * log-normal prior around 1, gives each factor its weight: many rows determine it, few leave it near 1 and uncertain.
 */
function learnScale(
  training: Objective<BlockMatrix>,
  { lambda, beta: start }: { lambda: Float64Array; beta: Float64Array },
  validation: Likelihood<BlockMatrix>,
): Scale {
  const tolerance = training.matrix.related ? ROUGH_FOR_BINS : ROUGH;
  let beta = start;
  const at = (scale: number) => {
    const scaled = lambda.map((value) => value * scale);
    const objective = { ...training, penalty: penaltyVector(training.matrix, scaled) };
    beta = minimise(objective, beta, { tolerance }).beta;
    const prior = 0.5 * (Math.log(scale) / PRIOR_DEVIATION) ** 2;
    return { scale, loss: validationLoss(validation, beta) + prior };
  };
  const tried = [at(1)];
  for (const factor of [Math.SQRT2, Math.SQRT1_2]) {
    for (let scale = factor; scale < 6 && scale > 1 / 6; scale *= factor) {
      tried.push(at(scale));
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

function validationLoss({ matrix, weight, positives }: Likelihood<BlockMatrix>, beta: Float64Array): number {
  const logits = multiply(matrix, beta, new Float64Array(matrix.rows));
  let loss = 0;
  for (let r = 0; r < logits.length; r++) {
    const p = sigmoid(logits[r]!);
    // One class at a time: another order of additions changes the last bits of draws in artifacts.
    loss += logLoss(p, positives[r]!, 0);
    loss += logLoss(p, 0, weight[r]! - positives[r]!);
  }
  return loss;
}
