import { expect, test } from 'vitest';
import { interactions } from '../../../../../scripts/report/measures/interactions.ts';
import type { Feature } from '../../../../../src/core/artifact.ts';
import { ROWS } from './two-fields.ts';

test('interactions() are what features of both fields add beyond each value alone, without one-hot features', () => {
  const features: Feature[] = [
    { type: 'one-hot', field: 'a', coefficients: [5, 5, 5] },
    { type: 'cross', terms: [{ field: 'a' }, { field: 'b' }], cells: [0, 5], coefficients: [1, -2] },
  ];
  const [found, ...others] = interactions({ features }, ROWS, 3);
  expect(others).toEqual([]);
  const [ofA, ofB, mean] = [[0.5, 0, -1], [1 / 6, -1], -5 / 12];
  const pure = [1, 0, 0, 0, 0, -2].map((value, k) => value - ofA[k >> 1]! - ofB[k & 1]! + mean);
  for (const [k, { effect }] of found!.cells.entries()) expect(effect).toBeCloseTo(pure[k]!, 8);
  const variance = pure.reduce((sum, effect, k) => sum + (ROWS.weight[k]! * effect ** 2) / 12, 0);
  expect(found!.strength).toBeCloseTo(Math.sqrt(variance), 8);
});

test('interactions() of a cross that only holds the effect of each value alone are 0', () => {
  const terms = [{ field: 'a' }, { field: 'b' }];
  const features: Feature[] = [{ type: 'cross', terms, cells: [0, 1, 2, 3, 4, 5], coefficients: [1, 3, 2, 4, -5, -3] }];
  const [found] = interactions({ features }, ROWS, 1);
  expect(found!.strength).toBeLessThan(1e-8);
});
