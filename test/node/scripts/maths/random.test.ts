import { expect, test } from 'vitest';
import { poisson, randomSource } from '../../../../scripts/maths/random.ts';

test.each([0.3, 1, 5, 31, 200, 0.25])('poisson(random, %d) has that mean and variance', (mean) => {
  const random = randomSource(9);
  const draws = Array.from({ length: 40_000 }, () => poisson(random, mean));
  const average = draws.reduce((sum, value) => sum + value, 0) / draws.length;
  const variance = draws.reduce((sum, value) => sum + (value - average) ** 2, 0) / draws.length;
  expect(Math.abs(average - mean)).toBeLessThan(5 * Math.sqrt(mean / draws.length));
  expect(Math.abs(variance / mean - 1)).toBeLessThan(5 * Math.sqrt((2 + 1 / mean) / draws.length));
});

test('poisson(random, 0) is 0', () => {
  expect(poisson(randomSource(1), 0)).toBe(0);
});

test('randomSource(seed) fills [0, 1) evenly', () => {
  const random = randomSource(123);
  const counts = new Array<number>(20).fill(0);
  for (let i = 0; i < 100_000; i++) counts[Math.floor(20 * random())]! += 1;
  for (const count of counts) expect(Math.abs(count - 5000)).toBeLessThan(5 * Math.sqrt(5000));
});
