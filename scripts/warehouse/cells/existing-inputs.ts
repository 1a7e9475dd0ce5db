import type { Field } from '../../../src/core/artifact.ts';
import { cellValue } from '../../../src/core/decode.ts';
import type { TableColumn } from '../../sql/dialect.ts';
import { createLookups } from '../../sql/lookups.ts';
import type { Engine } from '../engines/engine.ts';
import { cellsOf, type RowsTable } from './cells-query.ts';

/** What stands for a missing value where rows are compared: no text and no number of a row. */
const NO_TEXT = '\u0001';
const NO_NUMBER = -1.797e308;

/** The positions of made-up rows, given as cells by column, that a table of rows has too. */
export async function existingInputs(
  engine: Engine,
  fields: readonly Field[],
  rows: Pick<RowsTable, 'table' | 'instants'>,
  columns: readonly Float64Array[],
): Promise<Set<number>> {
  const { sql } = engine.dialect;
  const cells = cellsOf(engine.dialect, fields, createLookups(sql), rows);
  const keys = fields.map((field, f) => {
    const column = `r.${sql.identifier(field.name)}`;
    if (field.type === 'category') return `COALESCE(${sql.asText(column)}, ${sql.text(NO_TEXT)})`;
    const value = field.type === 'timestamp' ? cells[f]!.hour! : sql.asNumber(column);
    return `COALESCE(CAST(${value} AS ${sql.types.double}), ${sql.double(NO_NUMBER)})`;
  });
  const named = fields.map(
    ({ type }, f): TableColumn => ({ name: `v${f}`, type: type === 'category' ? 'text' : 'double' }),
  );
  const made = Array.from(columns[0]!, (_, row) => [
    String(row),
    ...fields.map((field, f) => literalOf(field, columns[f]![row]!, sql)),
  ]);
  const table = sql.table([{ name: 'n', type: 'integer' }, ...named], made);
  const selected = `SELECT ${keys.map((key, f) => `${key} AS v${f}`).join(', ')} FROM ${rows.table} AS r`;
  const equal = named.map(({ name }) => `m.${name} = s.${name}`).join(' AND ');
  const query = `SELECT DISTINCT m.n AS n FROM (${table}) AS m JOIN (${selected}) AS s ON ${equal}`;
  return new Set((await engine.select([query], 'the examples')).map(({ n }) => Number(n)));
}

function literalOf(field: Field, cell: number, sql: Engine['dialect']['sql']): string {
  const value = cellValue(field, cell);
  if (field.type === 'category') return sql.text(value === null ? NO_TEXT : String(value));
  if (value === null) return sql.double(NO_NUMBER);
  return sql.double(field.type === 'timestamp' ? cell : Number(value));
}
