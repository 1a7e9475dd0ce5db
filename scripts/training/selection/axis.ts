import { knownCount } from '../../../src/core/cell.ts';
import type { TrainingRows } from '../rows/rows.ts';
import { type FieldTerm, type GroupColumn, groupColumn } from './group-column.ts';

/** A term of a set, and where its cells are cut so far. */
export interface Axis extends GroupColumn {
  term: FieldTerm;
  /** The cell of every row, before cells are merged. */
  cells: Uint16Array;
  /** How many cells can be told apart by cuts: 0 for categories and parts of timestamps. */
  known: number;
  starts: number[];
}

/** The axis of a term over selected rows: a number or an integer without cuts, everything else as it is. */
export function axisOf(rows: TrainingRows, selected: Uint32Array, term: FieldTerm): Axis {
  const field = rows.fields.find(({ name }) => name === term.field)!;
  const column = groupColumn(rows, selected, term);
  const axis = { ...column, term, cells: column.groups, starts: [] };
  if (field.type === 'category' || field.type === 'timestamp') return { ...axis, known: 0 };
  const known = knownCount(field);
  return { ...axis, known, size: 2, groups: column.groups.map((cell) => Number(cell >= known)) };
}

/** Adds a cut: a group begins at this cell. A missing value stays in the last group. */
export function cutAt(axis: Axis, start: number): void {
  axis.starts = [...axis.starts, start].sort((a, b) => a - b);
  axis.size++;
  const { known, starts, size } = axis;
  axis.groups = axis.cells.map((cell) => (cell >= known ? size - 1 : starts.filter((first) => first <= cell).length));
}
