import { isMissing, UNKNOWN } from './cell.ts';
import type { Field } from './field.ts';
import { hourText } from './timestamp.ts';

/** The value that a cell of a field stands for; null for a missing value, and for a category that the model does not know. */
export function cellValue(field: Field, cell: number): string | number | null {
  if (isMissing(field, cell)) return null;
  if (field.type === 'timestamp') return hourText(cell).slice(0, field.unit ? 10 : undefined);
  if (field.type === 'category') return cell === UNKNOWN ? null : field.vocabulary[cell]!;
  return cellNumber(field, cell);
}

/** The number that a cell of an integer or number field stands for, unless it is missing. */
export function cellNumber(field: Field, cell: number): number {
  return field.type === 'integer' ? cell + field.minimum : cell;
}
