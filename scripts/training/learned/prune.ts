import type { FeatureShape } from '../../../src/core/feature.ts';
import { curvatureAt } from '../fit/curvature.ts';
import type { Objective } from '../fit/solver.ts';
import type { BlockMatrix } from '../matrix/block-matrix.ts';
import { featureCoefficients } from '../matrix/blocks.ts';

/** What pruning leaves. */
interface Kept {
  shapes: FeatureShape[];
  coefficients: number[][];
}

/**
 * Twice what leaving a coefficient out would cost the penalised likelihood, as far as a quadratic goes, place by place of
 * the coefficient vector: coefficient²·(Σ weight·p·(1 − p) + λ).
 */
export function importance(objective: Objective<BlockMatrix>, beta: Float64Array): Float64Array {
  return curvatureAt(objective, beta).diagonal.map((curvature, j) => curvature * beta[j]! ** 2);
}

/** Keeps the cells of crosses that matter most, so that about `budget` coefficients are left, ties and zeros aside. */
export function prune(
  shapes: readonly FeatureShape[],
  objective: Objective<BlockMatrix>,
  beta: Float64Array,
  budget: number,
): Kept {
  const { matrix } = objective;
  const coefficients = featureCoefficients(shapes, matrix, beta);
  const weights = featureCoefficients(shapes, matrix, importance(objective, beta));
  const fixed = shapes.reduce((count, shape, b) => count + (shape.type === 'cross' ? 0 : coefficients[b]!.length), 0);
  const least = leastKept(
    shapes.flatMap((shape, b) => (shape.type === 'cross' ? weights[b]! : [])),
    budget - fixed,
  );
  const matters = (b: number, k: number) => shapes[b]!.type !== 'cross' || isKept(weights[b]![k]!, least);
  return {
    shapes: shapes.map((shape, b) =>
      shape.type === 'cross' ? { ...shape, cells: shape.cells.filter((_, k) => matters(b, k)) } : shape,
    ),
    coefficients: coefficients.map((own, b) => own.filter((_, k) => matters(b, k))),
  };
}

/** The blocks with only the `budget` coefficients that matter most, ties aside; rows say nothing of the others. */
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

/** The least weight that is kept when there is room for so many. */
function leastKept(weights: readonly number[], room: number): number {
  if (weights.length <= room) return 0;
  return room > 0 ? Float64Array.from(weights).sort()[weights.length - room]! : Number.POSITIVE_INFINITY;
}

function isKept(weight: number, least: number): boolean {
  return weight >= least && weight > 0;
}
