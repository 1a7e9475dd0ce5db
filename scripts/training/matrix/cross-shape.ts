import { UNKNOWN } from '../../../src/core/cell.ts';
import { columnCount, workedOutColumns } from '../../../src/core/columns.ts';
import { combinations } from '../../../src/core/combination.ts';
import { compilePositions, crossValue } from '../../../src/core/cross-table.ts';
import type { FeatureShape } from '../../../src/core/feature.ts';
import { type CompiledTerm, compileTerm, groupOf } from '../../../src/core/term.ts';
import type { FeatureDefinition } from '../../models/definition.ts';
import type { TrainingRows } from '../rows/rows.ts';

type CrossShape = Extract<FeatureShape, { type: 'cross' }>;

/** A cross with a cell for every combination that selected rows have. */
export function crossShape(
  definition: Extract<FeatureDefinition, { type: 'cross' }>,
  rows: TrainingRows,
  selected: Uint32Array,
): CrossShape {
  const found = rowCombinations(compileTerms(definition, rows), rows, selected);
  const cells = Int32Array.from(new Set(found)).sort();
  return { ...definition, cells: Array.from(cells[0] === UNKNOWN ? cells.subarray(1) : cells) };
}

/** The cell of a cross that each selected row is in; the number after the last for a row that is in none. */
export function rowColumns(shape: CrossShape, rows: TrainingRows, selected: Uint32Array): Uint32Array {
  const terms = compileTerms(shape, rows);
  const positions = compilePositions(shape.cells, combinations(terms));
  const none = shape.cells.length;
  const columns = new Uint32Array(selected.length);
  const found = rowCombinations(terms, rows, selected);
  for (let k = 0; k < found.length; k++) {
    const combination = found[k]!;
    const position = combination === UNKNOWN ? UNKNOWN : crossValue(positions, combination);
    columns[k] = position === UNKNOWN ? none : position;
  }
  return columns;
}

function compileTerms({ terms }: Pick<CrossShape, 'terms'>, rows: TrainingRows): CompiledTerm[] {
  return terms.map((term) => compileTerm(term, rows.fields));
}

/** The combination of a cross's terms in every selected row; −1 with an unknown category. */
function rowCombinations(terms: readonly CompiledTerm[], rows: TrainingRows, selected: Uint32Array): Int32Array {
  const row = new Float64Array(columnCount(rows.fields));
  const result = new Int32Array(selected.length);
  for (const term of terms) {
    const { first, second = first, size } = term;
    const [firstCells, secondCells] = [columnOf(rows, first), columnOf(rows, second)];
    for (let k = 0; k < result.length; k++) {
      if (result[k] === UNKNOWN) continue;
      const r = selected[k]!;
      row[first] = firstCells[r]!;
      row[second] = secondCells[r]!;
      const group = groupOf(term, row);
      result[k] = group === UNKNOWN ? UNKNOWN : result[k]! * size + group;
    }
  }
  return result;
}

/** A column of every row, as `writeColumns` has them. */
function columnOf({ fields, cells }: TrainingRows, column: number): ArrayLike<number> {
  const [workedOut] = workedOutColumns(fields, (one) => one === column);
  if (!workedOut) return cells.get(fields[column]!.name)!;
  return Int32Array.from(cells.get(fields[workedOut.from]!.name)!, workedOut.index);
}
