/**
 * Factors a symmetric positive definite matrix in place: the lower triangle of `matrix` (row-major, n × n) becomes L
 * with L·Lᵀ = matrix. Row by row (Cholesky–Banachiewicz), so that every inner product runs over adjacent memory.
 * @throws {RangeError} when the matrix is not positive definite
 */
export function factor(matrix: Float64Array, n: number): void {
  for (let i = 0; i < n; i++) {
    const row = i * n;
    for (let j = 0; j <= i; j++) {
      const other = j * n;
      let even = 0;
      let odd = 0;
      let k = 0;
      for (; k + 1 < j; k += 2) {
        even += matrix[row + k]! * matrix[other + k]!;
        odd += matrix[row + k + 1]! * matrix[other + k + 1]!;
      }
      if (k < j) even += matrix[row + k]! * matrix[other + k]!;
      const rest = matrix[row + j]! - even - odd;
      if (i > j) matrix[row + j] = rest / matrix[other + j]!;
      else if (rest > 0) matrix[row + i] = Math.sqrt(rest);
      else throw new RangeError(`the matrix is not positive definite (pivot ${i} is ${rest})`);
    }
  }
}

/** Solves L·Lᵀ·x = b for a factor made by `factor`. */
export function solve(lower: Float64Array, n: number, b: Float64Array): Float64Array {
  const x = b.slice();
  for (let i = 0; i < n; i++) {
    let sum = x[i]!;
    for (let k = 0; k < i; k++) sum -= lower[i * n + k]! * x[k]!;
    x[i] = sum / lower[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    x[i] = x[i]! / lower[i * n + i]!;
    for (let k = 0; k < i; k++) x[k]! -= lower[i * n + k]! * x[i]!;
  }
  return x;
}
