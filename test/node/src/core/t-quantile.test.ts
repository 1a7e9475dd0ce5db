import { expect, test } from 'vitest';
import { tQuantile } from '../../../../src/core/t-quantile.ts';

test('tQuantile(p, freedom) agrees with tabled values', () => {
  const table = [
    [0.95, 16, 1.7458837],
    [0.995, 16, 2.9207816],
    [0.005, 16, -2.9207816],
    [0.995, 32, 2.7384815],
    [0.975, 64, 1.9977297],
    [0.75, 16, 0.6901322],
  ] as const;
  for (const [p, freedom, t] of table) expect(Math.abs(tQuantile(p, freedom) - t)).toBeLessThan(2e-5);
});
