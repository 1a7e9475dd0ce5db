import type { Field } from './field.ts';

/** The cell of a category outside the vocabulary of a `baseline` field: it contributes nothing. */
export const UNKNOWN = -1;

/**
 * Number of places in a table over a field: its categories, the integers from minimum to maximum, or the bins of a
 * number; and one for a missing value, if it may be missing. 0 for a number without bins.
 */
export function cellCount(field: Field): number {
  if (field.type === 'number' && field.edges === undefined) return 0;
  return knownCount(field) + (field.missing === undefined ? 0 : 1);
}

/** The places of a table over a field without the one for a missing value, which comes after them. */
export function knownCount(field: Field): number {
  if (field.type === 'category') return field.vocabulary.length;
  if (field.type === 'integer') return field.maximum - field.minimum + 1;
  return (field.edges?.length ?? -1) + 1;
}

/** The cell of a missing value: after those of all others, of a number +Infinity. NaN if the field may not be missing. */
export function missingCell(field: Field): number {
  if (field.missing === undefined) return Number.NaN;
  return field.type === 'number' ? Number.POSITIVE_INFINITY : knownCount(field);
}

/** Whether a cell stands for a missing value. */
export function isMissing(field: Field, cell: number): boolean {
  return field.missing !== undefined && cell === missingCell(field);
}
