/**
 * Factors a symmetric positive definite matrix in place: the lower triangle of `matrix` (row-major, n × n) becomes L
 * with L·Lᵀ = matrix. It works row by row (Cholesky–Banachiewicz), so inner products run over adjacent memory, and in tiles
 * of two by two, so each number that is read is used in two products.
 * @throws {RangeError} when the matrix is not positive definite
 */
export function factor(matrix: Float64Array, n: number): void {
  for (let i = 0; i < n; i += 2) {
    const pair = i + 1 < n;
    for (let j = 0; j < i; j += 2) {
      if (pair) reduceTile(matrix, n, i, j);
      else reduceRow(matrix, n, i, j);
    }
    reduceEntry(matrix, n, i, i);
    if (!pair) return;
    reduceEntry(matrix, n, i + 1, i);
    reduceEntry(matrix, n, i + 1, i + 1);
  }
}

/** Rows i and i + 1, columns j and j + 1; all columns before j are done. */
function reduceTile(matrix: Float64Array, n: number, i: number, j: number): void {
  const [a, b, c, d] = [i * n, (i + 1) * n, j * n, (j + 1) * n];
  let ac = 0;
  let ad = 0;
  let bc = 0;
  let bd = 0;
  for (let k = 0; k < j; k++) {
    const left = matrix[a + k]!;
    const below = matrix[b + k]!;
    const first = matrix[c + k]!;
    const second = matrix[d + k]!;
    ac += left * first;
    ad += left * second;
    bc += below * first;
    bd += below * second;
  }
  matrix[a + j] = (matrix[a + j]! - ac) / matrix[c + j]!;
  matrix[b + j] = (matrix[b + j]! - bc) / matrix[c + j]!;
  matrix[a + j + 1] = (matrix[a + j + 1]! - ad - matrix[a + j]! * matrix[d + j]!) / matrix[d + j + 1]!;
  matrix[b + j + 1] = (matrix[b + j + 1]! - bd - matrix[b + j]! * matrix[d + j]!) / matrix[d + j + 1]!;
}

function reduceRow(matrix: Float64Array, n: number, i: number, j: number): void {
  reduceEntry(matrix, n, i, j);
  reduceEntry(matrix, n, i, j + 1);
}

function reduceEntry(matrix: Float64Array, n: number, i: number, j: number): void {
  let sum = 0;
  for (let k = 0; k < j; k++) sum += matrix[i * n + k]! * matrix[j * n + k]!;
  const rest = matrix[i * n + j]! - sum;
  if (i > j) matrix[i * n + j] = rest / matrix[j * n + j]!;
  else if (rest > 0) matrix[i * n + i] = Math.sqrt(rest);
  else throw new RangeError(`the matrix is not positive definite (pivot ${i} is ${rest})`);
}

/** Solves L·Lᵀ·x = b for a factor made by `factor`. */
export function solve(choleskyFactor: Float64Array, n: number, b: Float64Array): Float64Array {
  const x = b.slice();
  for (let i = 0; i < n; i++) {
    let sum = x[i]!;
    for (let k = 0; k < i; k++) sum -= choleskyFactor[i * n + k]! * x[k]!;
    x[i] = sum / choleskyFactor[i * n + i]!;
  }
  return solveTransposed(choleskyFactor, n, x);
}

/** Solves Lᵀ·x = b for a factor made by `factor`. */
export function solveTransposed(choleskyFactor: Float64Array, n: number, b: Float64Array): Float64Array {
  const x = b.slice();
  for (let i = n - 1; i >= 0; i--) {
    x[i] = x[i]! / choleskyFactor[i * n + i]!;
    for (let k = 0; k < i; k++) x[k]! -= choleskyFactor[i * n + k]! * x[i]!;
  }
  return x;
}
