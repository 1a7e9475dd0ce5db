import { type Bins, type Column, type Level, type Line, mapLookup, type Table } from './column.ts';
import { asLine } from './operations.ts';

/** A column of the last step, and its coefficient. */
export interface Weighted {
  column: Column;
  weight: number;
}

/** All that one field adds to the logit: lines by their coefficients, and look-ups of log-odds. */
export interface FieldSum {
  lines: { line: Line; weight: number }[];
  tables: Table[];
  bins: Bins[];
}

/** Sorts columns by what they are. The levels of one encoder become one look-up: the coefficient of each level. */
export function fieldSum(columns: readonly Weighted[]): FieldSum {
  const sum: FieldSum = { lines: [], tables: [], bins: [] };
  const add = (lookup: Table | Bins) => (lookup.kind === 'table' ? sum.tables.push(lookup) : sum.bins.push(lookup));
  const levels = new Map<Table | Bins, { level: Level; weight: number }[]>();
  for (const { column, weight } of columns) {
    if (column.kind === 'level') {
      const known = levels.get(column.code);
      if (known) known.push({ level: column, weight });
      else levels.set(column.code, [{ level: column, weight }]);
    } else if (column.kind === 'table' || column.kind === 'bins') add(mapLookup(column, (value) => weight * value));
    else sum.lines.push({ line: asLine(column), weight });
  }
  for (const [code, members] of levels) add(coefficients(code, members));
  return sum;
}

/** The log-odds of each level: what all columns add where they are off, and what one adds more where it is on. */
export function coefficients(code: Table | Bins, members: readonly { level: Level; weight: number }[]): Table | Bins {
  let base = 0;
  const more = new Map<number, number>();
  for (const { level, weight } of members) {
    base += weight * level.off;
    more.set(level.level, (more.get(level.level) ?? 0) + weight * (level.on - level.off));
  }
  return mapLookup(code, (value) => base + (more.get(value) ?? 0));
}
