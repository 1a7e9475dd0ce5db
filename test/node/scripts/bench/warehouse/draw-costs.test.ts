import { expect, test } from 'vitest';
import { drawCosts } from '../../../../../scripts/bench/warehouse/draw-costs.ts';
import type { FitCost } from '../../../../../scripts/bench/warehouse/measure-fit.ts';

test('drawCosts(costs) draws a line for each part, and says how fast a gradient reads the most rows', () => {
  const cost = (rows: number): FitCost => ({
    ...{ rows, groups: rows, prepareSeconds: rows / 1e6, megabytes: 1, fitSeconds: rows / 4e5 },
    ...{ gradients: 7, gradientSeconds: rows / 5e6, gradientBytes: 1, hessians: 1, hessianSeconds: rows / 2e6 },
    ...{ hessianBytes: 1, rowsPerSecond: 5e6, gradient: 0 },
  });
  const svg = drawCosts([cost(3e6), cost(1e8)]);
  expect(svg).toContain('A gradient reads 5.0 million rows a second, of 100 million');
  expect(svg.match(/marker-start/g)).toHaveLength(4);
  for (const label of ['gradient', 'Hessian', 'whole fit', 'prepare, once', '3 M', '100 M'])
    expect(svg).toContain(label);
});
