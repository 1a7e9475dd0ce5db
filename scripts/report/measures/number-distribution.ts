import { isMissing } from '../../../src/core/cell.ts';
import { sum } from '../../maths/vector.ts';
import type { TrainingRows } from '../../training/rows/rows.ts';
import { knownInOrder, type NumberField, rowAt } from './number-groups.ts';

/** A bar of a histogram: the share of the rows with a value from `from` to `to`. */
export interface NumberBar {
  from: number;
  to: number;
  share: number;
}

/** How the values of a number field are distributed between two bounds, and the share of rows without a value. */
export function numberDistribution(
  { cells, weight }: TrainingRows,
  field: NumberField,
  [low, high]: readonly [number, number],
  count = 48,
): { bars: NumberBar[]; missing: number } {
  const sums = new Float64Array(count);
  const total = sum(weight);
  let missing = 0;
  for (const [r, value] of cells.get(field.name)!.entries()) {
    if (isMissing(field, value)) missing += weight[r]!;
    else if (value >= low && value <= high) {
      sums[Math.min(count - 1, Math.floor(((value - low) / (high - low)) * count))]! += weight[r]!;
    }
  }
  const width = (high - low) / count;
  const bars = Array.from(sums, (own, k) => {
    return { from: low + k * width, to: low + (k + 1) * width, share: own / total };
  });
  return { bars, missing: missing / total };
}

/** A range squeezes a picture if so much more of it lies beyond the middle 99 %. */
const SQUEEZED = 2;

/** The range of a number field that a picture shows: all of it, or the middle 99 % of the rows if few values lie far out. */
export function shownRange(rows: TrainingRows, field: NumberField): { range: [number, number]; isAll: boolean } {
  const order = knownInOrder(rows, field);
  const valueAt = (r: number) => rows.cells.get(field.name)![r]!;
  const at = (share: number) => valueAt(rowAt(share, order, rows.weight));
  const all: [number, number] = [valueAt(order[0]!), valueAt(order.at(-1)!)];
  const middle: [number, number] = [at(0.005), at(0.995)];
  const isAll = all[1] - all[0] <= SQUEEZED * (middle[1] - middle[0]) || middle[0] === middle[1];
  return { range: isAll ? all : middle, isAll };
}
