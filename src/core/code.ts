import { knownCount, missingCell } from './cell.ts';
import { compileIndex } from './columns.ts';
import type { Field } from './field.ts';

/** The code of a missing value. That of a category which the model does not know is −1, as its cell. */
export const MISSING_CODE = -2;

/** How many tenths a probability can be in. */
export const TENTHS = 10;

/** Finds the code of a cell: the index of a category, integer or bin, −1 for an unknown category, −2 for a missing value. */
export type CodeOf = (cell: number) => number;

/** Prepares the codes of a field. A timestamp, and a number without bins, has a single place, 0. */
export function compileCode(field: Field): CodeOf {
  const missing = missingCell(field);
  const index = field.type === 'timestamp' ? () => 0 : compileIndex(field);
  return (cell) => (cell === missing ? MISSING_CODE : index(cell));
}

/** How many codes from 0 on the cells of a field have. */
export function codeCount(field: Field): number {
  return Math.max(1, knownCount(field));
}

/** The tenth that a probability is in, from 0 to 9. */
export function tenthOf(probability: number): number {
  return Math.min(TENTHS - 1, Math.floor(probability * TENTHS));
}
