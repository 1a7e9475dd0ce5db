import type { Field } from './field.ts';

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
