import type { TableColumn } from './dialect.ts';

/** A SELECT of literals from VALUES, as standard SQL has it; `cast` gives columns their type where literals do not. */
export function valuesTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  cast = ({ name }: TableColumn) => name,
): string {
  const names = columns.map(({ name }) => name).join(', ');
  const selected = columns.map((column) => {
    const value = cast(column);
    return value === column.name ? value : `${value} AS ${column.name}`;
  });
  return `SELECT ${selected.join(', ')} FROM (VALUES${tuples(rows)}) AS v (${names})`;
}

/** Rows of literals, in parentheses, one a line. */
export function tuples(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `\n  (${row.join(', ')})`).join(',');
}
