import { sigmoid } from '../../../src/core/sigmoid.ts';
import { dot, selectValues, sum } from '../../maths/vector.ts';
import type { FeatureDefinition, VariantDefinition } from '../../models/definition.ts';
import { minimise } from '../fit/newton-cg.ts';
import { learnShrinkage, type ShrinkageRound } from '../fit/shrinkage.ts';
import { multiply } from '../matrix/block-matrix.ts';
import { blockMatrix } from '../matrix/blocks.ts';
import { innerSplit, thin } from '../rows/inner-split.ts';
import type { TrainingRows } from '../rows/rows.ts';
import { type Objective, objective, penalised } from './objective.ts';

/** Penalties are learned on at most this many groups, evenly spaced. */
export const LEARNING_ROWS = 300_000;
const FIRST_LAMBDA = 20;
/** What is thought of the logarithm of the scale before the validation rows are seen: that it is 0, give or take. */
const PRIOR_DEVIATION = 0.5;
/** A factor whose likelihood is below that of another by so many nats has no weight. */
const NEGLIGIBLE = 8;
/** Enough to tell scales apart. */
const ROUGH = 1e-6;

/** What validation inside the training rows found out. */
export interface Validated {
  /** A penalty per feature, as the inner training rows have it. */
  lambda: Float64Array;
  /** What all of them times which the validation rows speak for, and how sure its logarithm is. */
  scale: number;
  deviation: number;
}

/** Learns penalties on the inner training rows, and the common scale that the validation rows speak for. */
export function validatePenalties(
  { features, validation }: Pick<VariantDefinition, 'validation'> & { features: FeatureDefinition[] },
  rows: TrainingRows,
  selected: Uint32Array,
  onRound?: (round: ShrinkageRound) => void,
): Validated {
  const inner = innerSplit(rows, thin(selected, LEARNING_ROWS * 2), validation);
  const learning = objective(features, rows, thin(inner.train, LEARNING_ROWS));
  const first = new Float64Array(features.length).fill(FIRST_LAMBDA);
  const lambda = learnShrinkage(learning.likelihood, { ...learning, lambda: first, ...(onRound && { onRound }) });
  return { lambda, ...learnScale(learning, lambda, rows, inner.validation) };
}

interface Scaled {
  /** e to the posterior mean of the logarithm. */
  scale: number;
  /** Posterior standard deviation of the logarithm. */
  deviation: number;
}

/**
 * The common factor on the penalties that the validation rows speak for. Their likelihood at a few factors, times a
 * log-normal prior around 1, gives each factor its weight: many rows settle it, few leave it near 1 and unsure.
 */
function learnScale(fitted: Objective, lambda: Float64Array, rows: TrainingRows, validation: Uint32Array): Scaled {
  const matrix = blockMatrix(fitted.shapes, rows, validation);
  const weight = selectValues(rows.weight, validation);
  const positives = selectValues(rows.positives, validation);
  const at = (scale: number) => {
    const scaled = lambda.map((value) => value * scale);
    minimise(penalised(fitted, scaled), fitted.beta, { tolerance: ROUGH });
    const logits = multiply(matrix, fitted.beta, new Float64Array(matrix.rows));
    const prior = 0.5 * (Math.log(scale) / PRIOR_DEVIATION) ** 2;
    return { scale, loss: logLoss(weight, positives, logits) + prior };
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
  const variance =
    dot(
      weights,
      logarithms.map((value) => (value - mean) ** 2),
    ) / sum(weights);
  return { scale: Math.exp(mean), deviation: Math.sqrt(variance) };
}

function logLoss(weight: Float64Array, positives: Float64Array, logits: Float64Array): number {
  return logits.reduce((loss, logit, r) => {
    const p = sigmoid(logit);
    return loss - positives[r]! * Math.log(p) - (weight[r]! - positives[r]!) * Math.log1p(-p);
  }, 0);
}
