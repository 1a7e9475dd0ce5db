import type { BlockMatrix } from '../matrix/block-matrix.ts';
import type { Clusters } from '../rows/clusters.ts';

/**
 * Effects on the logits that a fit does not model: a normal one for each cell, independent and of equal variance, times
 * the value of the member.
 */
export interface RandomEffects {
  cells: number;
  /** The cell of each member of a cluster. */
  cell: Uint32Array;
  /** 1 for each member if absent. */
  values?: Float64Array;
}

/** The effects of clusters, and of clusters in the columns of every block: a day on which one airport is closed. */
export function randomEffects(
  { blocks }: BlockMatrix,
  { count, cluster }: Clusters,
  rowOfMember: Uint32Array,
): RandomEffects[] {
  const ofBlocks = blocks.map(({ columns, values, size }): RandomEffects => {
    const cells = new Map<number, number>();
    const cell = cluster.map((c, m) => {
      const name = c * (size + 1) + columns[rowOfMember[m]!]!;
      const known = cells.get(name) ?? cells.size;
      cells.set(name, known);
      return known;
    });
    return { cells: cells.size, cell, ...(values && { values: Float64Array.from(rowOfMember, (r) => values[r]!) }) };
  });
  return [{ cells: count, cell: cluster }, ...ofBlocks];
}

/** Draws an effect for each cell, and adds curvature·value·effect to each member. */
export function spread(
  { cells, cell, values }: RandomEffects,
  draw: () => number,
  curvature: Float64Array,
  perMember: Float64Array,
): void {
  const drawn = Float64Array.from({ length: cells }, draw);
  for (let m = 0; m < cell.length; m++) perMember[m]! += curvature[m]! * (values?.[m] ?? 1) * drawn[cell[m]!]!;
}

/** Σ over the cells of (Σ value·x)². */
export function squares({ cells, cell, values }: RandomEffects, x: Float64Array): number {
  const sums = new Float64Array(cells);
  for (let m = 0; m < cell.length; m++) sums[cell[m]!]! += (values?.[m] ?? 1) * x[m]!;
  return sums.reduce((total, value) => total + value ** 2, 0);
}

/**
 * The part of the squares that observations share with themselves: Σ of the squares of their curvatures, times the values
 * for both effects. Effects do not add it, because an outcome of 0 or 1 varies by p·(1 − p), whatever p is a mean of.
 */
export function sharedWithin(
  one: RandomEffects,
  other: RandomEffects,
  curvature: Float64Array,
  weight: Float64Array,
): number {
  let total = 0;
  for (let m = 0; m < curvature.length; m++) {
    const value = curvature[m]! * (one.values?.[m] ?? 1) * (other.values?.[m] ?? 1);
    total += value ** 2 / Math.max(1, weight[m]!);
  }
  return total;
}
