import { minimise } from '../fit/newton-cg.ts';
import { coefficientVector } from '../matrix/blocks.ts';
import type { TrainingRows } from '../rows/rows.ts';
import { type Objective, objective, penalised } from './objective.ts';
import { prune } from './prune.ts';

interface PruneOptions {
  rows: TrainingRows;
  /** The rows that the problem is about. */
  selected: Uint32Array;
  /** The most coefficients to keep. */
  budget: number;
  /** Largest component of the gradient, per row, at which the fit may stop. */
  tolerance: number;
  onStep?: (gradient: number) => void;
}

/** Enough to tell which cells matter. */
const FOR_PRUNING = 1e-4;

/** Fits a problem at given penalties from where its coefficients are, keeps the cells that matter, and fits those. */
export function fitPruned(
  full: Objective,
  lambda: ArrayLike<number>,
  { rows, selected, budget, tolerance, onStep }: PruneOptions,
): Objective {
  const tell = onStep && { onStep };
  minimise(penalised(full, lambda), full.beta, { tolerance: FOR_PRUNING, ...tell });
  const kept = prune(full, lambda, budget);
  const pruned = objective([], rows, selected, kept.shapes);
  pruned.beta.set(coefficientVector(pruned.likelihood.matrix, kept.coefficients, full.beta.at(-1)!));
  minimise(penalised(pruned, lambda), pruned.beta, { tolerance, ...tell });
  return pruned;
}
