import { type FeatureShape, featureFields, featureSize, fieldKindOf } from '../../../src/core/feature.ts';
import { compileColumn } from '../../../src/core/features/field-kind.ts';
import type { Grouping } from '../../../src/core/groups.ts';
import type { TrainingRows } from '../rows/rows.ts';
import type { Block, BlockMatrix, Merged } from './block-matrix.ts';
import { rowColumns } from './cross-shape.ts';

/** The block matrix of features over selected rows. The penalty of a feature has the position of the feature. */
export function blockMatrix(shapes: readonly FeatureShape[], rows: TrainingRows, selected: Uint32Array): BlockMatrix {
  const blocks: Block[] = [];
  let offset = 0;
  for (const [penalty, shape] of shapes.entries()) {
    for (const block of featureBlocks(shape, rows, selected)) {
      blocks.push({ ...block, offset, penalty });
      offset += block.size + 1;
    }
  }
  const related = relatedBlocks(shapes, blocks);
  for (const group of related) readThroughFinest(group.map((position) => blocks[position]!));
  return { rows: selected.length, length: offset + 1, blocks, ...(related.length > 0 && { related }) };
}

/** Positions of blocks of features that read the same fields, of which one merges bins. */
export function relatedBlocks(shapes: readonly FeatureShape[], blocks: readonly Block[]): number[][] {
  const byFields = new Map<string, number[]>();
  const merged = new Set<string>();
  for (const [position, { penalty }] of blocks.entries()) {
    const shape = shapes[penalty]!;
    const fields = featureFields(shape).sort().join('\n');
    byFields.set(fields, [...(byFields.get(fields) ?? []), position]);
    if (mergesBins(shape)) merged.add(fields);
  }
  return [...byFields].filter(([fields, own]) => own.length > 1 && merged.has(fields)).map(([, own]) => own);
}

/** Lets products read blocks of indicators through the finest of them, where its column determines theirs. */
function readThroughFinest(related: readonly Block[]): void {
  const [finest, ...others] = related.filter(({ values }) => values === undefined).sort((a, b) => b.size - a.size);
  if (finest === undefined) return;
  const merged: Merged[] = [];
  for (const block of others) {
    const columnOf = columnsWithin(finest, block);
    if (columnOf === undefined) continue;
    block.isMerged = true;
    merged.push({ offset: block.offset, size: block.size, columnOf });
  }
  if (merged.length > 0) finest.merged = merged;
}

/** The column of a block for each column of a finer one; undefined if rows of one column are in several. */
function columnsWithin(finer: Block, { size, columns }: Block): Uint32Array | undefined {
  const found = new Uint32Array(finer.size + 1).fill(size + 1);
  for (let r = 0; r < columns.length; r++) {
    const column = finer.columns[r]!;
    if (found[column] !== size + 1 && found[column] !== columns[r]) return undefined;
    found[column] = columns[r]!;
  }
  return found.map((column) => Math.min(column, size));
}

function mergesBins(shape: FeatureShape): boolean {
  const groupings = shape.type === 'cross' ? shape.terms : [shape];
  return groupings.some(
    (grouping) => ('bins' in grouping && grouping.bins) || ('starts' in grouping && grouping.starts),
  );
}

/** The coefficients of each feature in a coefficient vector. */
export function featureCoefficients(
  shapes: readonly FeatureShape[],
  { blocks }: Pick<BlockMatrix, 'blocks'>,
  beta: Float64Array,
): number[][] {
  return shapes.map((_, penalty) =>
    blocks
      .filter((block) => block.penalty === penalty)
      .flatMap(({ offset, size }) => Array.from(beta.subarray(offset, offset + size))),
  );
}

/** The coefficient vector of these coefficients, given for each feature. */
export function coefficientVector(
  { length, blocks }: Pick<BlockMatrix, 'length' | 'blocks'>,
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
  const size = featureSize(shape, rows.fields);
  if (shape.type === 'cross') return [{ size, columns: rowColumns(shape, rows, selected) }];
  const cells = rows.cells.get(shape.field)!;
  const field = rows.fields.find(({ name }) => name === shape.field)!;
  const { values, groups } = fieldKindOf(shape);
  const columns = new Uint32Array(selected.length);
  if (values === undefined) {
    const column = compileColumn(groups!(shape, field), field, shape as Grouping);
    for (let r = 0; r < columns.length; r++) columns[r] = column(cells[selected[r]!]!);
    return [{ size, columns }];
  }
  const blocks = Array.from({ length: size }, () => ({ size: 1, columns, values: new Float64Array(columns.length) }));
  for (let r = 0; r < columns.length; r++) {
    const row = values(shape, field, cells[selected[r]!]!);
    for (let k = 0; k < size; k++) blocks[k]!.values[r] = row[k]!;
  }
  return blocks;
}
