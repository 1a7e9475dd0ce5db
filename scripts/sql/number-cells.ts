import { cellCount, knownCount } from '../../src/core/cell.ts';
import type { Field, NumericField } from '../../src/core/field.ts';
import type { Dialect } from './dialect.ts';
import { cases, step } from './expressions.ts';
import type { FieldCells } from './field-cells.ts';

/** SQL for an integer or a number. See `FieldCells`. */
export function numberCells(field: NumericField, column: string, dialect: Dialect): FieldCells {
  const x = dialect.asNumber(column);
  const { minimum, maximum, range } = field;
  const low = dialect.double(range === 'reject' ? (minimum ?? -Number.MAX_VALUE) : -Number.MAX_VALUE);
  const high = dialect.double(range === 'reject' ? (maximum ?? Number.MAX_VALUE) : Number.MAX_VALUE);
  // NaN is not between any numbers, or above all of them.
  const inRange = `${x} BETWEEN ${low} AND ${high}`;
  const taken = field.type === 'integer' ? `(${inRange} AND ${dialect.isWhole(x)})` : `(${inRange})`;
  const clipped = range === 'reject' ? x : clip(x, dialect, minimum, maximum);
  const isMissing = `${column} IS NULL`;
  const cells = {
    field,
    accepted: field.missing ? `(${isMissing} OR ${taken})` : taken,
    number: cases([[taken, clipped]]),
  };
  if (cellCount(field) === 0) return { ...cells, unguarded: { number: clipped } };
  const known = field.type === 'integer' ? offset(clipped, field.minimum, dialect) : bin(clipped, field, dialect);
  const missing: [string, string][] = field.missing ? [[isMissing, String(knownCount(field))]] : [];
  return {
    ...cells,
    cell: cases([...missing, [taken, known]]),
    unguarded: { cell: cases(missing, known), number: clipped },
  };
}

/** A number as the nearest within a range. */
export function clip(x: string, dialect: Dialect, minimum?: number, maximum?: number): string {
  const ends: [string, string][] = [];
  if (minimum !== undefined) ends.push([`${x} < ${dialect.double(minimum)}`, dialect.double(minimum)]);
  if (maximum !== undefined) ends.push([`${x} > ${dialect.double(maximum)}`, dialect.double(maximum)]);
  return cases(ends, x);
}

function offset(x: string, minimum: number, dialect: Dialect): string {
  return dialect.asInteger(minimum === 0 ? x : `(${x} - ${dialect.double(minimum)})`);
}

function bin(x: string, { edges = [] }: Extract<Field, { type: 'number' }>, dialect: Dialect): string {
  const bins = Array.from({ length: edges.length + 1 }, (_, k) => String(k));
  return step(x, edges.map(dialect.double), bins);
}
