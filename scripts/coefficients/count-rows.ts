import type { FeatureShape } from '../../src/core/feature.ts';
import { blockMatrix } from '../training/matrix/blocks.ts';
import { everyRow, type TrainingRows } from '../training/rows/rows.ts';

/** For each feature, the weight of the rows behind each coefficient; of all rows for a slope or a wave. */
export function countRows(shapes: readonly FeatureShape[], rows: TrainingRows): number[][] {
  const all = everyRow(rows);
  return shapes.map((shape) =>
    blockMatrix([shape], rows, all).blocks.flatMap(({ size, columns }) => {
      const counts = new Float64Array(size + 1);
      for (let r = 0; r < columns.length; r++) counts[columns[r]!]! += rows.weight[r]!;
      return Array.from(counts.subarray(0, size));
    }),
  );
}
