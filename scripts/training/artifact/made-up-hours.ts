import { isMissing } from '../../../src/core/cell.ts';
import type { Field } from '../../../src/core/field.ts';
import type { TrainingRows } from '../rows/rows.ts';

/** Days near the ends are left out: an extreme value may belong to one person. */
const LOWEST = 0.05;
const HIGHEST = 0.95;
/** Has no factor in common with 24, so that every hour has its turn. */
const HOUR_STEP = 7;

/** Cells of a timestamp: evenly spaced days between the ends of the training rows, with the hours of the day in turn, if the data know hours. */
export function madeUpHours(field: Field, rows: Pick<TrainingRows, 'cells'>, count: number): Float64Array {
  const sorted = Float64Array.from(rows.cells.get(field.name)!)
    .filter((cell) => !isMissing(field, cell))
    .sort();
  const dayAt = (level: number) => Math.floor((sorted[Math.floor(level * sorted.length)] ?? 0) / 24);
  const [first, last] = [dayAt(LOWEST), dayAt(HIGHEST)];
  return Float64Array.from({ length: count }, (_, k) => {
    const hour = field.type === 'timestamp' && field.unit === 'day' ? 0 : (HOUR_STEP * k) % 24;
    return 24 * (first + Math.floor(((last - first + 1) * k) / count)) + hour;
  });
}
