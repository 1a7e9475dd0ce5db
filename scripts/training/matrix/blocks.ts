import { type FeatureShape, featureSize, regressors } from '../../../src/core/feature.ts';
import type { TrainingRows } from '../rows/rows.ts';
import type { Block, BlockMatrix } from './block-matrix.ts';
import { fieldOf, rowCombinations } from './feature-shape.ts';

/** The block matrix of features over selected rows; every feature has a penalty of its own, in their order. */
export function blockMatrix(shapes: readonly FeatureShape[], rows: TrainingRows, selected: Uint32Array): BlockMatrix {
  const blocks: Block[] = [];
  let offset = 0;
  for (const [penalty, shape] of shapes.entries()) {
    for (const block of featureBlocks(shape, rows, selected)) {
      blocks.push({ ...block, offset, penalty });
      offset += block.size + 1;
    }
  }
  return { rows: selected.length, length: offset + 1, blocks };
}

/** Coefficients of every feature, cut from a coefficient vector. */
export function featureCoefficients(
  shapes: readonly FeatureShape[],
  { blocks }: BlockMatrix,
  beta: Float64Array,
): number[][] {
  return shapes.map((_, penalty) =>
    blocks
      .filter((block) => block.penalty === penalty)
      .flatMap(({ offset, size }) => Array.from(beta.subarray(offset, offset + size))),
  );
}

/** The coefficient vector that holds these coefficients, feature by feature. */
export function coefficientVector(
  { length, blocks }: BlockMatrix,
  coefficients: readonly (readonly number[])[],
  intercept: number,
): Float64Array {
  const beta = new Float64Array(length);
  const used = coefficients.map(() => 0);
  for (const { offset, size, penalty } of blocks) {
    beta.set(coefficients[penalty]!.slice(used[penalty]!, used[penalty]! + size), offset);
    used[penalty]! += size;
  }
  beta[length - 1] = intercept;
  return beta;
}

function featureBlocks(
  shape: FeatureShape,
  rows: TrainingRows,
  selected: Uint32Array,
): Omit<Block, 'offset' | 'penalty'>[] {
  if (shape.type === 'cross') {
    const size = shape.cells.length;
    const columnOf = columnFinder(shape.cells);
    return [{ size, columns: rowCombinations(shape.terms, rows, selected).map(columnOf) }];
  }
  const field = fieldOf(rows.fields, shape.field);
  const cells = rows.cells.get(shape.field)!;
  if (shape.type === 'one-hot') {
    const size = featureSize(shape, field);
    const columns = new Uint32Array(selected.length);
    for (let r = 0; r < columns.length; r++) columns[r] = cells[selected[r]!]!;
    return [{ size, columns }];
  }
  const constant = new Uint32Array(selected.length);
  const values = Array.from({ length: featureSize(shape, field) }, () => new Float64Array(selected.length));
  for (let r = 0; r < selected.length; r++) {
    for (const [k, value] of regressors(shape, field, cells[selected[r]!]!).entries()) values[k]![r] = value;
  }
  return values.map((own) => ({ size: 1, columns: constant, values: own }));
}

/** Up to this many combinations a table is better than a hash map. */
const LARGEST_TABLE = 2 ** 25;

/** The column of a combination among ascending cells; the one after the last for those that have no cell. */
function columnFinder(cells: readonly number[]): (combination: number) => number {
  const none = cells.length;
  const largest = cells.at(-1) ?? 0;
  if (largest >= LARGEST_TABLE) {
    const columns = new Map(cells.map((cell, column) => [cell, column]));
    return (combination) => columns.get(combination) ?? none;
  }
  const columns = new Uint32Array(largest + 1).fill(none);
  for (const [column, cell] of cells.entries()) columns[cell] = column;
  return (combination) => columns[combination] ?? none;
}
