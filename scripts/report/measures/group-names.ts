import type { Field } from '../../../src/core/artifact.ts';
import { isMissing, knownCount, UNKNOWN } from '../../../src/core/cell.ts';
import { cellNumber } from '../../../src/core/decode.ts';

/** An integer field with more values is shown by quarters of the rows, as a number is. */
const MOST_VALUES = 12;
const DIGITS = 3;

/** The name of the group of every row. Bounds of quarters are rounded, so that none is a value of one row. */
export function groupNames(field: Field, cells: ArrayLike<number>): string[] {
  const known = knownNames(
    field,
    Array.from(cells).filter((cell) => !isMissing(field, cell)),
  );
  let next = 0;
  return Array.from(cells, (cell) => (isMissing(field, cell) ? 'missing' : known[next++]!));
}

function knownNames(field: Field, cells: readonly number[]): string[] {
  if (field.type === 'category') {
    return cells.map((cell) => (cell === UNKNOWN ? 'unknown' : field.vocabulary[cell]!));
  }
  const values = cells.map((cell) => cellNumber(field, cell));
  if (field.type === 'integer' && knownCount(field) <= MOST_VALUES) return values.map(String);
  const sorted = Float64Array.from(values).sort();
  const quarters = [1, 2, 3].map((k) => Number(sorted[Math.floor((k * sorted.length) / 4)]!.toPrecision(DIGITS)));
  const bounds = [...new Set(quarters)];
  return values.map((value) => {
    const upper = bounds.findIndex((bound) => value < bound);
    if (upper === 0) return `below ${bounds[0]}`;
    return upper < 0 ? `from ${bounds.at(-1)}` : `${bounds[upper - 1]} to below ${bounds[upper]}`;
  });
}
