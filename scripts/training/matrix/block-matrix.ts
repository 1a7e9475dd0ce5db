/**
 * The regressors of one feature, column by column: row r has the value `values[r]` (or 1) in column `columns[r]` of the
 * block. The column after the last takes rows that the block says nothing of; its coefficient stays 0.
 */
export interface Block {
  size: number;
  /** Where the block's coefficients begin in a coefficient vector; `size` + 1 places are its own. */
  offset: number;
  columns: Uint32Array;
  values?: Float64Array;
  /** Which penalty its coefficients share. */
  penalty: number;
}

/** A design matrix by blocks. Coefficient vectors have `length` places, the intercept in the last one. */
export interface BlockMatrix {
  rows: number;
  length: number;
  blocks: readonly Block[];
}

/** X·β with the intercept: one logit per row, written into `logits`. */
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

/** Xᵀ·s for one number per row; `power` 2 squares the regressors, which gives the diagonal of Xᵀ·diag(s)·X. */
export function multiplyTransposed(
  { rows, length, blocks }: BlockMatrix,
  perRow: Float64Array,
  power: 1 | 2 = 1,
): Float64Array {
  const result = new Float64Array(length);
  for (const { size, offset, columns, values } of blocks) {
    const own = result.subarray(offset, offset + size + 1);
    if (values === undefined) for (let r = 0; r < rows; r++) own[columns[r]!]! += perRow[r]!;
    else for (let r = 0; r < rows; r++) own[columns[r]!]! += values[r]! ** power * perRow[r]!;
    own[size] = 0;
  }
  let sum = 0;
  for (let r = 0; r < rows; r++) sum += perRow[r]!;
  result[length - 1] = sum;
  return result;
}
