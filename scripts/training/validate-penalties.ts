import { sigmoid } from '../../src/core/sigmoid.ts';
import type { FeatureDefinition, VariantDefinition } from '../model-definition.ts';
import { multiply } from './block-matrix.ts';
import { blockMatrix } from './blocks.ts';
import { selectValues } from './design-matrix.ts';
import { type InnerSplit, innerSplit, thin } from './inner-split.ts';
import { type Problem, penalised, problem } from './learned-problem.ts';
import { minimise } from './newton-cg.ts';
import type { Rows } from './rows.ts';
import { learnShrinkage, type ShrinkageRound } from './shrinkage.ts';

/** Penalties are learned on at most this many groups, evenly spaced. */
export const LEARNING_ROWS = 300_000;
const FIRST_LAMBDA = 20;
const SCALES = [0.35, 0.5, 0.71, 1, 1.41, 2, 2.83, 4];
/** Enough to tell scales apart. */
const ROUGH = 1e-6;

/** What validation inside the training rows found out. */
export interface Validated {
  /** A penalty per feature, as the inner training rows have it. */
  lambda: Float64Array;
  /** What all of them times which the validation rows prefer. */
  scale: number;
  inner: InnerSplit;
  /** Logits of the validation rows at that scale. */
  logits: Float64Array;
}

/** Learns penalties on the inner training rows, and the common scale at which the validation rows are foreseen best. */
export function validatePenalties(
  { features, validation }: Pick<VariantDefinition, 'validation'> & { features: FeatureDefinition[] },
  rows: Rows,
  selected: Uint32Array,
  onRound?: (round: ShrinkageRound) => void,
): Validated {
  const inner = innerSplit(rows, thin(selected, LEARNING_ROWS * 2), validation);
  const learning = problem(features, rows, thin(inner.train, LEARNING_ROWS));
  const first = new Float64Array(features.length).fill(FIRST_LAMBDA);
  const lambda = learnShrinkage(learning.likelihood, { ...learning, lambda: first, ...(onRound && { onRound }) });
  return { lambda, inner, ...bestScale(learning, lambda, rows, inner.validation) };
}

interface Scaled {
  scale: number;
  logits: Float64Array;
}

/** The common factor on the penalties with the lowest log loss on the validation rows, found by climbing from 1. */
function bestScale(fitted: Problem, lambda: Float64Array, rows: Rows, validation: Uint32Array): Scaled {
  const matrix = blockMatrix(fitted.shapes, rows, validation);
  const weight = selectValues(rows.weight, validation);
  const positives = selectValues(rows.positives, validation);
  const at = (place: number) => {
    const scale = SCALES[place]!;
    const scaled = lambda.map((value) => value * scale);
    minimise(penalised(fitted, scaled), fitted.beta, { tolerance: ROUGH });
    const logits = multiply(matrix, fitted.beta, new Float64Array(matrix.rows));
    return { place, scale, logits, loss: logLoss(weight, positives, logits) };
  };
  const climb = (from: ReturnType<typeof at>, step: 1 | -1): ReturnType<typeof at> => {
    if (!(from.place + step in SCALES)) return from;
    const next = at(from.place + step);
    return next.loss < from.loss ? climb(next, step) : from;
  };
  const one = at(SCALES.indexOf(1));
  const up = climb(one, 1);
  return up === one ? climb(one, -1) : up;
}

function logLoss(weight: Float64Array, positives: Float64Array, logits: Float64Array): number {
  return logits.reduce((loss, logit, r) => {
    const p = sigmoid(logit);
    return loss - positives[r]! * Math.log(p) - (weight[r]! - positives[r]!) * Math.log1p(-p);
  }, 0);
}
