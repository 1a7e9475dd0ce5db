import { expect, test } from 'vitest';
import { bootstrap } from '../../../../../scripts/training/figures/bootstrap.ts';
import { binNoise, netCalibrationError } from '../../../../../scripts/training/figures/calibration-error.ts';
import { calibrationLine } from '../../../../../scripts/training/figures/calibration-line.ts';
import { metrics, scored } from '../../../../../scripts/training/figures/metrics.ts';
import { ranked } from '../../../../../scripts/training/figures/ranked.ts';
import { type HeldOutRows, independent } from '../../../../../scripts/training/rows/held-out-rows.ts';
import fixture from '../../../../oracle/intervals-fixture.json' with { type: 'json' };
import { clustered } from './clustered.ts';

test('calibrationLine() has the intercept and the slope of statsmodels', () => {
  const { logit, weight, positives, intercept, slope } = fixture.calibration;
  const set = scored(Float64Array.from(logit), Float64Array.from(weight), Float64Array.from(positives));
  const line = calibrationLine(set);
  expect(Math.abs(line.intercept - intercept)).toBeLessThan(1e-9);
  expect(Math.abs(line.slope - slope)).toBeLessThan(1e-9);
});

test('a model with one answer has an intercept and no slope', () => {
  const rows = { weight: Float64Array.of(6, 4), positives: Float64Array.of(2, 3) };
  const line = calibrationLine(scored(new Float64Array(2), rows.weight, rows.positives));
  expect(line).toEqual({ intercept: 0, slope: Number.NaN });
  expect(bootstrap(new Float64Array(2), rows, { seed: 1, resamples: 5 })).not.toHaveProperty('calibrationSlope');
});

test('answers that separate the classes have no slope: the steeper, the better', () => {
  const logit = Float64Array.of(-2, -1, 0.5, 3);
  const ones = new Float64Array(4).fill(1);
  for (const positives of [
    [0, 0, 1, 1],
    [1, 0, 0, 0],
    [0, 0, 0, 1],
  ]) {
    expect(calibrationLine(scored(logit, ones, Float64Array.from(positives))).slope).toBeNaN();
  }
  expect(calibrationLine(scored(logit, ones, Float64Array.of(0, 1, 0, 1))).slope).toBeGreaterThan(0);
});

test('the slope of answers that hardly differ is found, whatever it is', () => {
  const logits = Float64Array.of(-1.4, -1.41, -1.45, -1.47);
  const rows = { weight: Float64Array.of(500, 500, 500, 500), positives: Float64Array.of(60, 90, 100, 180) };
  const { value, interval } = bootstrap(logits, rows, { seed: 1 }).calibrationSlope!;
  expect(value).toBeLessThan(-5);
  for (const bound of interval) expect(Math.abs(bound)).toBeLessThan(50);
  expect(interval[0]).toBeLessThan(value);
  expect(interval[1]).toBeGreaterThan(value);
});

const SEEDS = Array.from({ length: 30 }, (_, k) => k + 1);

/** Mean squared net and plain calibration error over simulations. */
function meanSquares(size: number, deviation: number, how: (rows: HeldOutRows) => HeldOutRows, factor = 1) {
  const squares = SEEDS.map((seed) => {
    const { logits, rows } = clustered(60, size, { seed, deviation });
    const answers = logits.map((z) => z * factor);
    const one = ranked(answers, rows);
    const noise = binNoise(one, how(rows));
    const found = netCalibrationError(one.set, one.probability, noise);
    return { net: found, plain: metrics(one.set).calibrationError };
  });
  const mean = (name: 'net' | 'plain') => squares.reduce((sum, one) => sum + one[name], 0) / SEEDS.length;
  return { net: mean('net'), plain: mean('plain') };
}

test('the net calibration error of calibrated answers is near 0, where the plain one is not', () => {
  const { net, plain } = meanSquares(40, 0, independent);
  expect(plain).toBeGreaterThan(0.018);
  expect(net).toBeLessThan(plain / 3);
});

test('with effects of days, only the noise between days explains the error', () => {
  const byDay = meanSquares(40, 0.8, (rows) => rows);
  const single = meanSquares(40, 0.8, independent);
  expect(byDay.net).toBeLessThan(single.net * 0.8);
});

test('answers that are too extreme have the error that many rows show, also with few rows', () => {
  const { net, plain } = meanSquares(40, 0, independent, 2);
  const many = meanSquares(400, 0, independent, 2);
  expect(Math.abs(net / many.net - 1)).toBeLessThan(0.05);
  expect(many.net).toBeGreaterThan(many.plain);
  expect(plain).toBeGreaterThan(many.plain);
});

test('intervals of slope, intercept and net error contain the figures that many rows show', () => {
  const truth = bootstrap(...answers(2000, 99), { seed: 1, resamples: 2 });
  const names = ['calibrationIntercept', 'calibrationSlope', 'netCalibrationError'] as const;
  const inside = Object.fromEntries(names.map((name) => [name, 0]));
  for (const seed of SEEDS) {
    const found = bootstrap(...answers(40, seed), { seed, resamples: 150 });
    for (const name of names) {
      const [low, high] = found[name]!.interval;
      if (low <= truth[name]!.value && truth[name]!.value <= high) inside[name]! += 1 / SEEDS.length;
    }
  }
  for (const name of names) expect(inside[name], name).toBeGreaterThan(0.8);
}, 120_000);

/** Logits that are too extreme, and their rows. */
function answers(count: number, seed: number): [Float64Array, HeldOutRows] {
  const { logits, rows } = clustered(count, 40, { seed, deviation: 0.5 });
  return [logits.map((z) => 1.4 * z), rows];
}
