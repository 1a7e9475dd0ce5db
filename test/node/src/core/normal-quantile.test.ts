import { expect, test } from 'vitest';
import { normalQuantile } from '../../../../src/core/normal-quantile.ts';

test('normalQuantile(p) agrees with tabled values', () => {
  const table = [
    [0.5, 0],
    [0.95, 1.6448536269514722],
    [0.975, 1.959963984540054],
    [0.999, 3.090232306167813],
    [0.01, -2.3263478740408408],
  ] as const;
  for (const [p, z] of table) expect(Math.abs(normalQuantile(p) - z)).toBeLessThan(1e-8);
});
