import type { Example, Field } from '../../../src/core/artifact.ts';
import { compileEncoder, encodeRow } from '../../../src/core/encode.ts';
import { compileScorer, logit } from '../../../src/core/score.ts';
import { sigmoid } from '../../../src/core/sigmoid.ts';
import { rowInput } from '../rows/row-input.ts';
import type { TrainingRows } from '../rows/rows.ts';
import type { TrainedVariant } from '../trained-variant.ts';

/** Request rows as callers send them, taken at even distances from the training rows. */
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
  const cells = new Float64Array(fields.length);
  return inputs.map((input) => {
    const { errors } = encodeRow(encoder, input, cells);
    if (errors.length > 0) throw new Error(`an example is refused: ${errors.map((error) => error.detail).join('; ')}`);
    const z = logit(scorer, cells);
    return { input, logit: z, probability: sigmoid(z) };
  });
}
