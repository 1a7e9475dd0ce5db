import { expect, test } from 'vitest';
import { pairedFigures } from '../../../../../scripts/training/figures/paired-bootstrap.ts';
import { sigmoid } from '../../../../../src/core/sigmoid.ts';
import { outcomes } from './outcomes.ts';

test('pairedFigures() of a contender with itself have difference 0 and an interval of width 0', () => {
  const { truth, ...rows } = outcomes(500, 1, 0);
  for (const { difference, interval } of pairedFigures(truth, truth, rows, { seed: 1, resamples: 20 })) {
    expect([difference, ...interval]).toEqual([0, 0, 0]);
  }
});

test('pairedFigures(): swapping the contenders changes the sign of differences and intervals', () => {
  const { truth, noisy, ...rows } = outcomes(500, 2, 1);
  const there = pairedFigures(truth, noisy, rows, { seed: 3, resamples: 40 });
  const back = pairedFigures(noisy, truth, rows, { seed: 3, resamples: 40 });
  for (const [k, { difference, interval }] of there.entries()) {
    expect(back[k]!.difference).toBeCloseTo(-difference, 12);
    expect(back[k]!.interval[0]).toBeCloseTo(-interval[1], 12);
  }
});

test('pairedFigures(): the interval of a true difference in log loss excludes 0 and is narrower than unpaired ones', () => {
  const { truth, noisy, ...rows } = outcomes(4000, 4, 0.5);
  const [loss] = pairedFigures(truth, noisy, rows, { seed: 1 }).filter(({ figure }) => figure === 'logLoss');
  expect(loss!.interval[0]).toBeGreaterThan(0);
  expect(loss!.difference).toBeGreaterThan(loss!.interval[0]);
  expect(loss!.difference).toBeLessThan(loss!.interval[1]);
  const deviations = Array.from(truth, (z, r) => -Math.log(rows.positives[r] ? sigmoid(z) : sigmoid(-z)));
  const mean = deviations.reduce((sum, value) => sum + value, 0) / deviations.length;
  const variance = deviations.reduce((sum, value) => sum + (value - mean) ** 2, 0) / deviations.length;
  const unpaired = 2 * 1.96 * Math.sqrt((2 * variance) / deviations.length);
  expect(loss!.interval[1] - loss!.interval[0]).toBeLessThan(unpaired / 2);
});
