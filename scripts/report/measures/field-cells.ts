import type { Field } from '../../../src/core/artifact.ts';
import { cellCount } from '../../../src/core/cell.ts';
import { cellValue } from '../../../src/core/decode.ts';
import { rateIntervals } from '../../training/figures/rate-intervals.ts';
import type { TrainingRows } from '../../training/rows/rows.ts';

/** More values than this make a picture too long: the most frequent are shown. */
const MOST = 30;
const MISSING = 'missing';

/** A value of a discrete field that a picture shows, and the rate of positives among its rows. */
export interface FieldCell {
  cell: number;
  value: string | number;
  rows: number;
  observed: number;
  low: number;
  high: number;
}

/** The values that rows have: integers in order, categories by their rate; if there are many, the most frequent. */
export function fieldCells(field: Field, rows: TrainingRows): FieldCell[] {
  const rates = rateIntervals(rows.cells.get(field.name)!, cellCount(field), rows);
  const found = rates
    .map(({ rows: count, positives, low, high }, cell): FieldCell => {
      return { cell, value: cellValue(field, cell) ?? MISSING, rows: count, observed: positives / count, low, high };
    })
    .filter((one) => one.rows > 0);
  if (field.type === 'integer' && found.length <= 2 * MOST) return found;
  const frequent = found.sort((a, b) => b.rows - a.rows).slice(0, MOST);
  return frequent.sort(field.type === 'integer' ? (a, b) => a.cell - b.cell : (a, b) => b.observed - a.observed);
}
