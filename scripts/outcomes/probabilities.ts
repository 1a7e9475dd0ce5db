import { Failure } from '../cli/command.ts';
import { logOdds } from '../maths/log-odds.ts';
import type { OutcomeFile } from './outcome-file.ts';

/** The logits of the column `probability` of a file of outcomes. @throws {Failure} naming a row without a probability */
export function answeredLogits({ path, columns }: OutcomeFile): Float64Array {
  return Float64Array.from(columns.get('probability')!, (text, r) => {
    const probability = text !== null && text.trim() !== '' ? Number(text) : Number.NaN;
    if (probability >= 0 && probability <= 1) return logOdds(probability);
    throw new Failure(`${path}, row ${r + 1}: probability is ${text}: expected a number from 0 to 1`);
  });
}
