import type { Field } from '../../../src/core/artifact.ts';
import type { TrainingRows } from './rows.ts';

/** The value that a cell of a field stands for, as a caller sends it. */
export function cellValue(field: Field, cell: number): string | number {
  if (field.type === 'category') return field.vocabulary[cell]!;
  return field.type === 'integer' ? cell + field.minimum : cell;
}

/** A training row as a caller would send it. */
export function rowInput(rows: TrainingRows, r: number): Record<string, string | number> {
  return Object.fromEntries(
    rows.fields.map((field) => [field.name, cellValue(field, rows.cells.get(field.name)![r]!)]),
  );
}
