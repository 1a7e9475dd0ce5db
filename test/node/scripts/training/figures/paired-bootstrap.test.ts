import { expect, test } from 'vitest';
import {
  figureOf,
  type PairedFigure,
  pairedFigures,
} from '../../../../../scripts/training/figures/paired-bootstrap.ts';
import { type HeldOutRows, independent } from '../../../../../scripts/training/rows/held-out-rows.ts';
import { sigmoid } from '../../../../../src/core/sigmoid.ts';
import { clustered } from './clustered.ts';
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

test('pairedFigures(): a difference between days widens the interval by day, and the probability grows', () => {
  const { logits, rows } = clustered(40, 60, { seed: 1, deviation: 1 });
  const second = logits.map((z) => z + 0.1);
  const of = (held: HeldOutRows) => figureOf(pairedFigures(logits, second, held, { seed: 1 }), 'logLoss');
  const [byDay, single] = [of(rows), of(independent(rows))];
  const width = ({ interval: [low, high] }: PairedFigure) => high - low;
  expect(width(byDay)).toBeGreaterThan(2 * width(single));
  expect(byDay.p).toBeGreaterThan(single.p);
  expect(byDay.difference).toBe(single.difference);
});

test('pairedFigures(): the probability agrees with the interval', () => {
  const found = [0.05, 0.2, 0.5].flatMap((noise, k) => {
    const { truth, noisy, ...rows } = outcomes(1500, k + 1, noise);
    return pairedFigures(truth, noisy, rows, { seed: 1 });
  });
  for (const { p, interval } of found.filter((one) => one.p < 0.02 || one.p > 0.12)) {
    expect(interval[0] > 0 || interval[1] < 0).toBe(p < 0.05);
  }
});
