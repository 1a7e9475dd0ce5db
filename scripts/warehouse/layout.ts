import { sum } from '../maths/vector.ts';
import type { BlockMatrix } from '../training/matrix/block-matrix.ts';

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

/** The layout of a block matrix. */
export function blockLayout({ length, blocks }: Pick<BlockMatrix, 'length' | 'blocks'>, features: number): Layout {
  const places = Array.from({ length: features }, (_, feature) =>
    Uint32Array.from(
      blocks
        .filter(({ penalty }) => penalty === feature)
        .flatMap(({ offset, size }) => Array.from({ length: size }, (_, k) => offset + k)),
    ),
  );
  return { length, places };
}
