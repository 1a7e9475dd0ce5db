import type { FeatureShape } from '../../../src/core/feature.ts';
import type { HessianAt } from '../fit/hessian-at.ts';
import type { BlockMatrix } from '../matrix/block-matrix.ts';
import { featureCoefficients } from '../matrix/blocks.ts';

/** What pruning leaves. */
interface Kept {
  shapes: FeatureShape[];
  coefficients: number[][];
}

/**
 * How much each coefficient of a coefficient vector matters: coefficient²·(Σ weight·p·(1 − p) + λ). To second order, this
 * is twice the increase of the penalised log loss without the coefficient.
 */
export function importance({ diagonal }: Pick<HessianAt, 'diagonal'>, beta: Float64Array): Float64Array {
  return diagonal.map((curvature, j) => curvature * beta[j]! ** 2);
}

/**
 * Keeps the most important cells of crosses, so that about `budget` coefficients are left. Other features keep all their
 * coefficients. Ties may exceed the budget; cells without importance are never kept.
 */
export function prune(
  shapes: readonly FeatureShape[],
  hessian: Pick<HessianAt, 'matrix' | 'diagonal'>,
  beta: Float64Array,
  budget: number,
): Kept {
  const { matrix } = hessian;
  const coefficients = featureCoefficients(shapes, matrix, beta);
  const weights = featureCoefficients(shapes, matrix, importance(hessian, beta));
  const isCross = shapes.map((shape) => 'cells' in shape);
  const fixed = coefficients.filter((_, b) => !isCross[b]).flat().length;
  const least = leastKept(weights.filter((_, b) => isCross[b]).flat(), budget - fixed);
  const stays = (b: number, k: number) => !isCross[b] || isKept(weights[b]![k]!, least);
  return {
    shapes: shapes.map((shape, b) =>
      'cells' in shape ? { ...shape, cells: shape.cells.filter((_, k) => stays(b, k)) } : shape,
    ),
    coefficients: coefficients.map((own, b) => own.filter((_, k) => stays(b, k))),
  };
}

/**
 * Prunes blocks to their `budget` most important coefficients, and ties: the rows of all other columns move to the column
 * after the last.
 */
export function prunedBlocks(matrices: readonly BlockMatrix[], weights: Float64Array, budget: number): BlockMatrix[] {
  const own = matrices[0]!.blocks.flatMap(({ offset, size }) => Array.from(weights.subarray(offset, offset + size)));
  const least = leastKept(own, budget);
  return matrices.map((matrix) => ({
    ...matrix,
    blocks: matrix.blocks.map((block) => ({
      ...block,
      columns: block.columns.map((column) => (isKept(weights[block.offset + column]!, least) ? column : block.size)),
    })),
  }));
}

/** The smallest weight to keep if there is room for `room` of them. */
function leastKept(weights: readonly number[], room: number): number {
  if (weights.length <= room) return 0;
  return room > 0 ? Float64Array.from(weights).sort()[weights.length - room]! : Number.POSITIVE_INFINITY;
}

function isKept(weight: number, least: number): boolean {
  return weight >= least && weight > 0;
}
