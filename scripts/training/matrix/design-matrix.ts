import type { Field } from '../../../src/core/artifact.ts';
import { type FieldFeature, featureSize, fieldKindOf } from '../../../src/core/feature.ts';
import { compileColumn } from '../../../src/core/features/field-kind.ts';
import type { Grouping } from '../../../src/core/groups.ts';
import type { Cells } from '../rows/rows.ts';

/**
 * A sparse matrix with `width` entries in every row: row r has the value `values[r·width + k]`, or 1 without `values`, in
 * column `columns[r·width + k]`. Columns increase within a row. Sorted rows form a trie: the entries that a row shares
 * with the row before are computed once for both.
 */
export interface DesignMatrix {
  rows: number;
  width: number;
  /** Number of columns: all coefficients except the intercept. */
  size: number;
  columns: Uint16Array | Uint32Array;
  /** Absent if every entry is 1, as with one-hot features alone. */
  values?: Float64Array | undefined;
  /** For each row: how many leading entries equal those of the row before. */
  shared: Uint16Array;
}

/** The regressors of every row: one entry for a one-hot feature, an entry per coefficient for any other. */
export function designMatrix(fields: readonly Field[], features: readonly FieldFeature[], cells: Cells): DesignMatrix {
  const parts = features.map((feature) => {
    const field = fields.find((candidate) => candidate.name === feature.field)!;
    const { values, groups } = fieldKindOf(feature);
    const columnOf = groups && compileColumn(groups(feature, field), field, feature as Grouping);
    const size = featureSize(feature, fields);
    return { feature, field, values, columnOf, size, entries: values ? size : 1, cells: cells.get(feature.field)! };
  });
  const rows = parts[0]!.cells.length;
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  const width = parts.reduce((sum, part) => sum + part.entries, 0);
  const columns = size < 65536 ? new Uint16Array(rows * width) : new Uint32Array(rows * width);
  const values = parts.some((part) => part.values) ? new Float64Array(rows * width).fill(1) : undefined;

  let entry = 0;
  let column = 0;
  for (const part of parts) {
    if (part.values === undefined) {
      const columnOf = part.columnOf!;
      for (let r = 0, at = entry; r < rows; r++, at += width) columns[at] = column + columnOf(part.cells[r]!);
    } else {
      for (let r = 0, at = entry; r < rows; r++, at += width) {
        const row = part.values(part.feature, part.field, part.cells[r]!);
        for (let k = 0; k < part.size; k++) {
          columns[at + k] = column + k;
          values![at + k] = row[k]!;
        }
      }
    }
    entry += part.entries;
    column += part.size;
  }
  return withShared({ rows, width, size, columns, values });
}

/** The matrix of selected rows, in the order of the selection. */
export function selectRows(design: DesignMatrix, selected: Uint32Array): DesignMatrix {
  const { width, size } = design;
  const rows = selected.length;
  const columns = size < 65536 ? new Uint16Array(rows * width) : new Uint32Array(rows * width);
  const values = design.values && new Float64Array(rows * width);
  for (let r = 0; r < rows; r++) {
    const from = selected[r]! * width;
    for (let k = 0; k < width; k++) columns[r * width + k] = design.columns[from + k]!;
    if (values) for (let k = 0; k < width; k++) values[r * width + k] = design.values![from + k]!;
  }
  return withShared({ rows, width, size, columns, values });
}

function withShared(matrix: Omit<DesignMatrix, 'shared'>): DesignMatrix {
  const { rows, width, columns, values } = matrix;
  const shared = new Uint16Array(rows);
  for (let r = 1; r < rows; r++) {
    const begin = r * width;
    let k = 0;
    while (
      k < width &&
      columns[begin + k] === columns[begin - width + k] &&
      (values === undefined || values[begin + k] === values[begin - width + k])
    ) {
      k++;
    }
    shared[r] = k;
  }
  return { ...matrix, shared };
}
