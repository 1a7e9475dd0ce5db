import { answerInput } from '../../../src/core/answer-input.ts';
import type { Example, Field } from '../../../src/core/artifact.ts';
import { compileEncoder } from '../../../src/core/encode.ts';
import { compileScorer } from '../../../src/core/score.ts';
import { rowInput } from '../rows/row-input.ts';
import type { TrainingRows } from '../rows/rows.ts';
import type { TrainedVariant } from '../trained-variant.ts';

/** Evenly spaced training rows, as callers would send them. */
export function exampleInputs(rows: TrainingRows, count: number): Example['input'][] {
  const groups = rows.weight.length;
  const chosen = new Set(Array.from({ length: count }, (_, k) => Math.floor(((k + 0.5) * groups) / count)));
  return [...chosen].map((r) => rowInput(rows, r));
}

/** Scores inputs as the Worker does. */
export function scoreInputs(
  variant: Pick<TrainedVariant, 'intercept' | 'features'>,
  fields: Field[],
  inputs: readonly Example['input'][],
): Example[] {
  const encoder = compileEncoder(fields);
  const scorer = compileScorer({ ...variant, fields });
  return inputs.map((input) => ({ input, ...answerInput(encoder, scorer, input) }));
}
