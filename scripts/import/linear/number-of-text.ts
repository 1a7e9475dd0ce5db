import type { RowValue } from './column.ts';

/** The number that a text stands for where categories are numbers; for any other text, a number that is no category. */
export function numberOfText(value: RowValue): RowValue {
  if (typeof value !== 'string') return value;
  return String(Number(value)) === value ? Number(value) : Number.MAX_VALUE;
}
