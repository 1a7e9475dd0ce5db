import type { VariantDefinition } from '../../../../scripts/models/definition.ts';
import { uncertaintyOf } from '../../../../scripts/training/artifact/uncertainty.ts';
import { everyRow, type TrainingRows } from '../../../../scripts/training/rows/rows.ts';
import type { trainVariant } from '../../../../scripts/training/train-variant.ts';
import { compileIntervals, interval, parseDraws } from '../../../../src/core/interval.ts';
import { compileScorer, logit } from '../../../../src/core/score.ts';
import { MAIN } from './block-model.ts';
import { FIELDS } from './simulation.ts';

/* Variants of the simulated rows, and the intervals of their answers. */

export const VARIANT: VariantDefinition = {
  description: '',
  features: MAIN,
  penalty: 1,
  shrinkage: 'learned',
  validation: 'random',
  budget: 10_000,
};

type Trained = ReturnType<typeof trainVariant>;

/** The interval of every combination of categories, from a fit and this many draws of its coefficients. */
export function intervals(trained: Trained, rows: TrainingRows, draws: number) {
  const { features } = trained;
  const { file, missing } = uncertaintyOf(trained, rows, everyRow(rows), draws);
  const scorer = compileScorer({ ...trained, fields: FIELDS });
  const compiled = compileIntervals(
    { fields: FIELDS, features, uncertainty: { missing } },
    parseDraws(file.buffer, features),
  );
  return (i: number, j: number, level: number) => {
    const cells = Float64Array.of(i, j);
    return interval(compiled, cells, logit(scorer, cells), level);
  };
}
