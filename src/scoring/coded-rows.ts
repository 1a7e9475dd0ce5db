import { compileCode } from '../core/code.ts';
import { sigmoid } from '../core/sigmoid.ts';
import type { Answered } from './shadow.ts';

/** How many rows of a request are coded: those of a larger batch that lie evenly in it. */
const MOST_CODED = 100;
const DIGITS = 6;

/** The rows of a request as codes, and their answers: what drift is told by. No value of the request is among them. */
export function codedRows({ variant: { artifact }, rows: { cells, count }, logits }: Answered) {
  const { fields } = artifact;
  const codes = fields.map(compileCode);
  const coded: { codes: number[][]; probabilities: number[] } = { codes: [], probabilities: [] };
  for (let row = 0; row < count; row += Math.ceil(count / MOST_CODED)) {
    coded.codes.push(codes.map((codeOf, f) => codeOf(cells[row * fields.length + f]!)));
    coded.probabilities.push(Number(sigmoid(logits[row]!).toPrecision(DIGITS)));
  }
  return coded;
}
