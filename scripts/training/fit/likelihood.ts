import type { DesignMatrix } from '../matrix/design-matrix.ts';
import type { Objective } from './solver.ts';

/**
 * The gradient at `beta` (coefficients, then the intercept), by one walk over the trie of rows: residuals are added up
 * along the branch that rows have in common, and a column receives the sum when its branch ends. Down a branch the odds
 * of the negative class are multiplied rather than logits added, so that a row costs no exponential.
 */
export function gradient(
  { matrix, weight, positives, penalty }: Objective<DesignMatrix>,
  beta: Float64Array,
): Float64Array {
  const { rows, width, size, columns, values, shared } = matrix;
  const result = new Float64Array(size + 1);
  const factors = beta.map((coefficient) => Math.exp(-coefficient));
  const odds = new Float64Array(width + 1).fill(factors[size]!);
  const open = new Float64Array(width + 1);
  for (let r = 0; r <= rows; r++) {
    const begin = r * width;
    const depth = r < rows ? shared[r]! : 0;
    for (let k = r === 0 ? 0 : width; k > depth; k--) {
      const sum = open[k]!;
      const entry = begin - width + k - 1;
      result[columns[entry]!]! += values === undefined ? sum : values[entry]! * sum;
      open[k - 1]! += sum;
      open[k] = 0;
    }
    if (r === rows) break;
    for (let k = depth; k < width; k++) {
      const column = columns[begin + k]!;
      odds[k + 1] =
        odds[k]! * (values === undefined ? factors[column]! : Math.exp(-values[begin + k]! * beta[column]!));
    }
    open[width]! += weight[r]! / (1 + odds[width]!) - positives[r]!;
  }
  for (let j = 0; j < size; j++) result[j]! += penalty[j]! * beta[j]!;
  result[size] = open[0]!;
  return result;
}

/**
 * The Hessian at `beta`: lower triangle filled, row-major, intercept last. The same walk as `gradient`: a branch that
 * ends adds the curvature below it to the products of its column with every column above.
 */
export function hessian({ matrix, weight, penalty }: Objective<DesignMatrix>, beta: Float64Array): Float64Array {
  const { rows, width, size, columns, values, shared } = matrix;
  const n = size + 1;
  const upper = new Float64Array(n * n);
  const factors = beta.map((coefficient) => Math.exp(-coefficient));
  const odds = new Float64Array(width + 1).fill(factors[size]!);
  const open = new Float64Array(width + 1);
  for (let r = 0; r <= rows; r++) {
    const begin = r * width;
    const before = begin - width;
    const depth = r < rows ? shared[r]! : 0;
    for (let k = r === 0 ? 0 : width; k > depth; k--) {
      const sum = open[k]!;
      const column = columns[before + k - 1]!;
      const scaled = values === undefined ? sum : values[before + k - 1]! * sum;
      for (let l = 0; l < k; l++) {
        upper[columns[before + l]! * n + column]! += values === undefined ? scaled : values[before + l]! * scaled;
      }
      upper[column * n + size]! += scaled;
      open[k - 1]! += sum;
      open[k] = 0;
    }
    if (r === rows) break;
    for (let k = depth; k < width; k++) {
      const column = columns[begin + k]!;
      odds[k + 1] =
        odds[k]! * (values === undefined ? factors[column]! : Math.exp(-values[begin + k]! * beta[column]!));
    }
    const p = 1 / (1 + odds[width]!);
    open[width]! += weight[r]! * p * (1 - p);
  }
  upper[n * n - 1] = open[0]!;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) upper[i * n + j] = upper[j * n + i]!;
    if (i < size) upper[i * n + i]! += penalty[i]!;
  }
  return upper;
}
