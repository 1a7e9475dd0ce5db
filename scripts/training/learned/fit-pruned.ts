import type { FeatureShape } from '../../../src/core/feature.ts';
import type { FeatureDefinition } from '../../models/definition.ts';
import { minimise } from '../fit/newton-cg.ts';
import { baseRateStart, objective } from '../fit/objective.ts';
import type { FitOptions, FitResult } from '../fit/solver.ts';
import type { BlockMatrix } from '../matrix/block-matrix.ts';
import { coefficientVector } from '../matrix/blocks.ts';
import { featureShape } from '../matrix/feature-shape.ts';
import type { TrainingRows } from '../rows/rows.ts';
import { prune } from './prune.ts';

interface PrunedOptions extends FitOptions {
  /** A penalty per feature. */
  lambda: ArrayLike<number>;
  /** The most coefficients to keep. */
  budget: number;
}

/** The fit of the cells that were kept. */
export interface PrunedFit extends FitResult {
  shapes: FeatureShape[];
  matrix: BlockMatrix;
}

/** A gradient per row that is small enough to see which cells matter. */
const FOR_PRUNING = 1e-4;

/** Fits features to the selected rows, keeps the cells that matter most, and fits again with those alone. */
export function fitPruned(
  features: readonly FeatureDefinition[],
  rows: TrainingRows,
  selected: Uint32Array,
  { lambda, budget, ...options }: PrunedOptions,
): PrunedFit {
  const shapes = features.map((feature) => featureShape(feature, rows, selected));
  const full = objective(shapes, rows, selected, lambda);
  const first = minimise(full, baseRateStart(full), { ...options, tolerance: FOR_PRUNING });
  const kept = prune(shapes, full, first.beta, budget);
  const pruned = objective(kept.shapes, rows, selected, lambda);
  const start = coefficientVector(pruned.matrix, kept.coefficients, first.beta.at(-1)!);
  const second = minimise(pruned, start, options);
  const iterations = first.iterations + second.iterations;
  return { ...second, iterations, shapes: kept.shapes, matrix: pruned.matrix };
}
