import type { Field } from '../../src/core/field.ts';
import { categoryCells } from './category-cells.ts';
import type { CellOptions, FieldCells } from './field-cells.ts';
import { numberCells } from './number-cells.ts';
import { timestampCells } from './timestamp-cells.ts';

/**
 * SQL for the cells of a row, field by field: what `encodeRow` of the core works out, in the same places. An expression
 * may need the joins of `lookups`.
 */
export function fieldCells(field: Field, options: CellOptions): FieldCells {
  const { dialect, row } = options;
  const column = `${row}.${dialect.identifier(field.name)}`;
  if (field.type === 'category') return categoryCells(field, column, options);
  if (field.type === 'timestamp') return timestampCells(field, column, options);
  return numberCells(field, column, dialect);
}
