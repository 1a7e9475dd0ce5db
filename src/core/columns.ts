import { binOf, edgesOf } from './bin.ts';
import type { Field } from './field.ts';
import { PART_NAMES, PARTS, type Part, partOf } from './parts.ts';

/**
 * A row as tables and terms read it has a column per field, with bins in place of numbers, and then five for every
 * timestamp: its parts, in the order of `PARTS`.
 */
export interface WorkedOut {
  /** The position of the field. */
  from: number;
  column: number;
  index: (cell: number) => number;
}

/** Number of columns. */
export function columnCount(fields: readonly Field[]): number {
  return fields.length + PART_NAMES.length * fields.filter(({ type }) => type === 'timestamp').length;
}

/** The column of a field, or of a part of a timestamp. */
export function columnOf(fields: readonly Field[], position: number, part?: Part): number {
  if (part === undefined) return position;
  const before = fields.slice(0, position).filter(({ type }) => type === 'timestamp').length;
  return fields.length + PART_NAMES.length * before + PART_NAMES.indexOf(part);
}

/** The position of the field that a column belongs to. */
export function positionOfColumn(fields: readonly Field[], column: number): number {
  if (column < fields.length) return column;
  const timestamps = [...fields.keys()].filter((position) => fields[position]!.type === 'timestamp');
  return timestamps[Math.floor((column - fields.length) / PART_NAMES.length)]!;
}

/** Prepares the index of a cell in tables over a field, or over a part of a timestamp. */
export function compileIndex(field: Field, part?: Part): (cell: number) => number {
  if (field.type === 'number') {
    const edges = edgesOf(field);
    return (cell) => binOf(edges, cell);
  }
  if (part === undefined) return (cell) => cell;
  return (cell) => (cell === Number.POSITIVE_INFINITY ? PARTS[part] : partOf(part, cell));
}

/** The columns among those used that are not cells themselves. */
export function workedOutColumns(fields: readonly Field[], isUsed: (column: number) => boolean): WorkedOut[] {
  const all = fields.flatMap((field, from): WorkedOut[] => {
    if (field.type === 'number' && field.edges) return [{ from, column: from, index: compileIndex(field) }];
    if (field.type !== 'timestamp') return [];
    return PART_NAMES.map((part) => ({
      from,
      column: columnOf(fields, from, part),
      index: compileIndex(field, part),
    }));
  });
  return all.filter(({ column }) => isUsed(column));
}

/** Writes the columns of a row into `row`, from its cells, which begin at `at`. */
export function writeColumns(
  workedOut: readonly WorkedOut[],
  cells: ArrayLike<number>,
  at: number,
  width: number,
  row: Float64Array,
): void {
  for (let f = 0; f < width; f++) row[f] = cells[at + f]!;
  for (const { from, column, index } of workedOut) row[column] = index(cells[at + from]!);
}
