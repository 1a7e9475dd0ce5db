import { expect, test } from 'vitest';
import { bootstrap, RESAMPLED } from '../../../../../scripts/training/figures/bootstrap.ts';
import { metrics, scored } from '../../../../../scripts/training/figures/metrics.ts';
import { drawScores } from './draw-scores.ts';

test('bootstrap(set, seed) gives intervals that contain the figures of the set', () => {
  const { logit, weight, positives } = drawScores(2000, 5);
  const set = scored(logit, weight, positives);
  const intervals = bootstrap(set, 1);
  for (const name of ['auc', 'logLoss', 'brier', 'averagePrecision'] as const) {
    expect(intervals[name][0], name).toBeLessThan(metrics(set)[name]);
    expect(intervals[name][1], name).toBeGreaterThan(metrics(set)[name]);
  }
});

test('bootstrap(set, seed) has no interval of the calibration error, which would lie above the figure', () => {
  const { logit, weight, positives } = drawScores(2000, 5);
  expect(Object.keys(bootstrap(scored(logit, weight, positives), 1, 2))).toEqual([...RESAMPLED]);
});

test('bootstrap(set, seed) gives a Brier interval as wide as the normal approximation', () => {
  const logit = new Float64Array(1).fill(Math.log(0.2 / 0.8));
  const set = scored(logit, Float64Array.of(10_000), Float64Array.of(2000));
  const [low, high] = bootstrap(set, 1, 2000).brier;
  const deviation = (0.8 ** 2 - 0.2 ** 2) * Math.sqrt((0.2 * 0.8) / 10_000);
  expect((high - low) / (2 * 1.96 * deviation)).toBeGreaterThan(0.9);
  expect((high - low) / (2 * 1.96 * deviation)).toBeLessThan(1.1);
});

test('bootstrap(set, seed) repeats itself for a seed and differs for another', () => {
  const { logit, weight, positives } = drawScores(100, 7);
  const set = scored(logit, weight, positives);
  expect(bootstrap(set, 1)).toEqual(bootstrap(set, 1));
  expect(bootstrap(set, 2)).not.toEqual(bootstrap(set, 1));
});
