import type { Field } from './field.ts';

/** The cell of a category outside the vocabulary of a `baseline` field: it contributes nothing. */
export const UNKNOWN = -1;

/** A field with few values, each with a cell of its own. */
export type DiscreteField = Extract<Field, { type: 'category' | 'integer' }>;

/** Whether a field has few values: not a number, and not a timestamp. */
export function isDiscrete(field: Field): field is DiscreteField {
  return field.type === 'category' || field.type === 'integer';
}

/**
 * Number of places in a table over a field: its categories, the integers from minimum to maximum, or the bins of a
 * number; and one for a missing value, if it may be missing. 0 for a number without bins, and for a timestamp.
 */
export function cellCount(field: Field): number {
  const known = knownCount(field);
  return known > 0 && field.missing !== undefined ? known + 1 : known;
}

/** The places of a table over a field without the one for a missing value, which comes after them. */
export function knownCount(field: Field): number {
  if (field.type === 'category') return field.vocabulary.length;
  if (field.type === 'integer') return field.maximum - field.minimum + 1;
  return field.type === 'number' && field.edges ? field.edges.length + 1 : 0;
}

/** The cell of a missing value: after those of all others, of a number or timestamp +Infinity. NaN if the field may not be missing. */
export function missingCell(field: Field): number {
  if (field.missing === undefined) return Number.NaN;
  return isDiscrete(field) ? knownCount(field) : Number.POSITIVE_INFINITY;
}

/** Whether a cell stands for a missing value. */
export function isMissing(field: Field, cell: number): boolean {
  return field.missing !== undefined && cell === missingCell(field);
}
