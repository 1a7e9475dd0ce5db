import { expect, test } from 'vitest';
import { chiSquareQuantile, chiSquareTail } from '../../../../scripts/maths/chi-square.ts';
import { lowerShareBound } from '../../../../scripts/maths/share-bound.ts';
import fixture from '../../../oracle/drift-fixture.json' with { type: 'json' };

test.each(fixture.tails)('chiSquareTail($value, $freedom) is that of scipy', ({ value, freedom, tail }) => {
  expect(Math.abs(chiSquareTail(value, freedom) / tail - 1)).toBeLessThan(1e-9);
});

test.each(fixture.quantiles)('chiSquareQuantile($tail, $freedom) is that of scipy', ({ value, freedom, tail }) => {
  expect(Math.abs(chiSquareQuantile(tail, freedom) / value - 1)).toBeLessThan(1e-9);
});

test.each(fixture.bounds)(
  'lowerShareBound($count, $total, $tail) is the quantile of scipy',
  ({ count, total, tail, bound }) => {
    expect(Math.abs(lowerShareBound(count, total, tail) / bound - 1)).toBeLessThan(1e-9);
  },
);

test('lowerShareBound() is 0 for what was not seen', () => {
  expect(lowerShareBound(0, 100, 0.001)).toBe(0);
});
