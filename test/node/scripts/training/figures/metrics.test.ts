import { expect, test } from 'vitest';
import { poisson, randomSource } from '../../../../../scripts/maths/random.ts';
import { evaluateBaseRate } from '../../../../../scripts/training/evaluate-variant.ts';
import { bootstrap, RESAMPLED } from '../../../../../scripts/training/figures/bootstrap.ts';
import { metrics, scored } from '../../../../../scripts/training/figures/metrics.ts';
import { TEST, type TrainingRows } from '../../../../../scripts/training/rows/rows.ts';
import { splitsOf } from '../../../../../scripts/training/rows/splits.ts';
import { artifactSchemas } from '../../../../../src/core/artifact.ts';
import { sigmoid } from '../../../../../src/core/sigmoid.ts';
import cases from '../../../../oracle/metrics-fixture.json' with { type: 'json' };

function draw(groups: number, seed: number) {
  const random = randomSource(seed);
  const logit = Float64Array.from({ length: groups }, () => Math.round(20 * (random() - 0.5)) / 4);
  const weight = Float64Array.from({ length: groups }, () => 1 + Math.floor(5 * random()));
  const positives = weight.map((count, g) => Math.round(count * (random() < 0.1 ? random() : sigmoid(logit[g]!))));
  return { logit, weight, positives };
}

/** Twelve rows, every third of them held out. */
function simulatedRows(): TrainingRows {
  return {
    fields: [],
    observations: 12,
    cells: new Map(),
    weight: new Float64Array(12).fill(1),
    positives: Float64Array.from({ length: 12 }, (_, r) => r % 2),
    randomSplit: Uint8Array.from({ length: 12 }, (_, r) => (r % 3 === 0 ? TEST : 0)),
    timeSplit: new Uint8Array(12),
  };
}

test.each(cases)(
  'metrics are those of scikit-learn and numpy: $name',
  ({ logit, weight, positives, metrics: oracle }) => {
    const figures = metrics(scored(Float64Array.from(logit), Float64Array.from(weight), Float64Array.from(positives)));
    for (const [name, value] of Object.entries(figures)) {
      expect(Math.abs(value - oracle[name as keyof typeof oracle]), name).toBeLessThan(1e-12);
    }
  },
);

test('metrics do not depend on the order of the rows or on how they are grouped', () => {
  const { logit, weight, positives } = draw(200, 3);
  const reversed = metrics(scored(logit.toReversed(), weight.toReversed(), positives.toReversed()));
  const halves = (values: Float64Array) => Float64Array.from([...values, ...values], (value) => value / 2);
  const split = metrics(scored(Float64Array.from([...logit, ...logit]), halves(weight), halves(positives)));
  for (const [name, value] of Object.entries(metrics(scored(logit, weight, positives)))) {
    expect(reversed[name as keyof typeof reversed], name).toBeCloseTo(value, 12);
    expect(split[name as keyof typeof split], name).toBeCloseTo(value, 12);
  }
});

test('metrics stay finite for the surest logits there are', () => {
  const set = scored(Float64Array.of(1e9, -1e9), Float64Array.of(2, 2), Float64Array.of(1, 1));
  for (const value of Object.values(metrics(set))) expect(value).toBeGreaterThan(0);
  expect(metrics(set).logLoss).toBeLessThan(20);
});

test('bootstrap(set, seed) gives intervals that contain the figures of the set', () => {
  const { logit, weight, positives } = draw(2000, 5);
  const set = scored(logit, weight, positives);
  const intervals = bootstrap(set, 1);
  for (const name of ['auc', 'logLoss', 'brier', 'averagePrecision'] as const) {
    expect(intervals[name][0], name).toBeLessThan(metrics(set)[name]);
    expect(intervals[name][1], name).toBeGreaterThan(metrics(set)[name]);
  }
});

test('bootstrap(set, seed) has no interval of the calibration error, which would lie above the figure', () => {
  const { logit, weight, positives } = draw(2000, 5);
  expect(Object.keys(bootstrap(scored(logit, weight, positives), 1, 2))).toEqual([...RESAMPLED]);
});

test('evaluateBaseRate(rows, split, seed) makes an evaluation that an artifact may hold', () => {
  const rows = simulatedRows();
  const [split] = splitsOf(rows);
  const found = evaluateBaseRate(rows, split!, 1);
  expect(found.calibrationError).toBeGreaterThanOrEqual(0);
  expect(artifactSchemas().evaluation.safeParse(found).success).toBe(true);
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
  const { logit, weight, positives } = draw(100, 7);
  const set = scored(logit, weight, positives);
  expect(bootstrap(set, 1)).toEqual(bootstrap(set, 1));
  expect(bootstrap(set, 2)).not.toEqual(bootstrap(set, 1));
});

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
