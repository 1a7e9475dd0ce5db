import type { FeatureShape } from '../../../src/core/feature.ts';
import { selectValues, sum } from '../../maths/vector.ts';
import type { FeatureDefinition } from '../../models/definition.ts';
import type { PenalisedLikelihood } from '../fit/newton-cg.ts';
import { penaltyVector } from '../fit/shrinkage.ts';
import type { BlockMatrix } from '../matrix/block-matrix.ts';
import { blockMatrix } from '../matrix/blocks.ts';
import { featureShape } from '../matrix/feature-shape.ts';
import type { TrainingRows } from '../rows/rows.ts';

/** Features over selected rows, and coefficients that a fit moves. */
export interface Objective {
  shapes: FeatureShape[];
  likelihood: { matrix: BlockMatrix; weight: Float64Array; positives: Float64Array };
  beta: Float64Array;
}

/** A problem ready to fit, at the base rate; with shapes of its own unless some are given. */
export function objective(
  features: readonly FeatureDefinition[],
  rows: TrainingRows,
  selected: Uint32Array,
  shapes = features.map((feature) => featureShape(feature, rows, selected)),
): Objective {
  const matrix = blockMatrix(shapes, rows, selected);
  const weight = selectValues(rows.weight, selected);
  const positives = selectValues(rows.positives, selected);
  const beta = new Float64Array(matrix.length);
  const share = sum(positives) / sum(weight);
  beta[beta.length - 1] = Math.log(share / (1 - share));
  return { shapes, likelihood: { matrix, weight, positives }, beta };
}

/** The problem with a penalty for every feature. */
export function penalised({ likelihood }: Objective, lambda: ArrayLike<number>): PenalisedLikelihood {
  return { ...likelihood, penalty: penaltyVector(likelihood.matrix, lambda) };
}
