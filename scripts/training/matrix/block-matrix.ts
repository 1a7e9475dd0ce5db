/**
 * The regressors of a feature, with one entry per row: row r has the value `values[r]`, or 1 without `values`, in column
 * `columns[r]`. Rows without an entry are in the column after the last; its coefficient stays 0.
 */
export interface Block {
  size: number;
  /** Where its coefficients begin in a coefficient vector, in which the block has `size` + 1 places. */
  offset: number;
  columns: Uint32Array;
  values?: Float64Array;
  /** The position of the penalty that its coefficients share. */
  penalty: number;
}

/** A design matrix in blocks. A coefficient vector has `length` places; the last is the intercept. */
export interface BlockMatrix {
  rows: number;
  length: number;
  blocks: readonly Block[];
  /** Positions of blocks that read the same numbers at several resolutions: they are preconditioned together. */
  related?: readonly (readonly number[])[];
}

/** X·β including the intercept: one logit per row, written into `logits`. */
export function multiply(
  { rows, length, blocks }: BlockMatrix,
  beta: Float64Array,
  logits: Float64Array,
): Float64Array {
  logits.fill(beta[length - 1]!);
  for (const { size, offset, columns, values } of blocks) {
    const own = beta.subarray(offset, offset + size + 1);
    if (values === undefined) for (let r = 0; r < rows; r++) logits[r]! += own[columns[r]!]!;
    else for (let r = 0; r < rows; r++) logits[r]! += values[r]! * own[columns[r]!]!;
  }
  return logits;
}

/** Xᵀ·s for a vector s with one number per row. `power` 2 squares the regressors: the diagonal of Xᵀ·diag(s)·X. */
export function multiplyTransposed(
  { rows, length, blocks }: BlockMatrix,
  perRow: Float64Array,
  power: 1 | 2 = 1,
): Float64Array {
  const result = new Float64Array(length);
  for (const { size, offset, columns, values } of blocks) {
    const own = result.subarray(offset, offset + size + 1);
    if (values === undefined) for (let r = 0; r < rows; r++) own[columns[r]!]! += perRow[r]!;
    else if (power === 1) for (let r = 0; r < rows; r++) own[columns[r]!]! += values[r]! * perRow[r]!;
    else for (let r = 0; r < rows; r++) own[columns[r]!]! += values[r]! * values[r]! * perRow[r]!;
    own[size] = 0;
  }
  let sum = 0;
  for (let r = 0; r < rows; r++) sum += perRow[r]!;
  result[length - 1] = sum;
  return result;
}
