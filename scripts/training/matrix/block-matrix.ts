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
  /** Blocks whose column is a function of the column of this one, as with merged bins: products read them through it. */
  merged?: readonly Merged[];
  /** Set if another block has this one among `merged`. */
  isMerged?: boolean;
}

/** A block, and its column for each column of a finer one. */
export interface Merged {
  offset: number;
  size: number;
  columnOf: Uint32Array;
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
  for (const { size, offset, columns, values, merged, isMerged } of blocks) {
    if (isMerged) continue;
    const own = merged ? merge(beta, offset, size, merged) : beta.subarray(offset, offset + size + 1);
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
  for (const { size, offset, columns, values, merged = [], isMerged } of blocks) {
    if (isMerged) continue;
    const own = result.subarray(offset, offset + size + 1);
    if (values === undefined) for (let r = 0; r < rows; r++) own[columns[r]!]! += perRow[r]!;
    else if (size === 1) own[0] = sumOfColumn(columns, values, perRow, power);
    else if (power === 1) for (let r = 0; r < rows; r++) own[columns[r]!]! += values[r]! * perRow[r]!;
    else for (let r = 0; r < rows; r++) own[columns[r]!]! += values[r]! * values[r]! * perRow[r]!;
    for (const { offset: start, size: last, columnOf } of merged) {
      for (let c = 0; c <= size; c++) result[start + columnOf[c]!]! += own[c]!;
      result[start + last] = 0;
    }
    own[size] = 0;
  }
  let sum = 0;
  for (let r = 0; r < rows; r++) sum += perRow[r]!;
  result[length - 1] = sum;
  return result;
}

/** The coefficients of a block, each with those of the merged blocks that go with its column. */
function merge(beta: Float64Array, offset: number, size: number, merged: readonly Merged[]): Float64Array {
  const sums = beta.slice(offset, offset + size + 1);
  for (const { offset: start, columnOf } of merged) {
    for (let c = 0; c <= size; c++) sums[c]! += beta[start + columnOf[c]!]!;
  }
  return sums;
}

/** What the loops over rows add up in the first column, without a store for every row. */
function sumOfColumn(columns: Uint32Array, values: Float64Array, perRow: Float64Array, power: 1 | 2): number {
  let sum = 0;
  for (let r = 0; r < values.length; r++) {
    if (columns[r] === 0) sum += (power === 1 ? values[r]! : values[r]! * values[r]!) * perRow[r]!;
  }
  return sum;
}
