import type { RowEncoder } from './encode.ts';
import { NUMBER } from './read-value.ts';

/**
 * Encodes a row that has a value per field, in their order; null is missing. A number may also be a text that is a JSON
 * number, as warehouses write decimals. Finds no reasons, so that a refused row costs no more than another.
 * @returns how many values counted as another one, or NaN if a value is refused: the cells then mean nothing
 */
export function encodeValues({ fields }: RowEncoder, values: readonly unknown[], cells: Float64Array): number {
  let substituted = 0;
  for (const [f, { field, cell, substitute }] of fields.entries()) {
    const value = field.type === 'integer' || field.type === 'number' ? numberOf(values[f]) : values[f];
    cells[f] = cell(value);
    if (!Number.isNaN(cells[f])) continue;
    cells[f] = substitute(value);
    if (Number.isNaN(cells[f])) return Number.NaN;
    substituted++;
  }
  return substituted;
}

function numberOf(value: unknown): unknown {
  return typeof value === 'string' && NUMBER.exec(value)?.[0] === value ? Number(value) : value;
}
