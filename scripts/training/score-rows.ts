import { compileScorer, logit } from '../../src/core/score.ts';
import type { TrainingRows } from './rows/rows.ts';
import type { TrainedVariant } from './trained-variant.ts';

/** The logits of the selected rows, as the Worker computes them. */
export function scoreRows(
  variant: Pick<TrainedVariant, 'intercept' | 'features'>,
  rows: TrainingRows,
  selected: Uint32Array,
): Float64Array {
  const scorer = compileScorer({ ...variant, fields: rows.fields });
  const columns = rows.fields.map((field) => rows.cells.get(field.name)!);
  const cells = new Float64Array(columns.length);
  const logits = new Float64Array(selected.length);
  for (let r = 0; r < selected.length; r++) {
    for (let f = 0; f < cells.length; f++) cells[f] = columns[f]![selected[r]!]!;
    logits[r] = logit(scorer, cells);
  }
  return logits;
}
