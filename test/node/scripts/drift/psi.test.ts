import { expect, test } from 'vitest';
import { comparable, psi, psiByChance, rowsNeeded } from '../../../../scripts/drift/psi.ts';
import fixture from '../../../oracle/drift-fixture.json' with { type: 'json' };

const places = (training: number[], now: number[]) => ({
  training: Float64Array.from(training),
  now: Float64Array.from(now),
});

test.each(fixture.shifts)('psi() of $training.length places is that of scipy', ({ training, now, psi: expected }) => {
  expect(Math.abs(psi(places(training, now)) / expected - 1)).toBeLessThan(1e-9);
});

test('comparable() merges places with few expected rows, and leaves out what training did not have', () => {
  const { training, now } = comparable(places([500, 400, 40, 60, 0], [80, 20, 5, 3, 12]), 1e-4);
  expect([...training]).toEqual([500.5, 400.5, 100.5]);
  expect([...now]).toEqual([80.5, 20.5, 8.5]);
});

test('comparable() keeps a rare place whose share surely grew, because others would hide it', () => {
  const { training, now } = comparable(places([500, 400, 40, 5], [80, 20, 5, 25]), 1e-4);
  expect([...training]).toEqual([500.5, 400.5, 5.5, 40.5]);
  expect([...now]).toEqual([80.5, 20.5, 25.5, 5.5]);
  expect(comparable(places([500, 400, 40, 5], [80, 20, 5, 3]), 1e-4).now).toHaveLength(3);
});

test('chance alone stays below .1 with as many rows as rowsNeeded() says, and not with clearly fewer', () => {
  const training = new Float64Array(64).fill(1000);
  const byChance = (rows: number) =>
    psiByChance(comparable({ training, now: training.map(() => rows / 64) }, 1e-4), 1e-4);
  const needed = rowsNeeded(training, 0.1, 1e-4);
  expect(byChance(needed)).toBeLessThanOrEqual(0.1);
  expect(byChance(needed / 1.2)).toBeGreaterThan(0.1);
  expect(rowsNeeded(new Float64Array(64).fill(5), 0.1, 1e-4)).toBe(Number.POSITIVE_INFINITY);
});
