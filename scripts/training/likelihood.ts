import type { DesignMatrix } from './design-matrix.ts';

/** What the fit minimises: Σ weight·log loss + λ/2·Σ coefficient², over every `stride`-th row, scaled up. */
export interface Objective {
  design: DesignMatrix;
  /** Number of observations of each row. */
  weight: Float64Array;
  /** Number of them that are positive. */
  positives: Float64Array;
  /** λ, the same for every coefficient; the intercept is free. */
  penalty: number;
  stride: number;
}

/** The gradient at `beta` (coefficients, then the intercept); one pass over the rows. */
export function gradient(objective: Objective, beta: Float64Array): Float64Array {
  const { design, weight, positives, penalty, stride } = objective;
  const { rows, width, size, columns, values } = design;
  const result = new Float64Array(size + 1);
  let interceptSum = 0;
  for (let r = 0; r < rows; r += stride) {
    const w = weight[r]!;
    if (w === 0) continue;
    const begin = r * width;
    const end = begin + width;
    let logit = beta[size]!;
    if (values === undefined) for (let k = begin; k < end; k++) logit += beta[columns[k]!]!;
    else for (let k = begin; k < end; k++) logit += values[k]! * beta[columns[k]!]!;
    const residual = w / (1 + Math.exp(-logit)) - positives[r]!;
    if (values === undefined) for (let k = begin; k < end; k++) result[columns[k]!]! += residual;
    else for (let k = begin; k < end; k++) result[columns[k]!]! += values[k]! * residual;
    interceptSum += residual;
  }
  for (let j = 0; j < size; j++) result[j] = result[j]! * stride + penalty * beta[j]!;
  result[size] = interceptSum * stride;
  return result;
}

/** The Hessian at `beta`, lower triangle filled, row-major, intercept last; one pass over the rows. */
export function hessian(objective: Objective, beta: Float64Array): Float64Array {
  const { design, weight, penalty, stride } = objective;
  const { rows, width, size, columns, values } = design;
  const n = size + 1;
  const upper = new Float64Array(n * n);
  for (let r = 0; r < rows; r += stride) {
    const w = weight[r]!;
    if (w === 0) continue;
    const begin = r * width;
    const end = begin + width;
    let logit = beta[size]!;
    if (values === undefined) for (let k = begin; k < end; k++) logit += beta[columns[k]!]!;
    else for (let k = begin; k < end; k++) logit += values[k]! * beta[columns[k]!]!;
    const p = 1 / (1 + Math.exp(-logit));
    const curvature = w * p * (1 - p);
    if (values === undefined) {
      for (let k = begin; k < end; k++) {
        const row = columns[k]! * n;
        for (let l = k; l < end; l++) upper[row + columns[l]!]! += curvature;
        upper[row + size]! += curvature;
      }
    } else {
      for (let k = begin; k < end; k++) {
        const row = columns[k]! * n;
        const scaled = curvature * values[k]!;
        for (let l = k; l < end; l++) upper[row + columns[l]!]! += scaled * values[l]!;
        upper[row + size]! += scaled;
      }
    }
    upper[n * n - 1]! += curvature;
  }
  return penalisedLowerTriangle(upper, n, penalty, stride);
}

function penalisedLowerTriangle(upper: Float64Array, n: number, penalty: number, stride: number): Float64Array {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) upper[i * n + j] = upper[j * n + i]! * stride;
    if (i < n - 1) upper[i * n + i]! += penalty;
  }
  return upper;
}
