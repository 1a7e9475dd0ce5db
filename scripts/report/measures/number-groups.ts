import type { Field } from '../../../src/core/artifact.ts';
import { binOf } from '../../../src/core/bin.ts';
import { isMissing } from '../../../src/core/cell.ts';
import type { TrainingRows } from '../../training/rows/rows.ts';

export type NumberField = Extract<Field, { type: 'number' }>;

/** Without bins of the field, about this many groups of equal weight. */
const GROUPS = 40;

/**
 * The rows with the values of a number field in groups, each value replaced by the middle one of its group: so that what
 * is measured value by value can be measured over the range of a number. Groups are the bins of the field, if it has any;
 * a missing value stays by itself.
 */
export function inNumberGroups(rows: TrainingRows, field: NumberField): TrainingRows {
  const values = rows.cells.get(field.name)! as Float64Array;
  const order = knownInOrder(rows, field);
  const edges = field.edges?.length ? Float64Array.from(field.edges) : quantiles(values, rows.weight, order);
  const replaced = values.slice();
  for (let begin = 0; begin < order.length; ) {
    const bin = binOf(edges, values[order[begin]!]!);
    let end = begin + 1;
    while (end < order.length && binOf(edges, values[order[end]!]!) === bin) end++;
    const middle = values[rowAt(0.5, order.subarray(begin, end), rows.weight)]!;
    for (let k = begin; k < end; k++) replaced[order[k]!] = middle;
    begin = end;
  }
  return { ...rows, cells: new Map([...rows.cells, [field.name, replaced]]) };
}

/** Values at which groups of about equal weight begin. */
function quantiles(values: Float64Array, weight: Float64Array, order: Uint32Array): Float64Array {
  const total = order.reduce((all, r) => all + weight[r]!, 0);
  const edges = new Set<number>();
  let before = 0;
  let group = 0;
  for (const r of order) {
    const own = Math.floor((before / total) * GROUPS);
    if (own > group) edges.add(values[r]!);
    group = own;
    before += weight[r]!;
  }
  return Float64Array.from(edges);
}

/** The rows that have a value of a number field, in the order of their values. */
export function knownInOrder({ cells }: TrainingRows, field: NumberField): Uint32Array {
  const values = cells.get(field.name)!;
  return Uint32Array.from(values, (_, r) => r)
    .filter((r) => !isMissing(field, values[r]!))
    .sort((a, b) => values[a]! - values[b]!);
}

/** The row of a sorted list at which a share of the weight is reached. */
export function rowAt(share: number, sorted: Uint32Array, weight: Float64Array): number {
  const wanted = share * sorted.reduce((all, r) => all + weight[r]!, 0);
  let before = 0;
  for (const r of sorted) {
    before += weight[r]!;
    if (before >= wanted) return r;
  }
  return sorted.at(-1)!;
}
