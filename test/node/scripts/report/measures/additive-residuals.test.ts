import { expect, test } from 'vitest';
import { normal, randomSource } from '../../../../../scripts/maths/random.ts';
import { additiveResiduals } from '../../../../../scripts/report/measures/additive-residuals.ts';

test('additiveResiduals(cells) have mean 0 in every row and column of a table with gaps, and are 0 for a sum', () => {
  const random = randomSource(6);
  const cells = Array.from({ length: 60 }, (_, k) => ({ first: k % 10, second: Math.floor(k / 10) }))
    .filter(() => random() < 0.7)
    .map((place) => ({ ...place, weight: 1 + Math.floor(20 * random()), value: normal(random) }));
  const left = additiveResiduals(cells);
  for (const line of ['first', 'second'] as const) {
    for (const own of Map.groupBy(cells.keys(), (k) => cells[k]![line]).values()) {
      const sum = own.reduce((total, k) => total + cells[k]!.weight * left[k]!, 0);
      expect(Math.abs(sum)).toBeLessThan(1e-6);
    }
  }
  const sums = cells.map((cell) => ({ ...cell, value: 3 + cell.first ** 2 - 2 * cell.second }));
  for (const value of additiveResiduals(sums)) expect(Math.abs(value)).toBeLessThan(1e-6);
});
