import { sum } from '../../maths/vector.ts';
import type { Scored } from '../../training/figures/metrics.ts';

export interface Point {
  x: number;
  y: number;
}

/** Points nearer than this to the last kept point are left out of a curve: less than the width of a line. */
const NEAREST = 0.004;

/** The ROC curve: the share of positives found (y) by the share of negatives flagged (x), over all thresholds. */
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

/** The precision of fewer rows than this is noise. */
const FEWEST = 50;

/** Precision (y) by recall (x), over all thresholds that flag at least 50 rows, from the highest down. */
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

/** The last point is always kept. */
function withoutNearPoints(points: readonly Point[]): Point[] {
  const kept: Point[] = [];
  for (const [k, point] of points.entries()) {
    const last = kept.at(-1);
    const far = !last || Math.hypot(point.x - last.x, point.y - last.y) >= NEAREST;
    if (far || k === points.length - 1) kept.push(point);
  }
  return kept;
}
