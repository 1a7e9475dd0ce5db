import type { Field } from './field.ts';

/** A number field with bins: its position in a row, and its edges in order. */
export interface Binned {
  position: number;
  edges: Float64Array;
}

/** The bin of a number: how many of the edges, which ascend, are at most as large. By bisection. */
export function binOf(edges: Float64Array, x: number): number {
  let bin = 0;
  for (let rest = edges.length; rest > 0; ) {
    const half = rest >> 1;
    if (edges[bin + half]! <= x) {
      bin += half + 1;
      rest -= half + 1;
    } else rest = half;
  }
  return bin;
}

/** The edges of a number field. A missing value is +Infinity, which one more edge keeps apart from all numbers. */
export function edgesOf({ edges = [], missing }: Extract<Field, { type: 'number' }>): Float64Array {
  return Float64Array.from(missing === undefined ? edges : [...edges, Number.POSITIVE_INFINITY]);
}

/** The number fields among those at some positions that have bins. */
export function binnedFields(fields: readonly Field[], isUsed: (position: number) => boolean): Binned[] {
  return fields.flatMap((field, position) =>
    field.type === 'number' && field.edges && isUsed(position) ? [{ position, edges: edgesOf(field) }] : [],
  );
}

/** Copies the cells of a row, which begin at `at`, into `row`, with bins in place of numbers. */
export function binCells(binned: readonly Binned[], cells: ArrayLike<number>, at: number, row: Float64Array): void {
  for (let f = 0; f < row.length; f++) row[f] = cells[at + f]!;
  for (const { position, edges } of binned) row[position] = binOf(edges, row[position]!);
}
