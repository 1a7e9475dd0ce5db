import { UNKNOWN } from '../../src/core/cell.ts';
import type { CompiledTerm } from '../../src/core/term.ts';
import type { Dialect } from './dialect.ts';
import type { Lookups } from './lookups.ts';

/**
 * SQL for the group of a term of a cross; NULL with an unknown category.
 * @param column SQL for a column of the row, by its number: see `columnOf` of the core
 */
export function groupSql(
  { first, second, stride, groups }: CompiledTerm,
  column: (number: number) => string,
  dialect: Dialect,
  lookups: Lookups,
): string {
  const cell = second === undefined ? column(first) : `(${column(first)} * ${stride} + ${column(second)})`;
  const width = groups.lastIndexOf(0) + 1;
  if (groups.some((group, k) => group !== Math.floor(k / width))) {
    return lookups.at(cell, Array.from(groups, String), 'integer');
  }
  return width === 1 ? cell : dialect.asInteger(`FLOOR(${cell} / ${dialect.double(width)})`);
}

/** SQL for the cell of a category, NULL if it is unknown. */
export function knownCell(cell: string): string {
  return `NULLIF(${cell}, ${UNKNOWN})`;
}

/** SQL for the combination of the groups of a cross: see `combinationOf` of the core. */
export function combinationSql(groups: readonly { sql: string; size: number }[]): string {
  return groups.slice(1).reduce((sql, group) => `(${sql} * ${group.size} + ${group.sql})`, groups[0]!.sql);
}
