import type { FeatureShape } from '../../../src/core/feature.ts';
import { sum } from '../../maths/vector.ts';
import type { Block, BlockMatrix } from '../../training/matrix/block-matrix.ts';
import { relatedBlocks } from '../../training/matrix/blocks.ts';
import type { Design } from '../cells/axes.ts';

/** Where the coefficients of each feature are in a coefficient vector, whose last place is the intercept. */
export interface Layout {
  length: number;
  /** By feature: the place of each of its coefficients. */
  places: readonly Uint32Array[];
}

/** One feature after the other: the layout of a factored Hessian. */
export function denseLayout(sizes: readonly number[]): Layout {
  let end = 0;
  const places = sizes.map((size) => Uint32Array.from({ length: size }, () => end++));
  return { length: sum(sizes) + 1, places };
}

/** The blocks of features, as those of a block matrix but without rows. */
export type BlocksOfFeatures = Pick<BlockMatrix, 'rows' | 'length' | 'blocks' | 'related'>;

/** The blocks of features over so many rows: see `blockMatrix`. */
export function blocksOfFeatures(shapes: readonly FeatureShape[], design: Design, rows: number): BlocksOfFeatures {
  const blocks: Block[] = [];
  let offset = 0;
  for (const [penalty, { values, number }] of design.features.entries()) {
    const size = design.sizes[penalty]!;
    const isValues = values !== undefined || number !== undefined;
    for (let k = 0; k < (isValues ? size : 1); k++) {
      const own = isValues ? 1 : size;
      blocks.push({ size: own, offset, columns: NO_ROWS, penalty, ...(isValues && { values: NO_VALUES }) });
      offset += own + 1;
    }
  }
  const related = relatedBlocks(shapes, blocks);
  return { rows, length: offset + 1, blocks, ...(related.length > 0 && { related }) };
}

const NO_ROWS = new Uint32Array();
const NO_VALUES = new Float64Array();

/** The layout of blocks. */
export function blockLayout({ length, blocks }: BlocksOfFeatures, features: number): Layout {
  const places = Array.from({ length: features }, (_, feature) =>
    Uint32Array.from(
      blocks
        .filter(({ penalty }) => penalty === feature)
        .flatMap(({ offset, size }) => Array.from({ length: size }, (_, k) => offset + k)),
    ),
  );
  return { length, places };
}
