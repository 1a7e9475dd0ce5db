import type { Field } from '../../src/core/artifact.ts';
import { type FeatureShape, featureSize, regressors } from '../../src/core/feature.ts';

/**
 * A sparse matrix whose rows all have `width` entries: row r has the value `values[r·width + k]` (or 1) in column
 * `columns[r·width + k]`. Columns increase within a row.
 */
export interface DesignMatrix {
  rows: number;
  width: number;
  /** Number of columns: coefficients without the intercept. */
  size: number;
  columns: Uint16Array | Uint32Array;
  /** Absent when every entry is 1, as in a matrix of one-hot features alone. */
  values?: Float64Array;
}

/** Cells per field, as `encodeRow` of the core makes them, a column each. */
export type Cells = ReadonlyMap<string, Uint16Array | Uint32Array | Float64Array>;

/** The regressors of every row: an entry for a one-hot feature, two for a cyclic one, one for a number. */
export function designMatrix(fields: readonly Field[], features: readonly FeatureShape[], cells: Cells): DesignMatrix {
  const parts = features.map((feature) => {
    const field = fields.find((candidate) => candidate.name === feature.field)!;
    return { feature, field, size: featureSize(feature, field), cells: cells.get(feature.field)! };
  });
  const rows = parts[0]!.cells.length;
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  const width = parts.reduce((sum, part) => sum + (part.feature.type === 'one-hot' ? 1 : part.size), 0);
  const columns = size < 65536 ? new Uint16Array(rows * width) : new Uint32Array(rows * width);
  const values = parts.every(({ feature }) => feature.type === 'one-hot')
    ? undefined
    : new Float64Array(rows * width).fill(1);

  let entry = 0;
  let column = 0;
  for (const { feature, field, size: partSize, cells: partCells } of parts) {
    if (feature.type === 'one-hot') {
      for (let r = 0, at = entry; r < rows; r++, at += width) columns[at] = column + partCells[r]!;
      entry += 1;
    } else {
      for (let r = 0, at = entry; r < rows; r++, at += width) {
        const row = regressors(feature, field, partCells[r]!);
        for (let k = 0; k < partSize; k++) {
          columns[at + k] = column + k;
          values![at + k] = row[k]!;
        }
      }
      entry += partSize;
    }
    column += partSize;
  }
  return values === undefined ? { rows, width, size, columns } : { rows, width, size, columns, values };
}
