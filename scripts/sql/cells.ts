import { missingCell, UNKNOWN } from '../../src/core/cell.ts';
import type { Field } from '../../src/core/field.ts';
import { cases } from './expressions.ts';
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

function categoryCells(
  field: Extract<Field, { type: 'category' }>,
  column: string,
  { dialect, lookups, spellings }: CellOptions,
): FieldCells {
  const known = spellings(field);
  const x = dialect.asText(column);
  const [found] = lookups.find(x, {
    type: 'text',
    keys: known.map(([text]) => dialect.text(text)),
    columns: [{ type: 'integer', values: known.map(([, cell]) => String(cell)) }],
  });
  const isMissing = `${column} IS NULL`;
  const isFound = `${found} IS NOT NULL`;
  const missing = field.missing && ([isMissing, String(missingCell(field))] as const);
  if (field.unknown === 'reject') {
    return missing
      ? { field, accepted: `(${isMissing} OR ${isFound})`, cell: cases([missing], found) }
      : { field, accepted: isFound, cell: found! };
  }
  const substitute = field.unknown === 'other' ? field.vocabulary.length - 1 : UNKNOWN;
  const either = `COALESCE(${found}, ${substitute})`;
  if (missing) return { field, cell: cases([missing], either) };
  return { field, accepted: `${column} IS NOT NULL`, cell: cases([[isMissing, 'NULL']], either) };
}
