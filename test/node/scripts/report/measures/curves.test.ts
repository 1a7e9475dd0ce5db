import { expect, test } from 'vitest';
import { precisionRecallCurve, rocCurve } from '../../../../../scripts/report/measures/curves.ts';
import { metrics } from '../../../../../scripts/training/figures/metrics.ts';
import { calibrated } from './calibrated.ts';

test('rocCurve(set) goes from (0, 0) to (1, 1), never falls, and has the AUC as its area', () => {
  const set = calibrated(5000, 1);
  const points = rocCurve(set);
  expect([points[0], points.at(-1)]).toEqual([
    { x: 0, y: 0 },
    { x: 1, y: 1 },
  ]);
  let area = 0;
  for (const [k, { x, y }] of points.slice(1).entries()) {
    const before = points[k]!;
    expect(x >= before.x && y >= before.y).toBe(true);
    area += ((x - before.x) * (y + before.y)) / 2;
  }
  expect(area).toBeCloseTo(metrics(set).auc, 3);
});

test('precisionRecallCurve(set) ends at recall 1 with the share of positives as its precision', () => {
  const set = calibrated(5000, 2);
  const positives = set.positive.reduce((sum, value) => sum + value, 0);
  expect(precisionRecallCurve(set).at(-1)).toEqual({ x: 1, y: positives / 5000 });
});
