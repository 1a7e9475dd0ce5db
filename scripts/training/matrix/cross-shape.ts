import { UNKNOWN } from '../../../src/core/cell.ts';
import { columnCount, workedOutColumns } from '../../../src/core/columns.ts';
import { combinationOf, combinations } from '../../../src/core/combination.ts';
import { compilePositions, crossValue } from '../../../src/core/cross-table.ts';
import type { FeatureShape } from '../../../src/core/feature.ts';
import { type CompiledTerm, compileTerm } from '../../../src/core/term.ts';
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
  for (const [k, combination] of rowCombinations(terms, rows, selected).entries()) {
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
  const columns = rows.fields.map((field) => rows.cells.get(field.name)!);
  const used = [...new Set(terms.flatMap(({ first, second }) => (second === undefined ? [first] : [first, second])))];
  const workedOut = workedOutColumns(rows.fields, (column) => used.includes(column));
  const cells = used.filter((column) => !workedOut.some((one) => one.column === column));
  const row = new Float64Array(columnCount(rows.fields));
  const result = new Int32Array(selected.length);
  for (let k = 0; k < result.length; k++) {
    const r = selected[k]!;
    for (const f of cells) row[f] = columns[f]![r]!;
    for (const { from, column, index } of workedOut) row[column] = index(columns[from]![r]!);
    result[k] = combinationOf(terms, row);
  }
  return result;
}
