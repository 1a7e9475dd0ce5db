const ROUNDS = 200;

/**
 * The x ≥ 0 with the smallest Σ (M·x − b)², by coordinate descent: one number after the other takes its best value, for
 * a fixed number of rounds. A column of zeros gives 0.
 */
export function nonNegativeLeastSquares(matrix: readonly (readonly number[])[], b: readonly number[]): number[] {
  const columns = matrix[0]!.map((_, j) => matrix.map((row) => row[j]!));
  const x = columns.map(() => 0);
  const rest = [...b];
  for (let round = 0; round < ROUNDS; round++) {
    for (const [j, column] of columns.entries()) {
      const length = column.reduce((sum, value) => sum + value ** 2, 0);
      if (length === 0) continue;
      const step = Math.max(-x[j]!, column.reduce((sum, value, i) => sum + value * rest[i]!, 0) / length);
      x[j]! += step;
      for (const [i, value] of column.entries()) rest[i]! -= value * step;
    }
  }
  return x;
}
