import type { Example } from './artifact.ts';
import { encodeRow, type RowEncoder } from './encode.ts';
import { logit, type Scorer } from './score.ts';
import { sigmoid } from './sigmoid.ts';

/** How far a logit or a probability may be from what training wrote. */
const TOLERANCE = 1e-12;

/** Whether a variant answers a golden example as training did, to 1e-12. */
export function reproduces(encoder: RowEncoder, scorer: Scorer, { input, ...expected }: Example): boolean {
  const cells = new Float64Array(encoder.fields.length);
  if (encodeRow(encoder, input, cells).errors.length > 0) return false;
  const scored = logit(scorer, cells);
  return near(scored, expected.logit) && near(sigmoid(scored), expected.probability);
}

function near(a: number, b: number): boolean {
  return Math.abs(a - b) <= TOLERANCE;
}
