/** A cell of a table with gaps: row, column, weight and value. */
export interface TableCell {
  first: number;
  second: number;
  weight: number;
  value: number;
}

const TOLERANCE = 1e-9;
const MOST_SWEEPS = 10_000;

/**
 * The residuals of the additive fit of rows and columns by weighted least squares: what is left of a table when its rows
 * and columns are explained. Weighted means of rows and of columns are subtracted in turn until all are 0 (J. W. Tukey's
 * polish, with means).
 */
export function additiveResiduals(cells: readonly TableCell[]): Float64Array {
  const values = Float64Array.from(cells, ({ value }) => value);
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    const moved = Math.max(subtractMeans(values, cells, 'first'), subtractMeans(values, cells, 'second'));
    if (moved < TOLERANCE) break;
  }
  return values;
}

/** Subtracts the weighted mean of every line. @returns the largest of them */
function subtractMeans(values: Float64Array, cells: readonly TableCell[], line: 'first' | 'second'): number {
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
