/** A value by row and column of a table that need not be full, and how much it weighs. */
export interface TableCell {
  first: number;
  second: number;
  weight: number;
  value: number;
}

const TOLERANCE = 1e-9;
const MOST_SWEEPS = 10_000;

/**
 * What is left of a table when its rows and its columns have been explained: the residuals of the additive fit by
 * weighted least squares. Weighted means of rows and of columns are taken away in turn until none is left
 * (J. W. Tukey's polish, with means).
 */
export function additiveResiduals(cells: readonly TableCell[]): Float64Array {
  const values = Float64Array.from(cells, ({ value }) => value);
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    const moved = Math.max(takeMeans(values, cells, 'first'), takeMeans(values, cells, 'second'));
    if (moved < TOLERANCE) break;
  }
  return values;
}

/** Takes the weighted mean of every line away. @returns the largest of them */
function takeMeans(values: Float64Array, cells: readonly TableCell[], line: 'first' | 'second'): number {
  const sums = new Map<number, { value: number; weight: number }>();
  for (const [k, cell] of cells.entries()) {
    const own = sums.get(cell[line]) ?? { value: 0, weight: 0 };
    own.value += cell.weight * values[k]!;
    own.weight += cell.weight;
    sums.set(cell[line], own);
  }
  let largest = 0;
  for (const [k, cell] of cells.entries()) {
    const { value, weight } = sums.get(cell[line])!;
    values[k]! -= value / weight;
    largest = Math.max(largest, Math.abs(value / weight));
  }
  return largest;
}
