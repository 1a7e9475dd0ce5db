import type { Column } from '../../../../scripts/new-model/column.ts';
import type { Measure } from '../../../../scripts/new-model/measure.ts';

/** A column that is read as it stands. */
export function column(kind: Column['kind'], name = 'y'): Column {
  return { name, kind, value: `"${name}"` };
}

/** The measure of 200 rows without missing values; the given members replace the defaults. */
export function measured(some: Partial<Measure>): Measure {
  return { rows: 200, missing: 0, distinct: 10, minimum: Number.NaN, maximum: Number.NaN, length: 5, ...some };
}
