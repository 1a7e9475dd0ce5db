import type { FeatureShape } from '../../../src/core/feature.ts';
import type { BlockLayout } from '../fit/hessian-at.ts';
import { conjugateSteps } from '../fit/newton-cg.ts';
import { penaltyVector } from '../fit/objective.ts';
import type { FitOptions, FitResult } from '../fit/solver.ts';
import { ask, type Steps, stage } from '../fit/steps.ts';
import { coefficientVector } from '../matrix/blocks.ts';
import type { LearnedRows } from './learned-rows.ts';
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
  matrix: BlockLayout;
}

/** A gradient per row that is small enough to see which cells matter. */
const FOR_PRUNING = 1e-4;

/** Fits features to rows, keeps the cells that matter most, and fits again with those alone. */
export function* fitPruned(rows: LearnedRows, { lambda, budget, ...options }: PrunedOptions): Steps<PrunedFit> {
  const full = yield* ask(() => rows.all());
  const sums = full.rows.under(penaltyVector(full.rows.matrix, lambda));
  const first = yield* stage(() => conjugateSteps(sums, full.rows.start, { ...options, tolerance: FOR_PRUNING }));
  const kept = yield* stage(function* () {
    const hessian = yield* ask(() => sums.hessianAt(first.beta));
    return prune(full.shapes, hessian, first.beta, budget);
  });
  const pruned = yield* ask(() => rows.all(kept.shapes));
  const { matrix, under } = pruned.rows;
  const start = coefficientVector(matrix, kept.coefficients, first.beta.at(-1)!);
  const second = yield* stage(() => conjugateSteps(under(penaltyVector(matrix, lambda)), start, options));
  const iterations = first.iterations + second.iterations;
  return { ...second, iterations, shapes: kept.shapes, matrix };
}
