import { expect, test } from 'vitest';
import { reliability } from '../../../../../scripts/report/measures/reliability.ts';
import { calibrated } from './calibrated.ts';

test('reliability(set) has ten bins of equal weight, whose intervals contain calibrated answers', () => {
  const bins = reliability(calibrated(20_000, 3));
  expect(bins.map(({ rows }) => rows)).toEqual(new Array(10).fill(2000));
  expect(bins.filter(({ answered, low, high }) => answered >= low && answered <= high).length).toBeGreaterThanOrEqual(
    8,
  );
});
