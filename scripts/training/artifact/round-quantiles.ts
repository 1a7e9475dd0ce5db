import { isMissing } from '../../../src/core/cell.ts';
import type { NumericField } from '../../../src/core/field.ts';
import type { TrainingRows } from '../rows/rows.ts';

/** Quantiles near the ends are left out: an extreme value may belong to one person. */
const LOWEST = 0.05;
const HIGHEST = 0.95;
const DIGITS = 3;

/**
 * Cells of an integer or number field at evenly spaced quantiles of the training rows that have it, each rounded to three
 * significant digits and kept within the bounds of the field.
 */
export function roundQuantiles(field: NumericField, rows: Pick<TrainingRows, 'cells'>, count: number): Float64Array {
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = field;
  const offset = field.type === 'integer' ? field.minimum : 0;
  const sorted = Float64Array.from(rows.cells.get(field.name)!)
    .filter((cell) => !isMissing(field, cell))
    .sort();
  return Float64Array.from({ length: count }, (_, k) => {
    const level = LOWEST + ((HIGHEST - LOWEST) * (k + 0.5)) / count;
    const value = Number(((sorted[Math.floor(level * sorted.length)] ?? 0) + offset).toPrecision(DIGITS));
    return Math.min(Math.max(value, minimum), maximum) - offset;
  });
}
