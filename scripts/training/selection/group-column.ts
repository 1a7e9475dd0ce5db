import { UNKNOWN } from '../../../src/core/cell.ts';
import { compileColumn } from '../../../src/core/features/field-kind.ts';
import { compileGroups } from '../../../src/core/groups.ts';
import type { Term } from '../../../src/core/term.ts';
import type { TrainingRows } from '../rows/rows.ts';

/** A term over one field. */
export type FieldTerm = Extract<Term, { field: string }>;

/** The group of every selected row, and one more than the number of groups: an unknown category is in the last. */
export interface GroupColumn {
  groups: Uint16Array;
  size: number;
}

/** The column of a term over selected rows. */
export function groupColumn(rows: TrainingRows, selected: Uint32Array, term: FieldTerm): GroupColumn {
  const field = rows.fields.find(({ name }) => name === term.field)!;
  const groups = compileGroups(field, term);
  const cells = rows.cells.get(term.field)!;
  const column = compileColumn(groups, field, term);
  const group = (cell: number) => (cell === UNKNOWN && field.type === 'category' ? groups.size : column(cell));
  return { groups: Uint16Array.from(selected, (r) => group(cells[r]!)), size: groups.size + 1 };
}

/** The cell of a row in a table over several columns, the last of which varies fastest. */
export function cellOf(columns: readonly GroupColumn[], row: number): number {
  let cell = 0;
  for (const { groups, size } of columns) cell = cell * size + groups[row]!;
  return cell;
}
