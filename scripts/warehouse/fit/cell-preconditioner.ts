import { compilePreconditioner, type Precondition } from '../../training/fit/preconditioner.ts';
import type { Block } from '../../training/matrix/block-matrix.ts';
import type { Design } from '../cells/axes.ts';
import type { BlocksOfFeatures } from '../sums/layout.ts';
import type { FoundSums } from '../sums/projection.ts';
import type { SumSpec } from '../sums/sums-query.ts';

/** Blocks that read one axis, and the numbers that go with it: see `BlockMatrix.related`. */
interface AxisGroup {
  axis: number;
  positions: readonly number[];
}

/** The groups of related blocks whose preconditioner sums can tell. Crosses are left to the diagonal. */
function axisGroups({ features }: Design, { blocks, related = [] }: BlocksOfFeatures): AxisGroup[] {
  return related.flatMap((positions) => {
    const axes = new Set(positions.map((position) => features[blocks[position]!.penalty]!.axis));
    axes.delete(undefined);
    const [axis] = axes;
    return axes.size === 1 ? [{ axis: axis!, positions }] : [];
  });
}

/** The sums that `cellPreconditioner` needs beyond those of a gradient. */
export function preconditionerSpecs(design: Design, matrix: BlocksOfFeatures): SumSpec[] {
  return axisGroups(design, matrix).flatMap(({ axis, positions }) =>
    positions.flatMap((position) => {
      const { number } = design.features[matrix.blocks[position]!.penalty]!;
      return number === undefined ? [] : [{ by: [axis], times: [number] }];
    }),
  );
}

/**
 * The preconditioner of `newton-cg` from sums: for blocks that read the same field at several resolutions, each cell stands
 * for its rows, and a number has its mean in every cell.
 */
export function cellPreconditioner(
  design: Design,
  matrix: BlocksOfFeatures,
  found: FoundSums,
  penalty: Float64Array,
  diagonal: Float64Array,
): Precondition {
  const groups = axisGroups(design, matrix).map(({ axis, positions }) => {
    const { v } = found({ by: [axis], times: [] });
    const blocks = positions.map((position): Block => {
      const block = matrix.blocks[position]!;
      const { first, values, number } = design.features[block.penalty]!;
      const columns =
        number === undefined && values === undefined ? Uint32Array.from(first) : new Uint32Array(v.length);
      if (number !== undefined) {
        const sums = found({ by: [axis], times: [number] }).v;
        return { ...block, columns, values: v.map((weight, cell) => (weight > 0 ? sums[cell]! / weight : 0)) };
      }
      if (values === undefined) return { ...block, columns };
      const k = matrix.blocks.slice(0, position).filter(({ penalty: own }) => own === block.penalty).length;
      return { ...block, columns, values: Float64Array.from(values, (own) => own[k]!) };
    });
    const own = { rows: v.length, length: matrix.length, blocks, related: [[...blocks.keys()]] };
    return { blocks, precondition: compilePreconditioner(own, v, penalty, diagonal) };
  });
  return (residual, into) => {
    for (let j = 0; j < into.length; j++) into[j] = residual[j]! / diagonal[j]!;
    for (const { blocks, precondition } of groups) {
      const solved = new Float64Array(into.length);
      precondition(residual, solved);
      for (const { offset, size } of blocks) into.set(solved.subarray(offset, offset + size), offset);
    }
  };
}
