import type { FeatureDefinition } from '../../models/definition.ts';
import { minimise } from '../fit/newton-cg.ts';
import { baseRateStart, objective, penaltyVector } from '../fit/objective.ts';
import { learnShrinkage } from '../fit/shrinkage.ts';
import { multiply } from '../matrix/block-matrix.ts';
import { blockMatrix } from '../matrix/blocks.ts';
import { featureShape } from '../matrix/feature-shape.ts';
import type { TrainingRows } from '../rows/rows.ts';

/** A fit with learned penalties that is good enough to compare features by. */
export interface LearnedFit {
  /** The penalty of each feature, by its definition as JSON: where the penalties of a fit with more features start. */
  penalties: ReadonlyMap<string, number>;
  /** The logits of any rows. */
  logits(selected: Uint32Array): Float64Array;
}

const FIRST_LAMBDA = 20;
const ROUNDS = 6;
/** Penalties of an earlier fit are nearly right for the same features. */
const LATER_ROUNDS = 3;
const PROBES = 4;
/** A gradient per row that is small enough to compare by. */
const FINE = 1e-5;

/** Fits features to the selected rows with penalties learned from them, starting from those of an earlier fit. */
export function fitLearned(
  features: readonly FeatureDefinition[],
  rows: TrainingRows,
  selected: Uint32Array,
  earlier?: LearnedFit,
): LearnedFit {
  const names = features.map((feature) => JSON.stringify(feature));
  const shapes = features.map((feature) => featureShape(feature, rows, selected));
  const lambda = Float64Array.from(names, (name) => earlier?.penalties.get(name) ?? FIRST_LAMBDA);
  const first = objective(shapes, rows, selected, lambda);
  const options = {
    start: baseRateStart(first),
    lambda,
    rounds: earlier ? LATER_ROUNDS : ROUNDS,
    probes: PROBES,
  };
  const learned = learnShrinkage(first, options);
  const fitted = { ...first, penalty: penaltyVector(first.matrix, learned.lambda) };
  const { beta } = minimise(fitted, learned.beta, { tolerance: FINE });
  return {
    penalties: new Map(names.map((name, k) => [name, learned.lambda[k]!])),
    logits: (others) => multiply(blockMatrix(shapes, rows, others), beta, new Float64Array(others.length)),
  };
}
