import { expect, test } from 'vitest';
import { bootstrap, RESAMPLED } from '../../../../../scripts/training/figures/bootstrap.ts';
import { metrics, scored } from '../../../../../scripts/training/figures/metrics.ts';
import { drawScores } from './draw-scores.ts';

test('bootstrap(logits, rows) gives intervals that contain the figures of the rows', () => {
  const { logit, ...rows } = drawScores(2000, 5);
  const found = bootstrap(logit, rows, { seed: 1 });
  const figures = metrics(scored(logit, rows.weight, rows.positives));
  for (const name of ['auc', 'logLoss', 'brier', 'averagePrecision'] as const) {
    expect(found[name].value, name).toBeCloseTo(figures[name], 12);
    expect(found[name].interval[0], name).toBeLessThan(figures[name]);
    expect(found[name].interval[1], name).toBeGreaterThan(figures[name]);
  }
});

test('bootstrap(logits, rows) has no interval of the calibration error, which would lie above the figure', () => {
  const { logit, ...rows } = drawScores(2000, 5);
  expect(Object.keys(bootstrap(logit, rows, { seed: 1, resamples: 2 }))).toEqual([...RESAMPLED]);
});

test('bootstrap(logits, rows) gives a Brier interval as wide as the normal approximation', () => {
  const rows = { weight: Float64Array.of(10_000), positives: Float64Array.of(2000) };
  const logits = new Float64Array(1).fill(Math.log(0.2 / 0.8));
  const [low, high] = bootstrap(logits, rows, { seed: 1, resamples: 2000 }).brier.interval;
  const deviation = (0.8 ** 2 - 0.2 ** 2) * Math.sqrt((0.2 * 0.8) / 10_000);
  expect((high - low) / (2 * 1.96 * deviation)).toBeGreaterThan(0.9);
  expect((high - low) / (2 * 1.96 * deviation)).toBeLessThan(1.1);
});

test('bootstrap(logits, rows) repeats itself for a seed and differs for another', () => {
  const { logit, ...rows } = drawScores(100, 7);
  const of = (seed: number) => bootstrap(logit, rows, { seed });
  expect(of(1)).toEqual(of(1));
  expect(of(2)).not.toEqual(of(1));
});
