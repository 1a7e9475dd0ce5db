import { answerInput } from './answer-input.ts';
import type { Example } from './artifact.ts';
import type { RowEncoder } from './encode.ts';
import type { Scorer } from './score.ts';

/** How far a logit or a probability may be from the one that training wrote. */
const TOLERANCE = 1e-12;

/** Whether a variant answers a golden example as training did, to 1e-12. */
export function reproduces(encoder: RowEncoder, scorer: Scorer, { input, ...expected }: Example): boolean {
  try {
    const { logit, probability } = answerInput(encoder, scorer, input);
    return near(logit, expected.logit) && near(probability, expected.probability);
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function near(a: number, b: number): boolean {
  return Math.abs(a - b) <= TOLERANCE;
}
