import { expect, test } from 'vitest';
import { reliability } from '../../../../../scripts/report/measures/reliability.ts';
import { calibratedRows } from './calibrated.ts';

test('reliability(logits, rows) has ten bins of equal weight, whose intervals contain calibrated answers', () => {
  const { logits, ...held } = calibratedRows(20_000, 3);
  const bins = reliability(logits, held);
  expect(bins.map(({ rows }) => rows)).toEqual(new Array(10).fill(2000));
  expect(bins.filter(({ answered, low, high }) => answered >= low && answered <= high).length).toBeGreaterThanOrEqual(
    8,
  );
});
