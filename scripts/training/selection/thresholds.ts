import type { TrainingRows } from '../rows/rows.ts';
import { type Axis, axisOf, cutAt } from './axis.ts';
import { cellOf, type FieldTerm } from './group-column.ts';
import { cellGain, type Residuals } from './residuals.ts';

/** A cut counts if it explains this many times the standard deviation that noise would have in one of the cells it splits. */
const LEAST_GAIN = 10;
const MOST_CELLS = 128;

interface Cut {
  axis: Axis;
  start: number;
  gain: number;
}

/**
 * A set of terms whose numbers and integers are cut at thresholds: one cut at a time, where it explains most of the
 * residuals together with the cuts before. Quantiles may miss a threshold, and then cells on both sides share a coefficient.
 * @returns undefined if fewer than two terms tell rows apart
 */
export function atThresholds(
  rows: TrainingRows,
  selected: Uint32Array,
  residuals: Residuals,
  set: readonly FieldTerm[],
): FieldTerm[] | undefined {
  const axes = set.map((term) => axisOf(rows, selected, term));
  for (let cut = bestCut(axes, residuals); cut !== undefined; cut = bestCut(axes, residuals)) {
    cutAt(cut.axis, cut.start);
  }
  if (axes.every(({ starts }) => starts.length === 0)) return undefined;
  const terms = axes.flatMap(({ term, known, starts }): FieldTerm[] => {
    if (known === 0) return [term];
    return starts.length > 0 ? [{ ...term, starts }] : [];
  });
  return terms.length > 1 ? terms : undefined;
}

function bestCut(axes: readonly Axis[], residuals: Residuals): Cut | undefined {
  let best: Cut | undefined;
  for (const axis of axes) {
    const others = axes.filter((other) => other !== axis);
    const width = others.reduce((product, { size }) => product * size, 1);
    if (axis.known === 0 || width * (axis.size + 1) > MOST_CELLS) continue;
    const cut = bestCutOf(axis, others, width, residuals);
    if (cut.gain > LEAST_GAIN * Math.sqrt(width) && cut.gain > (best?.gain ?? 0)) best = cut;
  }
  return best;
}

/** The cut of one axis that explains most, in every cell of the other axes at once. */
function bestCutOf(axis: Axis, others: readonly Axis[], width: number, { residual, curvature }: Residuals): Cut {
  const { known, cells, starts } = axis;
  const [sums, curvatures] = [new Float64Array(known * width), new Float64Array(known * width)];
  for (let r = 0; r < residual.length; r++) {
    if (cells[r]! >= known) continue;
    const place = cells[r]! * width + cellOf(others, r);
    sums[place]! += residual[r]!;
    curvatures[place]! += curvature[r]!;
  }
  const best = { axis, start: 0, gain: 0 };
  const edges = [0, ...starts, known];
  for (let k = 1; k < edges.length; k++) {
    const [from, to] = [edges[k - 1]! * width, edges[k]! * width];
    const gains = new Float64Array(to - from);
    for (let other = 0; other < width; other++) {
      let [total, information] = [0, 0];
      for (let place = from + other; place < to; place += width) {
        total += sums[place]!;
        information += curvatures[place]!;
      }
      const whole = cellGain(total, information);
      let [below, informed] = [0, 0];
      for (let place = from + other; place < to; place += width) {
        gains[place - from] = cellGain(below, informed) + cellGain(total - below, information - informed) - whole;
        below += sums[place]!;
        informed += curvatures[place]!;
      }
    }
    for (let cell = 1; cell * width < gains.length; cell++) {
      const gain = gains.subarray(cell * width, (cell + 1) * width).reduce((sum, own) => sum + own, 0);
      if (gain > best.gain) Object.assign(best, { start: edges[k - 1]! + cell, gain });
    }
  }
  return best;
}
