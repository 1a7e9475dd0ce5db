import { encodeRow, type RowEncoder } from './encode.ts';
import { logit, type Scorer } from './score.ts';
import { sigmoid } from './sigmoid.ts';

/** Logit and probability of the positive class for a row. @throws {RangeError} with all that is wrong with the row */
export function answerInput(
  encoder: RowEncoder,
  scorer: Scorer,
  input: object,
): { logit: number; probability: number } {
  const cells = new Float64Array(encoder.fields.length);
  const { errors } = encodeRow(encoder, input, cells);
  if (errors.length > 0) throw new RangeError(`the row is refused: ${errors.map(({ detail }) => detail).join('; ')}`);
  const scored = logit(scorer, cells);
  return { logit: scored, probability: sigmoid(scored) };
}
