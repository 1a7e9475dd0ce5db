import { sum } from '../../maths/vector.ts';
import type { Scored } from '../../training/figures/metrics.ts';

export interface Point {
  x: number;
  y: number;
}

/** Points nearer to the last one kept than this are left out of a curve: below the width of a line. */
const NEAREST = 0.004;

/** The ROC curve: share of positives found (y) by share of negatives taken for positive (x), over all thresholds. */
export function rocCurve({ positive, negative }: Scored): Point[] {
  const totals = { up: sum(positive), down: sum(negative) };
  let [up, down] = [0, 0];
  const points = [{ x: 0, y: 0 }];
  for (let g = 0; g < positive.length; g++) {
    up += positive[g]!;
    down += negative[g]!;
    points.push({ x: down / totals.down, y: up / totals.up });
  }
  return withoutNearPoints(points);
}

/** Precision of fewer rows than this is noise. */
const FEWEST = 50;

/** Precision (y) by recall (x), over all thresholds from the highest down that leave at least 50 rows flagged. */
export function precisionRecallCurve({ positive, negative }: Scored): Point[] {
  const total = sum(positive);
  let [up, down] = [0, 0];
  const points: Point[] = [];
  for (let g = 0; g < positive.length; g++) {
    up += positive[g]!;
    down += negative[g]!;
    if (up + down >= FEWEST) points.push({ x: up / total, y: up / (up + down) });
  }
  return withoutNearPoints(points);
}

/** The last point stays in any case. */
function withoutNearPoints(points: readonly Point[]): Point[] {
  const kept: Point[] = [];
  for (const [k, point] of points.entries()) {
    const last = kept.at(-1);
    const far = !last || Math.hypot(point.x - last.x, point.y - last.y) >= NEAREST;
    if (far || k === points.length - 1) kept.push(point);
  }
  return kept;
}
