import { binOf } from '../../../src/core/bin.ts';
import { type Bins, type Column, levelLookup, mapLookup, type Table } from './column.ts';
import { firstDouble } from './first-double.ts';
import { asLine } from './operations.ts';

/** The bin of a column: how many of the edges, which ascend, are at most as large. A missing number is refused. */
export function binColumn(column: Column, edges: readonly number[]): Bins | Table {
  const ascending = Float64Array.from(edges);
  const bin = (value: number) => (Number.isNaN(value) ? undefined : binOf(ascending, value));
  if (column.kind === 'level') return mapLookup(levelLookup(column), bin);
  if (column.kind === 'table' || column.kind === 'bins') return mapLookup(column, bin);
  const line = asLine(column);
  const last = bin(line.stepByStep(Number.POSITIVE_INFINITY))!;
  const first = bin(line.stepByStep(Number.NEGATIVE_INFINITY))!;
  return {
    kind: 'bins',
    field: line.field,
    edges: edges.slice(first, last).map((edge) => firstDouble((x) => line.stepByStep(x) >= edge)),
    values: Array.from({ length: last - first + 1 }, (_, k) => first + k),
    missing: line.missing === undefined ? undefined : bin(line.missing),
  };
}
