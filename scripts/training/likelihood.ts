import { sigmoid } from '../../src/core/sigmoid.ts';
import type { DesignMatrix } from './design-matrix.ts';

/** What the fit minimises: Σ weight·log loss + λ/2·Σ coefficient². */
export interface Objective {
  design: DesignMatrix;
  /** Number of observations of each row. */
  weight: Float64Array;
  /** Number of them that are positive. */
  positives: Float64Array;
  /** λ, the same for every coefficient; the intercept is free. */
  penalty: number;
}

/**
 * The gradient at `beta` (coefficients, then the intercept), by one walk over the trie of rows: residuals are added up
 * along the branch that rows have in common, and a column receives the sum when its branch ends.
 */
export function gradient({ design, weight, positives, penalty }: Objective, beta: Float64Array): Float64Array {
  const { rows, width, size, columns, values, shared } = design;
  const result = new Float64Array(size + 1);
  const logits = new Float64Array(width + 1).fill(beta[size]!);
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
      const coefficient = beta[columns[begin + k]!]!;
      logits[k + 1] = logits[k]! + (values === undefined ? coefficient : values[begin + k]! * coefficient);
    }
    open[width]! += weight[r]! * sigmoid(logits[width]!) - positives[r]!;
  }
  for (let j = 0; j < size; j++) result[j]! += penalty * beta[j]!;
  result[size] = open[0]!;
  return result;
}

/**
 * The Hessian at `beta`: lower triangle filled, row-major, intercept last. The same walk as `gradient`: a branch that
 * ends adds the curvature below it to the products of its column with every column above.
 */
export function hessian({ design, weight, penalty }: Objective, beta: Float64Array): Float64Array {
  const { rows, width, size, columns, values, shared } = design;
  const n = size + 1;
  const upper = new Float64Array(n * n);
  const logits = new Float64Array(width + 1).fill(beta[size]!);
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
      const coefficient = beta[columns[begin + k]!]!;
      logits[k + 1] = logits[k]! + (values === undefined ? coefficient : values[begin + k]! * coefficient);
    }
    const p = sigmoid(logits[width]!);
    open[width]! += weight[r]! * p * (1 - p);
  }
  upper[n * n - 1] = open[0]!;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) upper[i * n + j] = upper[j * n + i]!;
    if (i < size) upper[i * n + i]! += penalty;
  }
  return upper;
}
