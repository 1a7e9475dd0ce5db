import type { Field } from './artifact.ts';
import { UNKNOWN } from './encode.ts';

/** The value that a cell of a field stands for; null for a category that the model does not know. */
export function cellValue(field: Field, cell: number): string | number | null {
  if (field.type === 'category') return cell === UNKNOWN ? null : field.vocabulary[cell]!;
  return field.type === 'integer' ? cell + field.minimum : cell;
}
