import { compileEncoder, type RowEncoder } from '../../src/core/encode.ts';
import { compileScorer, logit } from '../../src/core/score.ts';
import { sigmoid } from '../../src/core/sigmoid.ts';
import { Failure } from '../cli/command.ts';
import { exampleRows, hardRows } from '../exchange/example-rows.ts';
import type { Row } from '../exchange/plain-logit.ts';
import { type ArtifactContent, toArtifact } from '../exchange/to-artifact.ts';
import type { Imported } from './imported.ts';

/** How far an answer may be from that of the source's own numbers. */
const TOLERANCE = 1e-12;
const ROWS = 1000;

/**
 * Compares what an imported model answers with the source's own numbers, on rows that callers send and on rows made to
 * tell them apart. Returns the largest difference of a probability.
 * @throws {Failure} naming the first row that differs by more than 1e-12, or that only one of them refuses
 */
export function requireParity(
  { model, probability }: Imported,
  source: string,
  content: ArtifactContent = toArtifact(model),
): number {
  const encoder = compileEncoder(content.fields);
  const scorer = compileScorer(content);
  const cells = new Float64Array(content.fields.length);
  let largest = 0;
  for (const row of [...exampleRows(model), ...hardRows(model, ROWS)]) {
    const expected = orRefused(row, probability);
    const found = encode(encoder, row, cells) ? sigmoid(logit(scorer, cells)) : REFUSED;
    const difference = expected === found ? 0 : Math.abs(Number(expected) - Number(found));
    if (!(difference <= TOLERANCE)) {
      throw new Failure(`${source} answers ${expected} to ${JSON.stringify(row)}, and what was made of it ${found}`);
    }
    largest = Math.max(largest, difference);
  }
  return largest;
}

const REFUSED = 'a refusal';

/** Encodes a row that has every field, without the reasons of a refusal: the nearest of 100,000 categories take a second. */
function encode({ fields }: RowEncoder, row: Row, cells: Float64Array): boolean {
  for (const [f, { field, cell, substitute }] of fields.entries()) {
    const value = row[field.name];
    cells[f] = cell(value);
    if (Number.isNaN(cells[f])) cells[f] = substitute(value);
  }
  return !cells.includes(Number.NaN);
}

function orRefused(row: Row, answer: (row: Row) => number): number | typeof REFUSED {
  try {
    return answer(row);
  } catch (error) {
    if (error instanceof RangeError) return REFUSED;
    throw error;
  }
}
