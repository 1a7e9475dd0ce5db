import { later } from '../../training/fit/steps.ts';
import { learnedSteps } from '../../training/train-learned.ts';
import type { OnProgress, ResolvedVariant, TrainedVariant } from '../../training/trained-variant.ts';
import type { CellRows } from '../sums/cell-rows.ts';
import { engineLearnedRows } from './learned-rows.ts';

/** Fits a variant with learned shrinkage, as `trainLearned` does in memory. */
export async function fitLearned(
  variant: ResolvedVariant,
  rows: CellRows,
  options: { tolerance: number; onProgress?: OnProgress | undefined },
): Promise<TrainedVariant> {
  return later(learnedSteps(variant, await engineLearnedRows(variant, rows), options), rows.journal);
}
